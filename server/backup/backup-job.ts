import { defineError, uuid7 } from '#engine'
import { type BackupRow, backupRow, Cancelled, setBackup, startBackup } from '#platform/backup'
import { listWorkspaces } from '#platform/control'
import type { Job } from '#platform/jobs'
import type { Services } from '../services.ts'
import { backupFolder } from './backup-folder.ts'
import { dropOutlived } from './drop-outlived.ts'
import { runBackup } from './run-backup.ts'
import { isDue, readSchedule } from './schedule.ts'
import { lackingAway, sendAway } from './send-away.ts'

const AlreadyRunning = defineError(
  'backup.alreadyRunning',
  409,
  '已有一个备份正在进行,请等它完成',
  'A backup is under way already; wait until it is done',
)

const AlreadySending = defineError(
  'backup.alreadySending',
  409,
  '已有备份正在送往对象存储,请等它送到',
  'A backup is on its way to the object storage already; wait until it is there',
)

const job = 'backup.run'
const sending = 'backup.away'

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
  // It fails only when its process dies: a storage that fails is on record, and has a time of its own to be tried again.
  services.jobs.define<{ id?: string }>(sending, (work) => send(services, work), {
    expireIn: 6 * 3_600,
    retryLimit: 2,
    retryDelay: 60,
  })
  services.jobs.define('backup.due', async () => {
    await startIfDue(services)
    if ((await lackingAway(services, services.clock.now())).length > 0)
      await services.jobs.enqueue(sending, {}, { key: 'away' })
  })
  services.jobs.schedule('backup.due', '*/10 * * * *', { zone: 'UTC' })
}

const run = async (services: Services, { data, progress, cancelled }: Job<Asked>): Promise<void> => {
  const folder = backupFolder(services.config)
  try {
    await runBackup(services, { ...data, folder }, { progress, cancelled })
  } catch (error) {
    if ((error as { code?: string }).code !== Cancelled().code) throw error
    return
  }
  if (services.config.backupS3) {
    const made = await backupRow(services.database, data.id)
    // While another is on its way, this one waits for its turn.
    await askAway(services, made!).catch(unless(AlreadySending().code))
  }
  await dropOutlived(services)
}

/** Passes on any error but this one. */
const unless = (code: string) => (error: { code?: string }) => {
  if (error.code !== code) throw error
}

/** The one that was asked for, then whatever else is due, until the storage fails. */
const send = async (services: Services, { data, cancelled }: Job<{ id?: string }>): Promise<void> => {
  const due = (await lackingAway(services, services.clock.now())).map(({ id }) => id)
  for (const id of new Set(data.id ? [data.id, ...due] : due))
    if (cancelled() || (await sendAway(services, id))?.problem) break
  await dropOutlived(services)
}

/** Has the job send a backup to the object storage now. Throws AlreadySending. */
export const askAway = ({ jobs, database }: Pick<Services, 'jobs' | 'database'>, row: BackupRow): Promise<void> =>
  database.transaction(async (transaction) => {
    if (!(await jobs.enqueue(sending, { id: row.id }, { key: 'away', transaction }))) throw AlreadySending()
    const begun = new Date().toISOString()
    const copy = { place: '', failures: 0, ...row.away, begun, arrived: null, problem: null }
    await setBackup(transaction, row.id, { away: copy })
  })

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
  await askBackup(services, 'schedule').catch(unless(AlreadyRunning().code))
}
