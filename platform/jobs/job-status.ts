import type { JobWithMetadata } from 'pg-boss'
import type { JobState, JobStatus } from './job.ts'
import { jobId } from './job-id.ts'

const states: Record<JobWithMetadata['state'], JobState> = {
  created: 'waiting',
  retry: 'waiting',
  active: 'running',
  completed: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
}

/** A job as the rest of the app sees it. */
export const jobStatus = (job: JobWithMetadata, progress: JobStatus['progress']): JobStatus => {
  const output = job.output as { message?: unknown } | null
  const failed = job.state === 'failed' || job.state === 'retry'
  return {
    id: jobId(job.name, job.id),
    name: job.name,
    state: states[job.state],
    attempt: job.retryCount + 1,
    data: job.data as object,
    progress,
    result: job.state === 'completed' ? output : null,
    error: failed && typeof output?.message === 'string' ? output.message : null,
  }
}
