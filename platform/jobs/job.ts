import type { Session } from '#engine'

/** One run of a job. */
export interface Job<Data = unknown> {
  readonly id: string
  readonly data: Data
  /** 1 at first, 2 after the first failure, … */
  readonly attempt: number
  /** Aborted when the time for this attempt is over or the process has to end. */
  readonly signal: AbortSignal
  /** Tells how far it is; written about twice a second, so that it may be called for every row. */
  progress(done: number, total: number): void
  /** Has somebody cancelled it, or is its time over. Known within half a second; long work asks now and then and returns. */
  cancelled(): boolean
}

/**
 * Does the work. It may run more than once for one job (a process can die after the work and before saying so), so that
 * its effect has to hang on a business key. What it returns is kept as the job's result.
 */
export type JobHandler<Data = unknown> = (job: Job<Data>) => Promise<object | void>

/** How jobs of one name are run. */
export interface JobOptions {
  /** How often it is tried again after it threw. Default 3. */
  readonly retryLimit?: number
  /** Seconds before the first retry; it doubles with each. Default 5. */
  readonly retryDelay?: number
  /** Seconds one attempt may take before it counts as failed. Default 900. */
  readonly expireIn?: number
  /** How many run at a time in one process. Default 1. */
  readonly concurrency?: number
  /**
   * What a business key keeps out: a second job while one is waiting or running (`unfinished`, the default), or only
   * while one is waiting (`waiting`: for work that must see what changed after the running one looked). A job that was
   * enqueued once keeps the rule it was first declared with.
   */
  readonly keyHolds?: 'unfinished' | 'waiting'
}

/** How one job is added. */
export interface EnqueueOptions {
  /** Business key: while a job of that name and key is there, another is not added. */
  readonly key?: string
  readonly startAfter?: Date
  /** The open transaction whose commit brings the job into being. */
  readonly transaction?: Session
}

/** What becomes of a job. */
export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

/** How far a job is, for whoever asks. */
export interface JobStatus {
  readonly id: string
  readonly name: string
  readonly state: JobState
  readonly attempt: number
  /** What it was enqueued with. */
  readonly data: object
  readonly progress: { readonly done: number; readonly total: number } | null
  /** What the handler returned, once done. */
  readonly result: object | null
  /** Why the last attempt failed. */
  readonly error: string | null
}
