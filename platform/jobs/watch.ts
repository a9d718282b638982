import type { Session } from '#engine'
import { type Progress, writeProgress } from './progress.ts'

const periodMs = 500

interface Watched {
  readonly name: string
  progress: Progress | null
  cancelled: boolean
}

/** What watching over jobs needs. */
export interface WatchOptions {
  readonly db: Session
  /** Is this attempt no longer wanted: cancelled, or given up because it took too long. */
  readonly isOver: (name: string, uuid: string) => Promise<boolean>
  readonly onError: (error: unknown) => void
}

/** While jobs run in this process: writes down how far they are and learns which of them were cancelled. */
export const watchJobs = ({ db, isOver, onError }: WatchOptions) => {
  const running = new Map<string, Watched>()
  let timer: NodeJS.Timeout | undefined

  const flush = async (jobs: Iterable<Watched>) => {
    const fresh = [...jobs].flatMap((job) => job.progress ?? [])
    for (const job of jobs) job.progress = null
    await writeProgress(db, fresh)
  }
  const look = async () => {
    await flush([...running.values()])
    for (const [uuid, job] of running) job.cancelled ||= await isOver(job.name, uuid)
  }
  const tick = () => {
    timer = setTimeout(
      () =>
        look()
          .catch(onError)
          .finally(() => running.size > 0 && tick()),
      periodMs,
    )
  }

  return {
    begin: (name: string, uuid: string) => {
      const job: Watched = { name, progress: null, cancelled: false }
      running.set(uuid, job)
      if (running.size === 1) {
        clearTimeout(timer)
        tick()
      }
      return {
        progress: (done: number, total: number) => {
          job.progress = { job: uuid, done, total }
        },
        cancelled: () => job.cancelled,
        end: async () => {
          running.delete(uuid)
          if (running.size === 0) clearTimeout(timer)
          await flush([job])
        },
      }
    },
  }
}
