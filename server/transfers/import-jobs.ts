import {
  type AppError,
  checkImport,
  type Context,
  defineError,
  failImport,
  type Import,
  type ImportWork,
  myImport,
  revertImport,
  runImport,
} from '#engine'
import type { Job } from '#platform/jobs'
import type { Services } from '../services.ts'
import { importEnded } from './import-ended.ts'
import { withLocalCopy } from './local-copy.ts'
import { askedBy, asOwner, type Asked, isOwnerGone } from './owner.ts'
import { withSmallHeap } from './small-heap.ts'
import { tellOwner } from './tell-owner.ts'

export const Broken = defineError(
  'transfer.broken',
  500,
  '多次出错后停止,已记录。请稍后再试,或联系管理员',
  'Stopped after several failures, which were recorded. Try again later, or tell your administrator',
)

const retryLimit = 5

/** An hour is enough for 200,000 rows on a slow machine; a process that dies is noticed after half a minute. */
const options = { retryLimit, retryDelay: 2, expireIn: 3_600, concurrency: 2 }

const works = { 'import.check': checkImport, 'import.run': runImport, 'import.revert': revertImport } as const
export type ImportJob = keyof typeof works

/** Says how imports are checked, run and taken back. */
export const defineImportJobs = (services: Services): void => {
  for (const [name, work] of Object.entries(works))
    services.jobs.define<Asked>(name, (job) => runJob(services, job, work, name !== 'import.revert'), {
      ...options,
      // A check that was given up and asked for anew is looked at by a job of its own.
      ...(name === 'import.check' ? { keyHolds: 'waiting' as const } : {}),
    })
}

const underWay = new Set<Import['status']>(['checking', 'running', 'reverting'])

/** Hands an import to its job, unless it has it already. In the transaction that readies it. */
export const enqueueImport = async ({ jobs }: Services, name: ImportJob, ctx: Context, id: string): Promise<void> => {
  const work: Asked = { workspaceId: ctx.workspace.id, id }
  const transaction = ctx.session
  if ((await jobs.enqueue(name, work, { key: id, transaction })) !== null) return
  // The job that was stopped may be on its way out and will not look again: who goes on at once is looked after by another.
  if (!underWay.has((await myImport(ctx, id)).status)) return
  await jobs.enqueue(name, work, { key: `${id} next`, startAfter: new Date(Date.now() + 1_000), transaction })
}

const runJob = async (
  services: Services,
  job: Job<Asked>,
  work: (work: ImportWork) => Promise<void>,
  readsFile: boolean,
): Promise<void> => {
  const { workspaceId, id } = job.data
  const owner = await askedBy(services, 'import', job.data)
  if (!owner) return
  const open = (request = id) => asOwner(services, workspaceId, owner, { request, via: 'import' })
  const giveUp = (error: AppError) => failImport(services.database, owner.schema, id, error)
  const tell = async () => {
    const ctx = await open()
    await tellEnd(services, job.data, await myImport(ctx, id), ctx)
  }
  const given = { id, open, progress: job.progress.bind(job), cancelled: () => job.cancelled() }
  try {
    const { file } = await myImport(await open(), id)
    await withSmallHeap(() =>
      readsFile
        ? withLocalCopy(services.files, file, (path) => work({ ...given, path }))
        : work({ ...given, path: '' }),
    )
  } catch (error) {
    // Nobody is there to be told, and nobody who could go on with it.
    if (isOwnerGone(error)) return giveUp(error)
    if (job.attempt > retryLimit) {
      await giveUp(Broken())
      await tell()
    }
    throw error
  }
  // Not if it was discarded meanwhile.
  if (await askedBy(services, 'import', job.data)) await tell()
}

/** The end of a check is no news: whoever asked for it waits to go on. */
const tellEnd = async (services: Services, { workspaceId }: Asked, made: Import, ctx: Context): Promise<void> => {
  const { objects } = ctx.workspace.model
  const say = made.startedAt ? importEnded(made, (name) => objects.get(name)!.label) : null
  const about = { kind: 'import', id: made.id } as const
  if (say)
    await tellOwner(services, { workspaceId, to: made.by, about, moment: `${made.status} ${made.finishedAt}`, say })
}
