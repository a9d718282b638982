import type { JobWithMetadata } from 'pg-boss'
import type { JobHandler } from './job.ts'
import { jobId } from './job-id.ts'
import type { JobsOptions } from './jobs-options.ts'
import type { watchJobs } from './watch.ts'

/** One attempt: gives the handler its job, and leaves its progress and its failure on record. */
export const runJob = async (
  job: JobWithMetadata | undefined,
  handler: JobHandler<never>,
  watch: ReturnType<typeof watchJobs>,
  log: JobsOptions['log'],
): Promise<object | undefined> => {
  if (!job) return undefined
  const watched = watch.begin(job.name, job.id)
  const attempt = job.retryCount + 1
  const cancelled = () => watched.cancelled() || job.signal.aborted
  try {
    const id = jobId(job.name, job.id)
    const { signal, data } = job
    return (
      (await handler({ id, data: data as never, attempt, signal, progress: watched.progress, cancelled })) ?? undefined
    )
  } catch (error) {
    if (!cancelled()) log?.warn({ job: job.name, id: job.id, attempt, err: error }, 'job failed')
    throw error
  } finally {
    await watched.end().catch(() => {})
  }
}
