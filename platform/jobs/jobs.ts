import { randomUUID } from 'node:crypto'
import type { JobWithMetadata, PgBoss } from 'pg-boss'
import { type Session, uuid7 } from '#engine'
import { applyMigrations } from '#platform/control'
import type { EnqueueOptions, JobHandler, JobOptions, JobStatus } from './job.ts'
import { jobId, parseJobId } from './job-id.ts'
import { jobStatus } from './job-status.ts'
import type { JobsOptions } from './jobs-options.ts'
import { openBoss } from './open-boss.ts'
import { forgetOldProgress, progressMigrations, readProgress } from './progress.ts'
import { runJob } from './run-job.ts'
import { watchJobs } from './watch.ts'

/** Work that goes on behind the scenes, in any process. */
export interface Jobs {
  /** Says what a job of this name does. Every process declares all jobs, before it enqueues or starts. */
  define<Data>(name: string, handler: JobHandler<Data>, options?: JobOptions): void
  /** Adds a job and returns its id, or null when its key is taken. */
  enqueue(name: string, data: object, options?: EnqueueOptions): Promise<string | null>
  /** Runs the job at these times (cron, five fields) in that zone; a run that was missed is made up for once. */
  schedule(name: string, cron: string, options: { readonly zone: string }): void
  /** Null for an unknown id, or a job that ended more than a week ago. */
  status(id: string): Promise<JobStatus | null>
  /** A waiting job will not run; a running one is told. False when it had ended or is unknown. */
  cancel(id: string): Promise<boolean>
  /** Begins to work. A process that only enqueues never calls it. */
  start(): Promise<void>
  /** Takes no more jobs, waits up to half a minute for those under way, and closes. */
  stop(): Promise<void>
}

/** The queue on this database. It works from `start` on; adding jobs needs no more than this. */
export const createJobs = async (options: JobsOptions): Promise<Jobs> => {
  const { db, log } = options
  await applyMigrations(db, progressMigrations)
  const handlers = new Map<string, JobHandler<never>>()
  const queues = new Map<string, JobOptions>()
  const schedules = new Map<string, { cron: string; zone: string }>()
  let worker: Promise<PgBoss> | undefined
  let producer: Promise<PgBoss> | undefined
  const boss = () => worker ?? (producer ??= openBoss(options, 'producer', queues))

  const find = async (name: string, uuid: string): Promise<JobWithMetadata | null> =>
    queues.has(name) ? ((await (await boss()).findJobs<object>(name, { id: uuid }))[0] ?? null) : null

  const watch = watchJobs({
    db,
    isOver: async (name, uuid) => (await find(name, uuid))?.state !== 'active',
    onError: (error) => log?.warn({ err: error }, 'jobs: progress not written'),
  })

  const work = async (): Promise<PgBoss> => {
    const opened = await openBoss(options, 'worker', queues)
    for (const { name, key } of await opened.getSchedules()) {
      if (!schedules.has(name)) await opened.unschedule(name, key)
    }
    for (const [name, { cron, zone }] of schedules) {
      await opened.schedule(name, cron, null, { tz: zone, missed: 'once', singletonKey: 'schedule' })
    }
    for (const [name, handler] of handlers) {
      for (let slot = 0; slot < (queues.get(name)?.concurrency ?? 1); slot++) {
        const id: string = await opened.work(name, workerSettings, (jobs: JobWithMetadata[]) => {
          // Where one job was there may be more: look again right after it instead of at the next poll.
          opened.notifyWorker(id)
          return runJob(jobs[0], handler, watch, log)
        })
      }
    }
    return opened
  }

  return {
    define: (name, handler, jobOptions = {}) => {
      if (!/^[a-z][\w.-]*$/i.test(name)) throw new Error(`Not a name for a job: ${name}`)
      handlers.set(name, handler as JobHandler<never>)
      queues.set(name, jobOptions)
    },
    enqueue: async (name, data, { key, startAfter, transaction } = {}) => {
      const uuid = uuid7()
      const sent = await (
        await boss()
      ).send(name, data, {
        id: uuid,
        // The queue's rule is about keys: a job without one gets one that nobody else has.
        singletonKey: key ?? randomUUID(),
        ...(startAfter && { startAfter }),
        ...(transaction && { db: within(transaction) }),
      })
      return sent && jobId(name, uuid)
    },
    schedule: (name, cron, { zone }) => {
      if (!handlers.has(name)) throw new Error(`Define the job before its schedule: ${name}`)
      schedules.set(name, { cron, zone })
    },
    status: async (id) => {
      const parts = parseJobId(id)
      const job = parts && (await find(parts.name, parts.uuid))
      return job ? jobStatus(job, await readProgress(db, job.id)) : null
    },
    cancel: async (id) => {
      const parts = parseJobId(id)
      if (!parts || !queues.has(parts.name)) return false
      await (await boss()).cancel(parts.name, parts.uuid)
      return (await find(parts.name, parts.uuid))?.state === 'cancelled'
    },
    start: async () => {
      await (worker ??= work())
      await forgetOldProgress(db)
    },
    stop: async () => {
      const open = [worker, producer]
      for (const each of open) await (await each)?.stop({ graceful: true, timeout: 30_000 })
      worker = producer = undefined
    },
  }
}

/** A notification wakes the worker; the poll is for retries, for jobs that were to wait, and for lost notifications. */
const workerSettings = { includeMetadata: true, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5 } as const

/** pg-boss's view of the caller's open transaction. */
const within = (transaction: Session) => ({
  executeSql: async (text: string, values: unknown[] = []) => ({ rows: await transaction.query(text, values) }),
})
