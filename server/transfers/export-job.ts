import {
  AppError,
  type Context,
  type Export,
  ExportOver,
  exportFile,
  failExport,
  finishExport,
  type Language,
  myExport,
  recordExport,
  tellExported,
} from '#engine'
import type { Job } from '#platform/jobs'
import type { Services } from '../services.ts'
import { transferFolder } from './folder.ts'
import { Broken } from './import-jobs.ts'
import { askedBy, asOwner, type Asked, isOwnerGone } from './owner.ts'
import { tellOwner } from './tell-owner.ts'

const retryLimit = 3
const rowsBetween = 2_000

interface AskedExport extends Asked {
  /** Its job died more often than it is tried again: it is not begun anew, only ended and told of. */
  readonly givenUp?: boolean
}

/** Says how exports are made. */
export const defineExportJob = (services: Services): void =>
  services.jobs.define<AskedExport>('export.run', (job) => runJob(services, job), {
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

/** Ends an export that is under way with no job at work on it: one that still has its job holds the key. */
export const giveUpExport = ({ jobs }: Pick<Services, 'jobs'>, asked: Asked): Promise<string | null> =>
  jobs.enqueue('export.run', { ...asked, givenUp: true } satisfies AskedExport, { key: asked.id })

const runJob = async (services: Services, job: Job<AskedExport>): Promise<void> => {
  const { workspaceId, id, givenUp } = job.data
  const owner = await askedBy(services, 'export', job.data)
  if (!owner) return
  const open = () => asOwner(services, workspaceId, owner, { request: id, via: 'job' })
  try {
    if (givenUp) throw Broken()
    await makeFile(services, job, open)
  } catch (error) {
    if (!(error instanceof AppError) && job.attempt <= retryLimit) throw error
    await failExport(services.database, owner.schema, id, error instanceof AppError ? error : Broken())
    // Nobody is there to be told.
    if (isOwnerGone(error)) return
  }
  await tellEnd(services, job.data, owner.by, await open())
}

const tellEnd = async (services: Services, { workspaceId, id }: Asked, to: string, ctx: Context): Promise<void> => {
  const made = await myExport(ctx, id)
  // Who stopped it knows.
  if (made.status === 'running' || made.status === 'cancelled') return
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

const makeFile = async (services: Services, job: Job<Asked>, open: () => Promise<Context>): Promise<void> => {
  const { workspaceId, id } = job.data
  const { status, object, query, format, language } = await myExport(await open(), id)
  if (status !== 'running') return
  let rows = 0
  let told = 0
  const next = async () => {
    // A process that has to end leaves it to the next run.
    if (job.cancelled()) throw new Error('stopped before its end')
    const ctx = await open()
    if ((await myExport(ctx, id)).status !== 'running') throw ExportOver()
    // Now and then, not for every page: whoever watches wants to see that it goes on.
    if (rows >= told + rowsBetween) await tellExported(ctx, id, (told = rows))
    return ctx
  }
  const stream = await exportFile(next, object, query, format, language, (done) => job.progress((rows = done), done))
  const { key: file, size } = await services.files.put(stream, transferFolder(workspaceId))
  const ctx = await open()
  // The file is there only together with its entry in the audit.
  const kept = await ctx.transaction(async (inside) => {
    const wanted = await finishExport(inside, id, { rows, file, size })
    if (wanted) await recordExport(inside, id, object, query, format, rows)
    return wanted
  })
  if (!kept) await services.files.remove(file)
}
