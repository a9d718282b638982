/** Work that may wait: on the same database, enqueued in the transaction that wants it, done once, tried again on failure. */
export type { EnqueueOptions, Job, JobHandler, JobOptions, JobState, JobStatus } from './job.ts'
export { createJobs, type Jobs } from './jobs.ts'
export { progressMigrations } from './progress.ts'
export type { JobsOptions } from './jobs-options.ts'
export { forgetJobs } from './open-boss.ts'
