import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLogger } from '#platform/log'
import { startPostgres } from '#platform/postgres'
import { readFileSync } from 'node:fs'
import { restoreIntoFolder } from '../server/backup/restore-into-folder.ts'
import { startServer } from '../server/main.ts'
import { config } from './server.ts'

/** A folder of this test alone. */
export const scratchFolder = (): { readonly folder: string; remove(): void } => {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhike-backup-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }) }
}

export const silent = createLogger({ level: 'silent', format: 'json' })

/** Restores a backup into an empty data directory and serves it, as a new machine would. */
export const restoreAndServe = async (file: string, key: string, folder: string) => {
  await restoreIntoFolder({ file, key, folder, replace: false, s3: null, log: silent })
  const postgres = await startPostgres({ dataDir: path.join(folder, 'postgres'), profile: 'test' })
  const { secret } = JSON.parse(readFileSync(path.join(folder, 'secrets.json'), 'utf8')) as { secret: string }
  const server = await startServer(
    config(postgres.url, { dataDir: folder, databaseRuntimeUrl: postgres.runTimeUrl, secret }),
  )
  return {
    url: server.url,
    databaseUrl: postgres.url,
    async close() {
      await server.close()
      await postgres.stop()
    },
  }
}
