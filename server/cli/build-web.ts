import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { glob, stat } from 'node:fs/promises'

const sources = [
  'web/**/*',
  'modules/*/web/**/*',
  'engine/fields/*/*.tsx',
  'engine/expressions/**/*.ts',
  'shared/**/*.ts',
  'docs/guide/**/*.md',
  'CHANGELOG.md',
  'package-lock.json',
]
const built = 'dist/web/index.html'

/** Whether the browser's part was never built, or a source changed since. */
export const webIsStale = async (): Promise<boolean> => {
  if (!existsSync('web/vite.config.ts')) return false
  if (!existsSync(built)) return true
  const since = (await stat(built)).mtimeMs
  for await (const file of glob(sources)) if ((await stat(file)).mtimeMs > since) return true
  return false
}

/** Builds the browser's part into dist/web with Vite, in a process of its own so that its memory goes back. */
export const buildWeb = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const args = ['node_modules/vite/bin/vite.js', 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn']
    const env = { ...process.env, NODE_ENV: 'production' }
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit'] })
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`网页构建失败 / vite build: exit code ${code}`)),
    )
  })
