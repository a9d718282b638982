import { rm } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '#engine'
import {
  Cancelled,
  checkBackup,
  createAway,
  keepBackupKey,
  makeBackup,
  beginAgain,
  NotAway,
  type BackupRow,
  setBackup,
  startBackup,
} from '#platform/backup'
import type { Services } from '../services.ts'
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
export const runBackup = async (
  services: Needed,
  { id, kind, folder }: Wanted,
  told: Told = {},
): Promise<BackupRow['facts']> => {
  const { config, database, files } = services
  await startBackup(database, id, kind)
  await beginAgain(database, id)
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
    // What is proven stays, whatever becomes of its copy.
    await setBackup(database, id, { path: file, size, facts, provenAt: new Date().toISOString() })
    if (config.backupS3) await createAway(config.backupS3).put(file)
    const known = { ...facts, ...(config.backupS3 ? { away: true } : {}) }
    await setBackup(database, id, { state: 'done', facts: known, finishedAt: new Date().toISOString() })
    return known
  } catch (error) {
    if (!isNotAway(error)) await rm(file, { force: true }).catch(() => {})
    const state = error instanceof AppError && error.code === Cancelled().code ? 'cancelled' : 'failed'
    await setBackup(database, id, { state, problem: problemOf(error), finishedAt: new Date().toISOString() })
    throw error
  }
}

/** Made and proven, but not copied to where a copy was to be. */
export const isNotAway = (error: unknown): boolean =>
  error instanceof AppError && error.code === NotAway({ why: '' }).code

/** `20261121-233000`: local to no zone, so that names sort by time. */
const stamp = (at: Date) => at.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')

const problemOf = (error: unknown): NonNullable<BackupRow['problem']> =>
  error instanceof AppError
    ? { code: error.code, 'zh-CN': error.say('zh-CN'), en: error.say('en') }
    : { code: 'backup.broken', 'zh-CN': (error as Error).message, en: (error as Error).message }
