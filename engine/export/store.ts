import { defineError, type Language } from '../errors.ts'
import type { Context } from '../context.ts'
import type { Session } from '../database.ts'
import { uuid7 } from '../uuid.ts'
import { runList } from '../query/run-list.ts'
import type { RowProblem } from '../import/rows/problem.ts'
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
  readonly status: 'running' | 'done' | 'failed'
  readonly rows: number
  /** Where its file is kept, once done. */
  readonly file: string | null
  readonly size: number | null
  readonly problem: RowProblem | null
}

const columns = `id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, object, query, format, language, status, rows, file, size, problem`

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
  const { schema } = ctx.workspace
  await ctx.session.transaction(async (inside) => {
    // One after the other: asked all at once they would not see each other.
    await inside.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`export ${schema} ${ctx.actor.id}`])
    const made = await inside.query(
      `insert into "${schema}".export (id, by, scopes, at, object, query, format, language, status)
       select $1, $2, $3, $4, $5, $6, $7, $8, 'running'
       where (select count(*) from "${schema}".export where by = $2 and status = 'running') < $9 returning id`,
      [
        id,
        ctx.actor.id,
        asked.scopes,
        ctx.now,
        asked.object,
        JSON.stringify(asked.query),
        asked.format,
        asked.language,
        mostRunning,
      ],
    )
    if (made.length === 0) throw TooManyExports({ limit: mostRunning })
  })
  return myExport(ctx, id)
}

/** The export of that id, if it is the caller's own. */
export const myExport = async (ctx: Context, id: string): Promise<Export> => {
  const [found] = await ctx.session.query<Export>(
    `select ${columns} from "${ctx.workspace.schema}".export where id = $1 and by = $2`,
    [id, ctx.actor.id],
  )
  if (!found) throw NoSuchExport()
  return found
}

/** Whose an export is, for the job that makes it. */
export const exportOwner = async (
  session: Session,
  schema: string,
  id: string,
): Promise<{ by: string; scopes: string[] | null } | null> =>
  (
    await session.query<{ by: string; scopes: string[] | null }>(
      `select by, to_json(scopes) as scopes from "${schema}".export where id = $1`,
      [id],
    )
  )[0] ?? null

/** Tells how many rows are out so far. */
export const tellExported = async (ctx: Context, id: string, rows: number): Promise<void> => {
  await ctx.session.query(
    `update "${ctx.workspace.schema}".export set rows = $2 where id = $1 and status = 'running'`,
    [id, rows],
  )
}

export const finishExport = async (
  ctx: Context,
  id: string,
  set: Partial<Pick<Export, 'status' | 'rows' | 'file' | 'size' | 'problem'>>,
): Promise<void> => {
  await ctx.session.query(
    `update "${ctx.workspace.schema}".export set status = coalesce($2, status), rows = coalesce($3, rows), file = coalesce($4, file), size = coalesce($5, size), problem = $6, finished_at = $7 where id = $1`,
    [
      id,
      set.status ?? null,
      set.rows ?? null,
      set.file ?? null,
      set.size ?? null,
      set.problem ? JSON.stringify(set.problem) : null,
      ctx.now,
    ],
  )
}
