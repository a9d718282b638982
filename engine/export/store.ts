import { countRunning, keepAsked, readAsked } from '../asked/asked-work.ts'
import { type AppError, defineError, type Language } from '../errors.ts'
import type { Context } from '../context.ts'
import type { Session } from '../database.ts'
import { isoTime } from '../iso-time.ts'
import { uuid7 } from '../uuid.ts'
import { runList } from '../query/run-list.ts'
import { type RowProblem, rowProblem } from '../import/rows/problem.ts'
import { checkExport, type ExportFormat, type ExportQuery } from './run-export.ts'

export const NoSuchExport = defineError(
  'export.notFound',
  404,
  '没有这次导出,或文件已过期删除',
  'There is no such export, or its file has been deleted',
)

export const TooManyExports = defineError(
  'export.tooMany',
  429,
  '你有 {limit} 个导出还没有完成,请等它们完成后再试',
  '{limit} exports of yours are under way; wait until they are done',
)
export const ExportOver = defineError(
  'export.over',
  409,
  '这次导出已经结束,不用再停止',
  'This export is over already and cannot be stopped',
)
/** Exports of one person that may be under way at once. */
const mostRunning = 5

/** A list on its way out, or out. Only its maker sees it. */
export interface Export {
  readonly id: string
  readonly at: string
  readonly object: string
  readonly query: ExportQuery
  readonly format: ExportFormat
  readonly language: Language
  readonly status: 'running' | 'cancelled' | 'done' | 'failed'
  readonly rows: number
  /** Where its file is kept, once done. */
  readonly file: string | null
  readonly size: number | null
  readonly problem: RowProblem | null
}

const columns = `id, ${isoTime('at')} as at, object, query, format, language, status, rows, file, size, problem`

/** Asks for an export; the job makes the file. */
export const createExport = async (
  ctx: Context,
  asked: Pick<Export, 'object' | 'query' | 'format' | 'language'> & { readonly scopes: readonly string[] | null },
): Promise<Export> => {
  const { object } = checkExport(ctx, asked.object, asked.query, asked.language)
  // A condition that cannot be asked is said now, not by a job that failed.
  const { columns: _, ...list } = asked.query
  await runList(ctx, object, { ...list, fields: ['id'], limit: 1 })
  const id = uuid7()
  await ctx.transaction(async (inside) => {
    if ((await countRunning(inside, 'export')) >= mostRunning) throw TooManyExports({ limit: mostRunning })
    const { scopes, query, format, language } = asked
    const row = { id, scopes, object: asked.object, query: JSON.stringify(query), format, language, status: 'running' }
    await keepAsked(inside, 'export', row)
  })
  return myExport(ctx, id)
}

/** The export of that id, if it is the caller's own. */
export const myExport = async (ctx: Context, id: string): Promise<Export> => {
  const found = await readAsked<Export>(ctx, 'export', columns, id)
  if (!found) throw NoSuchExport()
  return found
}

/** Tells how many rows are out so far. */
export const tellExported = async (ctx: Context, id: string, rows: number): Promise<void> => {
  await ctx.session.query(
    `update "${ctx.workspace.schema}".export set rows = $2 where id = $1 and status = 'running'`,
    [id, rows],
  )
}

/** Ends an export with its file; false when it was stopped meanwhile, and the file is wanted no more. */
export const finishExport = async (
  ctx: Context,
  id: string,
  { rows, file, size }: Pick<Export, 'rows' | 'file' | 'size'>,
): Promise<boolean> => {
  const done = await ctx.session.query(
    `update "${ctx.workspace.schema}".export set status = 'done', rows = $2, file = $3, size = $4, finished_at = $5
     where id = $1 and status = 'running' returning 1 as one`,
    [id, rows, file, size, ctx.now],
  )
  return done.length > 0
}

/** Stops an export of the caller: no file comes of it. */
export const stopExport = async (ctx: Context, id: string): Promise<Export> => {
  await ctx.session.query(
    `update "${ctx.workspace.schema}".export set status = 'cancelled', finished_at = $3
     where id = $1 and by = $2 and status = 'running'`,
    [id, ctx.actor.id, ctx.now],
  )
  const made = await myExport(ctx, id)
  if (made.status !== 'cancelled') throw ExportOver()
  return made
}

/** It cannot go on. */
export const failExport = (session: Session, schema: string, id: string, error: AppError): Promise<unknown> =>
  session.query(
    `update "${schema}".export set status = 'failed', problem = $2, finished_at = now() where id = $1 and status = 'running'`,
    [id, JSON.stringify(rowProblem(error))],
  )
