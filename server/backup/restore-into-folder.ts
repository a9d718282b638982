import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Database } from '#engine'
import type { Config } from '#platform/config'
import { createFileStore, type FileStore } from '#platform/files'
import type { Logger } from '#platform/log'
import { startPostgres } from '#platform/postgres'
import { upgradeAll } from '../upgrade-all.ts'
import { type Loaded, loadDatabase } from './load-database.ts'
import { takePlace } from './take-place.ts'
import { inWorkplace, nameOfMine } from './workplace.ts'

export interface FolderWork {
  readonly file: string
  readonly key: string
  /** The data directory that is to come into being. */
  readonly folder: string
  /** What lies there is renamed and kept. */
  readonly replace: boolean
  readonly s3: Config['s3']
  readonly log: Logger
  progress?(read: number, total: number): void
}

/** Loaded at once, so that nothing is written twice: what is not finished is thrown away, not recovered. */
const whileLoading = {
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_wal_size: '8GB',
  maintenance_work_mem: '256MB',
  autovacuum: 'off',
}

/** Restores a backup as a data directory of its own; it takes its place only when it is whole and proven. */
export const restoreIntoFolder = (work: FolderWork): Promise<Loaded & { readonly aside: string | null }> =>
  takePlace(work.folder, work.replace, (half) => build(half, work))

/** A backup that lies restored somewhere aside, for as long as it is looked at. */
export interface Proof {
  readonly loaded: Loaded
  readonly database: Database
  readonly files: FileStore
}

/** Restores a backup somewhere aside, proves it, and removes it again: nothing that lives is touched. */
export const rehearseRestore = async (
  work: Omit<FolderWork, 'folder' | 'replace' | 's3'> & { readonly only?: string },
  beside: string,
  look?: (proof: Proof) => Promise<void>,
): Promise<Loaded> => {
  const folder = path.join(beside, nameOfMine('.zhike-proof'))
  return inWorkplace(folder, () => build(folder, { ...work, folder, replace: false, s3: null }, look))
}

const build = async (
  folder: string,
  work: FolderWork & { readonly only?: string },
  look?: (proof: Proof) => Promise<void>,
): Promise<Loaded> => {
  const { file, key, log, progress, only } = work
  const postgres = await startPostgres({ dataDir: path.join(folder, 'postgres'), settings: whileLoading, log })
  const database = new Database(postgres.runTimeUrl, { ownerUrl: postgres.url, max: 4, statementTimeout: 0 })
  try {
    const files = createFileStore({ s3: work.s3, dataDir: folder })
    const loaded = await loadDatabase(database, {
      file,
      key,
      files,
      ...(only === undefined ? {} : { only }),
      ...(progress ? { progress } : {}),
    })
    await upgradeAll({ database, log, config: { secret: loaded.secret }, alone: true })
    await database.owner.query('analyze')
    await writeFile(path.join(folder, 'secrets.json'), `${JSON.stringify({ secret: loaded.secret }, null, 2)}\n`, {
      mode: 0o600,
    })
    await look?.({ loaded, database, files })
    return loaded
  } finally {
    await database.close()
    await postgres.stop()
  }
}
