import { keepAsked, readAsked } from '../asked/asked-work.ts'
import { defineError } from '../errors.ts'
import type { Context } from '../context.ts'
import { isoTime } from '../iso-time.ts'
import type { FileFacts } from './analyse.ts'
import type { Counts } from './counts.ts'
import type { ImportSettings } from './mapping/mapping.ts'
import type { RowProblem } from './rows/problem.ts'
import { storableJson } from './storable-json.ts'
import type { CheckSummary } from './summary.ts'

export const NoSuchImport = defineError('import.notFound', 404, '没有这次导入', 'There is no such import')
export const NotNow = defineError(
  'import.notNow',
  409,
  '导入现在的状态是“{status}”,不能这样做',
  'The import is “{status}” now, so this cannot be done',
)

/** Where an import stands. Only `running` writes records. */
export type ImportStatus =
  | 'mapping'
  | 'checking'
  | 'checked'
  | 'running'
  | 'cancelling'
  | 'cancelled'
  | 'done'
  | 'failed'
  | 'reverting'
  | 'reverted'

/** An import as it is kept: the file and what was found in it, what the person decided, and how far it is. */
export interface Import {
  readonly id: string
  readonly object: string
  readonly by: string
  /** Of the API key it was made with, if any. */
  readonly scopes: readonly string[] | null
  readonly at: string
  readonly status: ImportStatus
  /** The file's name at its owner's. */
  readonly name: string
  /** Where it is kept. */
  readonly file: string
  readonly size: number
  readonly facts: FileFacts
  readonly settings: ImportSettings
  /** The earlier import whose settings were taken over. */
  readonly likeImport: string | null
  /** Rows with data; null until they have been counted. */
  readonly total: number | null
  /** The last row of the file that is dealt with. */
  readonly atRow: number
  readonly counts: Counts | null
  readonly summary: CheckSummary | null
  readonly problem: RowProblem | null
  readonly undone: Undone | null
  readonly startedAt: string | null
  readonly finishedAt: string | null
}

/** How far taking it back is. */
export interface Undone {
  /** The one request of all its changes: by it the taking back can be taken back. */
  readonly request: string
  readonly done: number
  readonly total: number
  /** The last record that is dealt with. */
  readonly cursor: string | null
  readonly conflicts: number
}

const columns = `id, object, by, to_json(scopes) as scopes, ${isoTime('at')} as at, status, name, file, size, facts, settings,
  like_import as "likeImport", total, at_row as "atRow", counts, summary, problem, undone,
  ${isoTime('started_at')} as "startedAt", ${isoTime('finished_at')} as "finishedAt"`

const table = (ctx: Context) => `"${ctx.workspace.schema}".import`

/** Keeps a file that was uploaded, with what was found in it. */
export const insertImport = async (
  ctx: Context,
  made: Pick<Import, 'id' | 'object' | 'scopes' | 'name' | 'file' | 'size' | 'facts' | 'settings' | 'likeImport'>,
): Promise<void> => {
  const { id, object, scopes, name, file, size, facts, settings, likeImport } = made
  const found = { facts: storableJson(facts), settings: storableJson(settings), total: facts.rows }
  const row = { id, object, scopes, name, file, size, ...found, like_import: likeImport, status: 'mapping' }
  await keepAsked(ctx, 'import', row)
}

/** The import of that id, if it is the caller's own. */
export const myImport = async (ctx: Context, id: string): Promise<Import> => {
  const found = await readAsked<Import>(ctx, 'import', columns, id)
  if (!found) throw NoSuchImport()
  return found
}

/** Forgets an import of the caller that has written nothing, with its rows; gives the file that was its. Else null. */
export const deleteUnwritten = async (ctx: Context, id: string): Promise<string | null> => {
  const [gone] = await ctx.session.query<{ file: string }>(
    `delete from ${table(ctx)} where id = $1 and by = $2
       and (started_at is null or at_row = 0 and status in ('cancelled', 'failed')) returning file`,
    [id, ctx.actor.id],
  )
  if (!gone) return null
  await ctx.session.query(`delete from "${ctx.workspace.schema}".import_row where import = $1`, [id])
  return gone.file
}

/** The caller's last imports, newest first. */
export const myImports = (ctx: Context, object: string | undefined, limit = 50): Promise<Import[]> =>
  ctx.session.query<Import>(
    `select ${columns} from ${table(ctx)} where by = $1 and ($2::text is null or object = $2) order by at desc limit ${limit}`,
    [ctx.actor.id, object ?? null],
  )

type Changeable = Partial<Omit<Import, 'id' | 'object' | 'by' | 'at' | 'file'>>
const columnOf: Readonly<Record<string, string>> = {
  atRow: 'at_row',
  likeImport: 'like_import',
  startedAt: 'started_at',
  finishedAt: 'finished_at',
}
const documents = new Set(['facts', 'settings', 'counts', 'summary', 'problem', 'undone'])

/** Changes an import that is in one of these states; refuses otherwise, so that two cannot do it at once. */
export const changeImport = async (
  ctx: Context,
  id: string,
  from: readonly ImportStatus[],
  set: Changeable,
): Promise<void> => {
  const entries = Object.entries(set)
  const sets = entries.map(([name], i) => `${columnOf[name] ?? name} = $${i + 3}`)
  const values = entries.map(([name, value]) => (documents.has(name) && value !== null ? storableJson(value) : value))
  const [done] = await ctx.session.query(
    `update ${table(ctx)} set ${sets.join(', ')} where id = $1 and status = any($2) returning 1 as one`,
    [id, from, ...values],
  )
  if (done) return
  const [now] = await ctx.session.query<{ status: ImportStatus }>(`select status from ${table(ctx)} where id = $1`, [
    id,
  ])
  throw now ? NotNow({ status: statusWord[now.status] }) : NoSuchImport()
}

/**
 * Tells how far the check is. False when it is wanted no more: somebody stopped it, or had it begun anew meanwhile, which
 * shows in what was told last.
 */
export const tellChecked = async (ctx: Context, id: string, readBefore: number, set: Changeable): Promise<boolean> => {
  const now = await lockImport(ctx, id)
  if (now.status !== 'checking' || (now.counts?.read ?? 0) !== readBefore) return false
  await changeImport(ctx, id, ['checking'], set)
  return true
}

const statusWord: Record<ImportStatus, string> = {
  mapping: '待对应',
  checking: '检查中',
  checked: '已检查',
  running: '导入中',
  cancelling: '正在停止',
  cancelled: '已停止',
  done: '已完成',
  failed: '已失败',
  reverting: '撤销中',
  reverted: '已撤销',
}

/** Takes the import for the transaction under way: another process that works on it too has to wait, and then sees how far it is. */
export const lockImport = async (ctx: Context, id: string): Promise<Import> => {
  const [found] = await ctx.session.query<Import>(`select ${columns} from ${table(ctx)} where id = $1 for update`, [id])
  if (!found) throw NoSuchImport()
  return found
}
