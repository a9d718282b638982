import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { makeFolder } from './make-folder.ts'

/** The key made on the first run and kept in `<DATA_DIR>/secrets.json`, readable by the owner alone; kept only where `keep` says so. */
export const storedSecret = (dataDir: string, keep: boolean): string => {
  const file = path.join(dataDir, 'secrets.json')
  if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { secret: string }).secret
  const secret = randomBytes(32).toString('base64url')
  if (!keep) return secret
  makeFolder(dataDir)
  const half = `${file}.${process.pid}`
  writeFileSync(half, `${JSON.stringify({ secret }, null, 2)}\n`, { mode: 0o600 })
  renameSync(half, file)
  return secret
}
