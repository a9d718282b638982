import { spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'

export interface BrowserProgram {
  executablePath: string
  /** Folder of system libraries that this machine lacks. */
  libraries?: string
}

const cache = path.resolve('node_modules/.cache/zhike-browser')

/** Chromium for the tests: CHROMIUM_PATH, else the one that npm brought (Linux on x64), else one of the system's. */
export const browserProgram = async (): Promise<BrowserProgram> => {
  const told = process.env.CHROMIUM_PATH
  if (told) return { executablePath: told }
  const unpacked = process.platform === 'linux' && process.arch === 'x64' ? await unpackedChromium() : null
  if (unpacked) return unpacked
  const found = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ].find((file) => existsSync(file))
  if (!found)
    throw new Error(
      '没有找到 Chromium,请安装 chromium,或用 CHROMIUM_PATH 指定。No Chromium: install one or set CHROMIUM_PATH.',
    )
  return { executablePath: found }
}

/** Unpacks the packed program once; null when it does not run here even with the libraries that came with it. */
const unpackedChromium = async (): Promise<BrowserProgram | null> => {
  const packed = path.join(path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../bin')
  const executablePath = await unpack(path.join(packed, 'chromium.br'), 'chromium')
  if (runs(executablePath)) return { executablePath }
  const tar = await unpack(path.join(packed, 'al2023.tar.br'), 'libraries.tar')
  spawnSync('tar', ['-xf', tar, '-C', cache])
  const libraries = path.join(cache, 'lib')
  return runs(executablePath, libraries) ? { executablePath, libraries } : null
}

const unpack = async (from: string, name: string): Promise<string> => {
  const to = path.join(cache, name)
  if (existsSync(to)) return to
  mkdirSync(cache, { recursive: true })
  const half = `${to}.${process.pid}`
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(half, { mode: 0o755 }))
  renameSync(half, to)
  return to
}

const runs = (program: string, libraries?: string): boolean =>
  spawnSync(program, ['--version'], { env: { ...process.env, ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}) } })
    .status === 0
