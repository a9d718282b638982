import { compile, nameLiteral, sql, type Statement, value } from '../sql.ts'
import { type AppError, invalid } from '../errors.ts'
import type { Context } from '../context.ts'
import type { ObjectModel } from '../schema/model.ts'
import { run, statementFor } from '../query/statements.ts'
import { uuid7 } from '../uuid.ts'
import { Busy, Forbidden, NotFound } from './errors.ts'
import { type Before, readBefore } from './read-before.ts'
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
    if (await withConsequences(ctx, object, rows, (inside) => moveRows(inside, object, found, op))) return
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

/** False when somebody was faster with one of them: then nothing is written. */
const moveRows = async (
  ctx: Context,
  object: ObjectModel,
  found: ReadonlyMap<string, Before>,
  op: Move,
): Promise<boolean> => {
  if (found.size === 0) return true
  const key = JSON.stringify(['move', ctx.workspace.schema, object.name, op])
  const statement = statementFor(key, () => compileMove(ctx.workspace.schema, object, op))
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

const compileMove = (schema: string, object: ObjectModel, op: Move): Statement => {
  const table = sql.id(schema, object.name)
  const from = op === 'delete' ? sql`t."deletedAt" is null` : sql`t."deletedAt" is not null`
  const to = op === 'delete' ? value(1, 'timestamptz') : sql`null`
  const wanted = sql`wanted as (select (e.doc->>'id')::uuid as id, (e.doc->>'version')::int as version, (e.doc->>'change')::uuid as change from jsonb_array_elements(${value(0, 'jsonb')}) e(doc))`
  const ready = sql`ready as (select t.id from ${table} as t join wanted w on w.id = t.id and w.version = t.version where ${from} order by t.id for no key update of t)`
  const done = sql`done as (update ${table} as t set "deletedAt" = ${to}, "version" = t."version" + 1, "updatedAt" = ${value(1, 'timestamptz')}, "updatedBy" = ${value(2, 'uuid')}
    from wanted w where t.id = w.id and t.version = w.version and ${from} and (select count(*) from ready) = ${value(6, 'int')} returning t.id, t.version)`
  const logged = sql`logged as (insert into ${sql.id(schema, 'change')} (id, at, tx, actor, via, object, record, version, op, reason, request)
    select w.change, ${value(1, 'timestamptz')}, pg_current_xact_id(), ${value(2, 'uuid')}, ${value(3, 'text')}, ${nameLiteral(object.name)}, d.id, d.version, ${nameLiteral(op)}, ${value(4, 'text')}, ${value(5, 'uuid')}
    from done d join wanted w on w.id = d.id)`
  return compile(sql`with ${sql.join([wanted, ready, done, logged])} select id from done`)
}
