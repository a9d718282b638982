import {
  AppError,
  bulkPart,
  type BulkChange,
  type Context,
  failBulkChange,
  type Language,
  myBulkChange,
  workOnBulk,
} from '#engine'
import type { Job } from '#platform/jobs'
import type { Services } from './services.ts'
import { Broken } from './transfers/import-jobs.ts'
import { askedBy, asOwner, type Asked } from './transfers/owner.ts'
import { tellOwner } from './transfers/tell-owner.ts'

const retryLimit = 5

/** Says how many records are worked on behind the scenes. */
export const defineBulkJob = (services: Services): void =>
  services.jobs.define<Asked>('bulk.run', (job) => runJob(services, job), {
    retryLimit,
    retryDelay: 2,
    expireIn: 3_600,
    concurrency: 2,
  })

/** Hands what a call does not do itself to the job, with the transaction that keeps it. */
export const enqueueBulk = ({ jobs }: Services, ctx: Context, id: string): Promise<string | null> =>
  jobs.enqueue('bulk.run', { workspaceId: ctx.workspace.id, id } satisfies Asked, { key: id, transaction: ctx.session })

const runJob = async (services: Services, job: Job<Asked>): Promise<void> => {
  const { workspaceId, id } = job.data
  const owner = await askedBy(services, 'bulk_change', job.data)
  if (!owner) return
  // For each part anew, on her rights as they are by then.
  const open = () => asOwner(services, workspaceId, owner, { request: id, via: owner.scopes ? 'api' : 'ui' })
  try {
    while (!job.signal.aborted && (await workOnBulk(await open(), id)));
  } catch (error) {
    if (!(error instanceof AppError) && job.attempt <= retryLimit) throw error
    await failBulkChange(services.database, owner.schema, id, error instanceof AppError ? error : Broken())
    if (error instanceof AppError) return
  }
  // A process that has to end leaves the rest to the next run.
  if (job.signal.aborted) throw new Error('stopped before its end')
  await tellEnd(services, workspaceId, owner.by, await myBulkChange(await open(), id))
}

const tellEnd = async (services: Services, workspaceId: string, to: string, made: BulkChange): Promise<void> => {
  // Who stopped it knows.
  if (made.total <= bulkPart || made.status === 'cancelled' || made.status === 'running') return
  const say = (language: Language) => bulkEnded(made, language)
  await tellOwner(services, { workspaceId, to, about: { kind: 'bulk', id: made.id }, moment: made.status, say })
}

const bulkEnded = ({ operation, status, changed, tried, problem }: BulkChange, language: Language): string => {
  const failed = tried - changed
  if (language === 'en') {
    if (status === 'failed') return `A bulk change was not finished: ${problem?.messageEn ?? ''}`
    const verb = operation === 'delete' ? 'deleted' : 'changed'
    return `A bulk change is done: ${changed} ${verb}${failed > 0 ? `, ${failed} not` : ''}`
  }
  if (status === 'failed') return `批量操作没有做完:${problem?.message ?? ''}`
  return `批量操作完成:${operation === 'delete' ? '删除' : '修改'} ${changed} 条${failed > 0 ? `,${failed} 条没有成功` : ''}`
}
