import { mayDo } from '#engine'
import type { Services } from '../services.ts'
import { asOwner, OwnerGone } from '../transfers/owner.ts'
import { moveAll } from './move-all.ts'

/** What the job keeps of what was asked for. */
export interface AskedMove {
  readonly workspaceId: string
  readonly by: string
  readonly scopes: readonly string[] | null
  /** One for all its changes, by which the whole move is undone. */
  readonly request: string
  readonly from: string
  readonly to: string
  readonly remove: boolean
}

export const moveJob = 'department.move'

/** Says how everything of a department is moved behind the scenes. */
export const defineMoveJob = (services: Services): void =>
  services.jobs.define<AskedMove>(
    moveJob,
    async (job) => {
      const { workspaceId, by, scopes, request, ...move } = job.data
      const open = async () => {
        const ctx = await asOwner(services, workspaceId, { by, scopes }, { request, via: scopes ? 'api' : 'ui' })
        if (!mayDo(ctx.actor, 'users')) throw OwnerGone()
        return ctx.asSystem('整个部门移到别处')
      }
      const isOver = () => job.signal.aborted
      return moveAll({ ...move, open, isOver, progress: (done, total) => job.progress(done, total) })
    },
    { retryLimit: 3, retryDelay: 2, expireIn: 3_600 },
  )

/** Hands a move to the job; null while that department is being moved already. */
export const enqueueMove = ({ jobs }: Services, asked: AskedMove): Promise<string | null> =>
  jobs.enqueue(moveJob, asked, { key: asked.from })
