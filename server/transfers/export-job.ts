import {
  AppError,
  type Context,
  type Export,
  exportFile,
  exportOwner,
  finishExport,
  myExport,
  recordExport,
  rowProblem,
} from '#engine'
import { findWorkspace } from '#platform/control'
import type { Job } from '#platform/jobs'
import type { Services } from '../services.ts'
import { transferFolder } from './folder.ts'
import { Broken } from './import-jobs.ts'
import { asOwner, type Asked } from './owner.ts'

const retryLimit = 3

/** Says how exports are made. */
export const defineExportJob = (services: Services): void =>
  services.jobs.define<Asked>('export.run', (job) => runJob(services, job), {
    retryLimit,
    retryDelay: 2,
    expireIn: 3_600,
    concurrency: 2,
  })

export const enqueueExport = ({ jobs }: Services, ctx: Context, id: string): Promise<string | null> =>
  jobs.enqueue('export.run', { workspaceId: ctx.workspace.id, id } satisfies Asked, { key: id })

const runJob = async (services: Services, job: Job<Asked>): Promise<void> => {
  const { workspaceId, id } = job.data
  const place = await findWorkspace(services.database, workspaceId)
  const owner = place && (await exportOwner(services.database, place.schemaName, id))
  if (!owner) return
  const open = () => asOwner(services, workspaceId, owner, { request: id, via: 'job' })
  const made = await myExport(await open(), id)
  if (made.status !== 'running') return
  try {
    await makeFile(services, job, open, made)
  } catch (error) {
    if (!(error instanceof AppError) && job.attempt <= retryLimit) throw error
    await finishExport(await open(), id, {
      status: 'failed',
      problem: rowProblem(error instanceof AppError ? error : Broken()),
    })
  }
}

const makeFile = async (
  services: Services,
  job: Job<Asked>,
  open: () => Promise<Context>,
  made: Export,
): Promise<void> => {
  let rows = 0
  const stream = await exportFile(open, made.object, made.query, made.format, made.language, (done) => {
    job.progress((rows = done), done)
    return !job.cancelled()
  })
  const stored = await services.files.put(stream, transferFolder(job.data.workspaceId))
  if (job.cancelled()) return services.files.remove(stored.key)
  const ctx = await open()
  // The file is there only together with its entry in the audit.
  await ctx.transaction(async (inside) => {
    await recordExport(inside, made.id, made.object, made.query, made.format, rows)
    await finishExport(inside, made.id, { status: 'done', rows, file: stored.key, size: stored.size })
  })
}
