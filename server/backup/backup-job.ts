import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { defineError, uuid7 } from '#engine'
import { type BackupRow, Cancelled, createAway, listBackups, outlived, setBackup, startBackup } from '#platform/backup'
import { listWorkspaces } from '#platform/control'
import type { Job } from '#platform/jobs'
import type { Services } from '../services.ts'
import { backupFolder } from './backup-folder.ts'
import { isNotAway, runBackup } from './run-backup.ts'
import { isDue, readSchedule } from './schedule.ts'

const AlreadyRunning = defineError(
  'backup.alreadyRunning',
  409,
  '已有一个备份正在进行,请等它完成',
  'A backup is under way already; wait until it is done',
)

const job = 'backup.run'

interface Asked {
  readonly id: string
  readonly kind: BackupRow['kind']
}

/** Backups behind the scenes: at their time of day, or at once when asked for. */
export const defineBackups = (services: Services): void => {
  services.jobs.define<Asked>(job, (work) => run(services, work), {
    expireIn: 6 * 3_600,
    retryLimit: 1,
    retryDelay: 300,
  })
  services.jobs.define('backup.due', () => startIfDue(services))
  services.jobs.schedule('backup.due', '*/10 * * * *', { zone: 'UTC' })
}

const run = async (services: Services, { data, progress, cancelled }: Job<Asked>): Promise<void> => {
  const folder = backupFolder(services.config)
  try {
    await runBackup(services, { ...data, folder }, { progress, cancelled })
    await dropOutlived(services)
  } catch (error) {
    // One that only lacks its copy needs no second run: the list says so, and the next one is tried in its turn.
    if ((error as { code?: string }).code !== Cancelled().code && !isNotAway(error)) throw error
  }
}

/** Hands a backup to its job and answers its id. Throws AlreadyRunning. */
export const askBackup = async (
  { jobs, database }: Pick<Services, 'jobs' | 'database'>,
  kind: BackupRow['kind'],
): Promise<string> => {
  const asked: Asked = { id: uuid7(), kind }
  const enqueued = await jobs.enqueue(job, asked, { key: 'backup' })
  if (!enqueued) throw AlreadyRunning()
  await startBackup(database, asked.id, kind)
  await setBackup(database, asked.id, { job: enqueued })
  return asked.id
}

const startIfDue = async (services: Services): Promise<void> => {
  const { database, clock } = services
  const [place] = await listWorkspaces(database)
  if (!place) return
  const [since] = await database.query<{ founded: string; last: string | null }>(
    `select (select min(created_at) from zhike.workspace) as founded,
       (select max(at) from zhike.backup where kind = 'schedule') as last`,
  )
  const { founded, last } = since!
  const at = { founded: new Date(founded), last: last ? new Date(last) : null }
  if (!isDue(await readSchedule(database), place.zone, clock.now(), at)) return
  await askBackup(services, 'schedule').catch((error: { code?: string }) => {
    if (error.code !== AlreadyRunning().code) throw error
  })
}

const isGone = (removal: Promise<void>): Promise<boolean> =>
  removal.then(
    () => true,
    () => false,
  )

/** Removes the backups that nobody needs any more, and what killed processes left half-written. */
const dropOutlived = async ({ database, config }: Services): Promise<void> => {
  const { keep } = await readSchedule(database)
  const [place] = await listWorkspaces(database)
  const kept = (await listBackups(database, 1_000)).filter(
    ({ state, kind, path: file }) => (state === 'done' || state === 'failed') && kind !== 'command' && file,
  )
  const dated = kept.map((row) => ({ ...row, at: new Date(row.at) }))
  const away = config.backupS3 ? createAway(config.backupS3) : null
  for (const { id, path: file, facts } of outlived(dated, keep, place?.zone ?? 'UTC')) {
    // A storage that does not answer now is asked again after the next backup.
    if (facts?.away && away && !(await isGone(away.remove(path.basename(file!))))) continue
    await rm(file!, { force: true })
    await setBackup(database, id, { state: 'expired' })
  }
  const folder = backupFolder(config)
  for (const name of (await readdir(folder)).filter((each) => each.endsWith('.zkb.part'))) {
    const { mtimeMs } = await stat(path.join(folder, name)).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > 86_400_000) await rm(path.join(folder, name), { force: true })
  }
}
