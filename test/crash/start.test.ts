import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

/** `npm start` as people run it, without npm: the launcher in a process group of its own, as in a terminal. */
let dataDir: string
let launcher: ChildProcess
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'zhike-start-'))
})
afterEach(async () => {
  signalGroup('SIGKILL')
  const server = databasePid()
  if (server) process.kill(server, 'SIGQUIT')
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

/** Starts and resolves to the address that it says it serves. */
const start = async (): Promise<string> => {
  const env = { ...process.env, DATA_DIR: dataDir, NODE_ENV: 'production', LOG_FORMAT: 'json' }
  launcher = spawn(process.execPath, ['bin/zhike.mjs', 'start', '--port', '0'], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  for await (const chunk of launcher.stdout!) {
    said += chunk
    const url = /已启动.*(http:\S+)/.exec(said)?.[1]
    if (url) {
      launcher.stdout!.resume()
      return url
    }
  }
  throw new Error(`did not start: ${said}`)
}

const signalGroup = (signal: NodeJS.Signals) => {
  try {
    process.kill(-launcher.pid!, signal)
  } catch {
    // it is gone already
  }
}

const databasePid = (): number | null => {
  const lock = path.join(dataDir, 'postgres', 'cluster', 'postmaster.pid')
  return existsSync(lock) ? Number(readFileSync(lock, 'utf8').split('\n')[0]) : null
}

const serves = async (url: string): Promise<boolean> =>
  (await fetch(new URL('/healthz', url), { headers: { connection: 'close' } })).ok

it('Ctrl-C stops application and database cleanly, with exit code 0', async () => {
  const url = await start()
  expect(await serves(url)).toBe(true)
  signalGroup('SIGINT') // a terminal sends it to the whole group at once
  const [code] = await once(launcher, 'exit')
  expect(code).toBe(0)
  expect(databasePid()).toBe(null)
})

it('F07 SIGTERM to the launcher alone does the same', async () => {
  await start()
  launcher.kill('SIGTERM')
  const [code] = await once(launcher, 'exit')
  expect(code).toBe(0)
  expect(databasePid()).toBe(null)
})

it('F06 a killed launcher takes the application and the database with it', async () => {
  const url = await start()
  launcher.kill('SIGKILL')
  await expect.poll(() => serves(url).catch(() => 'stopped')).toBe('stopped')
  await expect.poll(databasePid).toBe(null)
})

it('F06 a killed application serves again at the next start, with the data of before', async () => {
  await start()
  const database = databasePid()
  for (let round = 0; round < 3; round++) {
    signalGroup('SIGKILL')
    await once(launcher, 'exit')
    const url = await start()
    expect(await serves(url)).toBe(true)
    expect(databasePid()).toBe(database)
  }
})
