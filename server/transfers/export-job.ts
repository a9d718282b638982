import {
  AppError,
  type Context,
  type Export,
  type Language,
  exportFile,
  finishExport,
  myExport,
  recordExport,
  rowProblem,
  tellExported,
} from '#engine'
import type { Job } from '#platform/jobs'
import type { Services } from '../services.ts'
import { transferFolder } from './folder.ts'
import { Broken } from './import-jobs.ts'
import { askedBy, asOwner, type Asked } from './owner.ts'
import { tellOwner } from './tell-owner.ts'

const retryLimit = 3
const rowsBetween = 2_000

/** Says how exports are made. */
export const defineExportJob = (services: Services): void =>
  services.jobs.define<Asked>('export.run', (job) => runJob(services, job), {
    retryLimit,
    retryDelay: 2,
    expireIn: 3_600,
    concurrency: 2,
  })

export const enqueueExport = ({ jobs }: Services, ctx: Context, id: string): Promise<string | null> =>
  jobs.enqueue('export.run', { workspaceId: ctx.workspace.id, id } satisfies Asked, {
    key: id,
    transaction: ctx.session,
  })

const runJob = async (services: Services, job: Job<Asked>): Promise<void> => {
  const { workspaceId, id } = job.data
  const owner = await askedBy(services, 'export', job.data)
  if (!owner) return
  const open = () => asOwner(services, workspaceId, owner, { request: id, via: 'job' })
  const made = await myExport(await open(), id)
  if (made.status === 'running')
    try {
      await makeFile(services, job, open, made)
    } catch (error) {
      if (!(error instanceof AppError) && job.attempt <= retryLimit) throw error
      await finishExport(await open(), id, {
        status: 'failed',
        problem: rowProblem(error instanceof AppError ? error : Broken()),
      })
    }
  await tellEnd(services, job.data, owner.by, await open())
}

const tellEnd = async (services: Services, { workspaceId, id }: Asked, to: string, ctx: Context): Promise<void> => {
  const made = await myExport(ctx, id)
  if (made.status === 'running') return
  const { label } = ctx.object(made.object)
  const say = (language: Language) => exportEnded(made, label[language], language)
  await tellOwner(services, { workspaceId, to, about: { kind: 'export', id }, moment: made.status, say })
}

const exportEnded = ({ status, rows, problem }: Export, label: string, language: Language): string =>
  language === 'en'
    ? status === 'done'
      ? `The export of ${label} is ready: ${rows} rows`
      : `The export of ${label} failed: ${problem?.messageEn ?? ''}`
    : status === 'done'
      ? `${label}导出完成:${rows} 行,点这里下载`
      : `${label}没有导出成功:${problem?.message ?? ''}`

const makeFile = async (
  services: Services,
  job: Job<Asked>,
  open: () => Promise<Context>,
  made: Export,
): Promise<void> => {
  let rows = 0
  let told = 0
  const openAndTell = async () => {
    const ctx = await open()
    // Now and then, not for every page: whoever watches wants to see that it goes on.
    if (rows >= told + rowsBetween) await tellExported(ctx, made.id, (told = rows))
    return ctx
  }
  const stream = await exportFile(openAndTell, made.object, made.query, made.format, made.language, (done) => {
    job.progress((rows = done), done)
    return !job.cancelled()
  })
  const stored = await services.files.put(stream, transferFolder(job.data.workspaceId))
  if (job.cancelled()) {
    await services.files.remove(stored.key)
    // A process that has to end leaves it to the next run.
    throw new Error('stopped before its end')
  }
  const ctx = await open()
  // The file is there only together with its entry in the audit.
  await ctx.transaction(async (inside) => {
    await recordExport(inside, made.id, made.object, made.query, made.format, rows)
    await finishExport(inside, made.id, { status: 'done', rows, file: stored.key, size: stored.size })
  })
}
