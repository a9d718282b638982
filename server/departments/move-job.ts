import { isUuid, mayDo } from '#engine'
import type { JobStatus } from '#platform/jobs'
import type { Services } from '../services.ts'
import { asOwner, OwnerGone } from '../transfers/owner.ts'
import { tellOwner } from '../transfers/tell-owner.ts'
import { type Moved, moveAll } from './move-all.ts'
import { moveEnded } from './move-ended.ts'
import { namesOf } from './names-of.ts'

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

const name = 'department.move'
const retryLimit = 3

/** The id of a move is that of its job, without the name. */
const idOf = (job: string): string => job.slice(name.length + 1)

/** Says how everything of a department is moved behind the scenes. */
export const defineMoveJob = (services: Services): void =>
  services.jobs.define<AskedMove>(
    name,
    async (job) => {
      const { workspaceId, by, scopes, request, ...move } = job.data
      const open = async () => {
        const ctx = await asOwner(services, workspaceId, { by, scopes }, { request, via: scopes ? 'api' : 'ui' })
        if (!mayDo(ctx.actor, 'users')) throw OwnerGone()
        return ctx.asSystem('整个部门移到别处')
      }
      const isOver = () => job.signal.aborted
      try {
        const moved = await moveAll({ ...move, open, isOver, progress: (done, total) => job.progress(done, total) })
        await tellEnd(services, idOf(job.id), job.data, moved)
        return moved
      } catch (error) {
        if (job.attempt > retryLimit) await tellEnd(services, idOf(job.id), job.data, null)
        throw error
      }
    },
    { retryLimit, retryDelay: 2, expireIn: 3_600 },
  )

/** Tells whoever asked for it how it ended; null where it was given up. */
const tellEnd = async (services: Services, id: string, asked: AskedMove, moved: Moved | null): Promise<void> => {
  const { workspaceId, by: to } = asked
  const names = await namesOf(services.database, workspaceId, [asked.from, asked.to])
  await tellOwner(services, {
    workspaceId,
    to,
    about: { kind: 'move', id },
    moment: moved ? 'done' : 'failed',
    say: (language) => moveEnded(names.get(asked.from) ?? '', names.get(asked.to) ?? '', moved, language),
  })
}

/** Hands a move to the job and answers its id; null while that department is being moved already. */
export const enqueueMove = async ({ jobs }: Services, asked: AskedMove): Promise<string | null> => {
  const job = await jobs.enqueue(name, asked, { key: asked.from })
  return job && idOf(job)
}

/** A move that this person asked for in this workspace, for as long as jobs are kept. */
export const moveOf = async (
  { jobs }: Services,
  id: string,
  who: Pick<AskedMove, 'workspaceId' | 'by'>,
): Promise<(JobStatus & { readonly asked: AskedMove }) | null> => {
  const status = isUuid(id) ? await jobs.status(`${name}:${id}`) : null
  const asked = status?.data as AskedMove | undefined
  return status && asked?.workspaceId === who.workspaceId && asked.by === who.by ? { ...status, asked } : null
}
