import type { PgBoss } from 'pg-boss'
import { openToRunTime, runTimeAccount, type Session } from '#engine'
import type { JobOptions } from './job.ts'
import type { JobsOptions } from './jobs-options.ts'

const schema = 'jobs'

/**
 * Opens pg-boss, loading it only now: a process that never enqueues does not pay its 25 MB. A `producer` sends and asks
 * only; a `worker` also listens, keeps the schedules and tidies up.
 */
export const openBoss = async (
  { url, db, log }: JobsOptions,
  role: 'producer' | 'worker',
  queues: ReadonlyMap<string, JobOptions>,
): Promise<PgBoss> => {
  const { PgBoss } = await import('pg-boss')
  const worker = role === 'worker'
  const boss = new PgBoss({
    connectionString: url,
    schema,
    max: worker ? 4 : 2,
    application_name: `zhike jobs ${role}`,
    useListenNotify: worker,
    supervise: worker,
    superviseIntervalSeconds: 15,
    monitorIntervalSeconds: 15,
    schedule: worker,
  })
  boss.on('error', (error) => log?.warn({ err: error }, 'jobs: database trouble, will try again'))
  await boss.start()
  const present = new Set((await boss.getQueues()).map((queue) => queue.name))
  for (const [name, options] of queues) {
    const settings = queueSettings(options)
    if (present.has(name)) await boss.updateQueue(name, settings)
    else await boss.createQueue(name, { ...settings, policy: options.keyHolds === 'waiting' ? 'short' : 'exclusive' })
  }
  // A job is put in by the transaction that it belongs to.
  await openToRunTime(db.owner, schema, await runTimeAccount(db))
  return boss
}

/** Takes away all jobs, waiting and done: of a database that was restored they would be done a second time. */
export const forgetJobs = async (owner: Session): Promise<void> => {
  await owner.query(`drop schema if exists "${schema}" cascade`)
}

const queueSettings = ({ retryLimit = 3, retryDelay = 5, expireIn = 900 }: JobOptions) => ({
  retryLimit,
  retryDelay,
  retryBackoff: retryDelay > 0,
  expireInSeconds: expireIn,
  // A process that died stops beating: its jobs are taken over within a minute instead of after their time is up.
  heartbeatSeconds: 30,
  notify: true,
})
