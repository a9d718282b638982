import { countRunning, keepAsked, readAsked } from '../asked/asked-work.ts'
import type { Context } from '../context.ts'
import type { Session } from '../database.ts'
import { defineError } from '../errors.ts'
import { isoTime } from '../iso-time.ts'
import type { RowProblem } from '../import/rows/problem.ts'
import { rowProblem } from '../import/rows/problem.ts'
import { allows } from '../rights/access.ts'
import { objectOf } from '../schema/model.ts'
import { uuid7 } from '../uuid.ts'
import { NeedsBulkRight } from '../write/batch.ts'

export const NoSuchBulkChange = defineError('bulk.notFound', 404, '没有这次批量操作', 'There is no such bulk change')
const TooManyBulkChanges = defineError(
  'bulk.tooMany',
  429,
  '你有 {limit} 次批量操作还没有做完,请等它们完成后再试',
  '{limit} bulk changes of yours are under way; wait until they are done',
)
/** Bulk changes of one person that may be under way at once. */
const mostRunning = 5

/** Many records changed or deleted in one go: one unit of undo, worked on part by part. Only who asked for it sees it. */
export interface BulkChange {
  readonly id: string
  readonly at: string
  readonly object: string
  readonly operation: 'update' | 'delete'
  readonly set: Readonly<Record<string, unknown>> | null
  readonly status: 'running' | 'cancelled' | 'done' | 'failed'
  readonly total: number
  /** Tried so far, and of these changed. */
  readonly tried: number
  readonly changed: number
  readonly problem: RowProblem | null
}

/** One that was not changed, and why. */
export interface BulkFailure {
  readonly record: string
  readonly problem: RowProblem
}

const columns = `id, ${isoTime('at')} as at, object, operation, set, status,
  cardinality(ids) as total, tried, changed, problem`

/** Keeps what is to be done; who may not work on many is refused here. */
export const createBulkChange = async (
  ctx: Context,
  asked: Pick<BulkChange, 'object' | 'operation' | 'set'> & {
    readonly ids: readonly string[]
    readonly scopes: readonly string[] | null
  },
): Promise<BulkChange> => {
  const object = objectOf(ctx.workspace.model, asked.object)
  if (asked.ids.length > 1 && !allows(ctx.actor.access, object, 'bulk')) throw NeedsBulkRight({ object: object.label })
  if ((await countRunning(ctx, 'bulk_change')) >= mostRunning) throw TooManyBulkChanges({ limit: mostRunning })
  const id = uuid7()
  const { object: name, operation, set, ids, scopes } = asked
  const row = { id, scopes, object: name, operation, set: set && JSON.stringify(set), ids, status: 'running' }
  await keepAsked(ctx, 'bulk_change', row)
  return myBulkChange(ctx, id)
}

/** The bulk change of that id, if it is the caller's own. */
export const myBulkChange = async (ctx: Context, id: string): Promise<BulkChange> => {
  const found = await readAsked<BulkChange>(ctx, 'bulk_change', columns, id)
  if (!found) throw NoSuchBulkChange()
  return found
}

/** What was not changed, in the order in which it was tried. */
export const bulkFailures = async (ctx: Context, id: string): Promise<BulkFailure[]> =>
  ctx.session.query<BulkFailure>(
    `select record, problem from "${ctx.workspace.schema}".bulk_failure where bulk = $1 order by number`,
    [id],
  )

/** Nothing more is done; what is done stays, and can be taken back. */
export const stopBulkChange = (ctx: Context, id: string): Promise<unknown> =>
  ctx.session.query(
    `update "${ctx.workspace.schema}".bulk_change set status = 'cancelled', finished_at = $3
     where id = $1 and by = $2 and status = 'running'`,
    [id, ctx.actor.id, ctx.now],
  )

/** It cannot go on. */
export const failBulkChange = (session: Session, schema: string, id: string, error: Parameters<typeof rowProblem>[0]) =>
  session.query(
    `update "${schema}".bulk_change set status = 'failed', problem = $2, finished_at = now() where id = $1 and status = 'running'`,
    [id, JSON.stringify(rowProblem(error))],
  )
