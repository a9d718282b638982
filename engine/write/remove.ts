import { compile, nameLiteral, sql, type Statement, value } from '../sql.ts'
import { logNumber } from '../changes/log-number.ts'
import { type AppError, invalid } from '../errors.ts'
import type { Context } from '../context.ts'
import type { ObjectModel } from '../schema/model.ts'
import { run, statementFor } from '../query/statements.ts'
import { uuid7 } from '../uuid.ts'
import { Busy, Forbidden, NotFound } from './errors.ts'
import { type Before, readBefore } from './read-before.ts'
import { keepTotals, movedRows } from '../standing/keep.ts'
import { passOnSql, refreshReach, withReach } from './reach-down.ts'
import { withConsequences } from './consequences.ts'
import { translated } from './translate.ts'

/** Puts records into the recycle bin, all or none. */
export const removeRecords = (ctx: Context, object: ObjectModel, ids: readonly string[]): Promise<void> =>
  move(ctx, object, ids, 'delete')

/** Takes records out of the recycle bin again, all or none. */
export const restoreRecords = (ctx: Context, object: ObjectModel, ids: readonly string[]): Promise<void> =>
  move(ctx, object, ids, 'restore')

type Move = 'delete' | 'restore'

const move = async (ctx: Context, object: ObjectModel, ids: readonly string[], op: Move): Promise<void> => {
  for (let attempt = 1; attempt <= 8; attempt++) {
    const found = await readMovable(ctx, object, ids, op)
    const rows = [...found.values()].map((f) => f.row)
    if (await withConsequences(ctx, object, rows, (inside) => moves[op](inside, object, found))) return
  }
  throw Busy()
}

const readMovable = async (
  ctx: Context,
  object: ObjectModel,
  ids: readonly string[],
  op: Move,
): Promise<Map<string, Before>> => {
  const label = object.label['zh-CN']
  const found = await readBefore(ctx, object, ids, 'delete', op === 'restore')
  const problems = ids.flatMap((id, row): AppError[] => {
    const before = found.get(id)
    if (before?.may) return []
    const problem = before
      ? Forbidden({ action: op === 'delete' ? '删除' : '恢复', object: label })
      : NotFound({ object: label })
    if (ids.length > 1) problem.row = row
    return [problem]
  })
  if (problems.length > 0) throw problems.length === 1 ? problems[0]! : invalid(problems)
  return found
}

type Found = ReadonlyMap<string, Before>

const moves: Record<Move, (ctx: Context, object: ObjectModel, found: Found) => Promise<boolean>> = {
  delete: (ctx, object, found) => moveRows(ctx, object, found, 'delete'),
  // While they lay there nobody told them who the people above them are now.
  restore: (ctx, object, found) =>
    withReach(ctx, object, [...found.keys()], async (inside) => {
      if (object.reach.length === 0) return moveRows(inside, object, found, 'restore')
      return inside.transaction(async (deeper) => {
        await refreshReach(deeper, object, [...found.keys()])
        return moveRows(deeper, object, found, 'restore')
      })
    }),
}

/** False when somebody was faster with one of them: then nothing is written. */
const moveRows = async (
  ctx: Context,
  object: ObjectModel,
  found: ReadonlyMap<string, Before>,
  op: Move,
): Promise<boolean> => {
  if (found.size === 0) return true
  const key = JSON.stringify(['move', ctx.workspace.schema, ctx.workspace.model.version, object.name, op])
  const statement = statementFor(key, () => compileMove(ctx, object, op))
  const documents = [...found].map(([id, { version }]) => ({ id, version, change: uuid7() }))
  const values = [
    JSON.stringify(documents),
    ctx.now,
    ctx.actor.id,
    ctx.cause.via,
    ctx.cause.reason ?? null,
    ctx.cause.request,
    documents.length,
  ]
  const rows = [...found.values()].map((f) => f.row)
  const moved = await translated(ctx, object, rows, () =>
    run(ctx.session, statement, { values, actor: ctx.actor, now: ctx.now }),
  )
  return moved.length === documents.length
}

const compileMove = (ctx: Context, object: ObjectModel, op: Move): Statement => {
  const { schema, model } = ctx.workspace
  const table = sql.id(schema, object.name)
  const from = op === 'delete' ? sql`t."deletedAt" is null` : sql`t."deletedAt" is not null`
  const to = op === 'delete' ? value(1, 'timestamptz') : sql`null`
  const wanted = sql`wanted as (select (e.doc->>'id')::uuid as id, (e.doc->>'version')::int as version, (e.doc->>'change')::uuid as change from jsonb_array_elements(${value(0, 'jsonb')}) e(doc))`
  const ready = sql`ready as (select ${object.def.standing ? sql`t.*` : sql`t.id`} from ${table} as t join wanted w on w.id = t.id and w.version = t.version where ${from} order by t.id for no key update of t)`
  const done = sql`done as (update ${table} as t set "deletedAt" = ${to}, "version" = t."version" + 1, "updatedAt" = ${value(1, 'timestamptz')}, "updatedBy" = ${value(2, 'uuid')}
    from wanted w where t.id = w.id and t.version = w.version and ${from} and (select count(*) from ready) = ${value(6, 'int')} returning t.*)`
  const logged = sql`logged as (insert into ${sql.id(schema, 'change')} (id, at, tx, actor, via, object, record, version, op, reason, request)
    select w.change, ${value(1, 'timestamptz')}, ${sql.raw(logNumber(schema))}, ${value(2, 'uuid')}, ${value(3, 'text')}, ${nameLiteral(object.name)}, d.id, d.version, ${nameLiteral(op)}, ${value(4, 'text')}, ${value(5, 'uuid')}
    from done d join wanted w on w.id = d.id)`
  const totals = keepTotals(model, schema, object, movedRows)
  const told = passOnSql(model, schema, object, 'done')
  return compile(sql`with ${sql.join([wanted, ready, done, logged, ...told, ...totals])} select id from done`)
}
