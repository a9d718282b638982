import { reasonOf } from '../api/api-error.ts'
import { type Batch, type BatchResult, itemReason, runBatch } from '../api/records.ts'

/** Records that one request works on; more go as several, with progress in between. */
export const atATime = 200

/** What is done with each of them. */
export type Deed = { readonly operation: 'update'; readonly set: object } | { readonly operation: 'delete' }

export interface Failure {
  readonly id: string
  readonly reason: string
}

export interface Outcome {
  readonly done: number
  readonly failures: readonly Failure[]
  /** Takes all of it back, however many requests it took; empty where nothing was done. */
  readonly batch: string
}

/** Works on many records part by part. All parts are one change in the log. `stopped` is asked before each part. */
export const runBulk = async (
  object: string,
  ids: readonly string[],
  deed: Deed,
  onProgress: (done: number) => void,
  stopped: () => boolean,
): Promise<Outcome> => {
  let outcome: Outcome = { done: 0, failures: [], batch: '' }
  for (let at = 0; at < ids.length && !stopped(); at += atATime) {
    const part = ids.slice(at, at + atATime)
    const partOf = outcome.batch ? { partOf: outcome.batch } : {}
    outcome = after(outcome, await one(object, { ...deed, ids: part, atomic: false, ...partOf }, part))
    onProgress(Math.min(at + atATime, ids.length))
  }
  return outcome
}

/** A part that fails as a whole is a failure of each in it: what was done before stays told. */
const one = async (object: string, batch: Batch, ids: readonly string[]): Promise<BatchResult> => {
  try {
    return await runBatch(object, batch)
  } catch (error) {
    const problem = { message: reasonOf(error) }
    return { batch: '', counts: {}, results: ids.map((id) => ({ id, status: 'failed', problem })) }
  }
}

const after = (before: Outcome, { batch, results }: BatchResult): Outcome => {
  const failed = results.filter(({ status }) => status === 'failed')
  const done = results.length - failed.length
  return {
    done: before.done + done,
    failures: [...before.failures, ...failed.map(({ id, problem }) => ({ id, reason: itemReason(problem) }))],
    batch: before.batch || (done > 0 ? batch : ''),
  }
}
