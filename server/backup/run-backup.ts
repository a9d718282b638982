import { rm } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '#engine'
import {
  Cancelled,
  checkBackup,
  keepBackupKey,
  makeBackup,
  backupRow,
  beginAgain,
  type BackupRow,
  setBackup,
  startBackup,
} from '#platform/backup'
import type { Services } from '../services.ts'
import { problemOf } from './problem-of.ts'
import { version } from './version.ts'

/** One backup to be made. */
export interface Wanted {
  readonly id: string
  readonly kind: BackupRow['kind']
  /** The folder it goes to. */
  readonly folder: string
}

interface Told {
  progress?(done: number, total: number): void
  cancelled?(): boolean
}

type Needed = Pick<Services, 'config' | 'database' | 'files'>

/** Makes a backup, reads it back whole, and leaves on record what came of it. Throws what went wrong, too. */
export const runBackup = async (services: Needed, wanted: Wanted, told: Told = {}): Promise<void> => {
  const { id, kind } = wanted
  const { database } = services
  await startBackup(database, id, kind)
  // A process may have died right after it: what is proven is not made again.
  if ((await backupRow(database, id))?.state === 'done') return
  await beginAgain(database, id)
  await make(services, wanted, told)
}

const make = async ({ config, database, files }: Needed, { id, folder }: Wanted, told: Told): Promise<void> => {
  const file = path.join(folder, `zhike-${stamp(new Date())}-${id.slice(-6)}.zkb`)
  try {
    const key = await keepBackupKey(config.backupKey, config.dataDir)
    const { secret } = config
    const made = await makeBackup({ databaseUrl: config.databaseUrl!, files, file, key, version, secret, ...told })
    await checkBackup(file, key)
    const { manifest, rows, size } = made
    const facts = {
      rows,
      files: manifest.files.length,
      missing: manifest.missing.length,
      sealed: manifest.seals.every(({ ok }) => ok),
    }
    const now = new Date().toISOString()
    await setBackup(database, id, { state: 'done', path: file, size, facts, provenAt: now, finishedAt: now })
  } catch (error) {
    await rm(file, { force: true }).catch(() => {})
    const state = error instanceof AppError && error.code === Cancelled().code ? 'cancelled' : 'failed'
    await setBackup(database, id, { state, problem: problemOf(error), finishedAt: new Date().toISOString() })
    throw error
  }
}

/** `20261121-233000`: local to no zone, so that names sort by time. */
const stamp = (at: Date) => at.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')
