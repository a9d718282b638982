import { compile, nameLiteral, sql, type Statement, value } from '../sql.ts'
import { logNumber } from '../changes/log-number.ts'
import { type AppError, invalid } from '../errors.ts'
import type { Context } from '../context.ts'
import { childrenOf } from '../rights/reach.ts'
import type { ObjectModel } from '../schema/model.ts'
import { run, statementFor } from '../query/statements.ts'
import { uuid7 } from '../uuid.ts'
import { Busy, Changed, Forbidden, NotFound, verbs } from './errors.ts'
import { giveWay, mostAttempts } from './give-way.ts'
import { type Before, readBefore } from './read-before.ts'
import { keepTotals, movedRows } from '../standing/keep.ts'
import { lastSql } from './sql/in-turn.ts'
import { answerSql, type Keeping, keptValues } from './sql/keep-answer.ts'
import { keepRollups } from './rollups/keep-rollups.ts'
import { passOnSql, tellBelow } from './sql/reach-down.ts'
import { reachSql } from './sql/reach-sql.ts'
import { fedBy, idsAbove } from './rollups/rollups.ts'
import { whileFree } from './check/check-held.ts'
import { holdTargets } from './check/hold-targets.ts'
import { withConsequences } from './consequences.ts'
import { translated } from './translate.ts'

/** How records are moved. */
export interface MoveOptions {
  /** Refuses a record that has another version by now. */
  readonly version?: number | undefined
  /** Kept with the move of a single record. */
  readonly keeping?: Keeping | undefined
}

/** Puts records into the recycle bin, all or none. */
export const removeRecords = (
  ctx: Context,
  object: ObjectModel,
  ids: readonly string[],
  options?: MoveOptions,
): Promise<void> => move(ctx, object, ids, 'delete', options)

/** Takes records out of the recycle bin again, all or none. */
export const restoreRecords = (
  ctx: Context,
  object: ObjectModel,
  ids: readonly string[],
  options?: MoveOptions,
): Promise<void> => move(ctx, object, ids, 'restore', options)

type Move = 'delete' | 'restore'

const move = async (
  ctx: Context,
  object: ObjectModel,
  ids: readonly string[],
  op: Move,
  { version, keeping }: MoveOptions = {},
): Promise<void> => {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const found = await readMovable(ctx, object, ids, op, version)
    const write = (at: Context) =>
      withConsequences(at, object, (inside) => moveRows(inside, object, found, op, keeping))
    if (await (op === 'delete' ? whileFree(ctx, object, ids, write) : write(ctx))) return
    await giveWay(attempt)
  }
  throw Busy()
}

const readMovable = async (
  ctx: Context,
  object: ObjectModel,
  ids: readonly string[],
  op: Move,
  version: number | undefined,
): Promise<ReadonlyMap<string, Before>> => {
  const label = object.label
  const { records: found } = await readBefore(ctx, object, { ids, verb: 'delete', deleted: op === 'restore' })
  const problems = ids.flatMap((id, row): AppError[] => {
    const before = found.get(id)
    const stale = version !== undefined && before?.version !== version
    if (before?.may && !stale) return []
    const problem = before?.may
      ? Changed()
      : before
        ? Forbidden({ action: verbs[op], object: label })
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
  keeping?: Keeping,
): Promise<boolean> => {
  if (found.size === 0) return true
  const { schema, model } = ctx.workspace
  const key = JSON.stringify(['move', schema, model.version, object.name, op, keeping !== undefined])
  const documents = [...found].map(([id, { version }]) => ({ id, version, change: uuid7() }))
  const rows = [...found.values()].map((f) => f.row)
  const values = [
    JSON.stringify(documents),
    ctx.now,
    ctx.actor.id,
    ctx.cause.via,
    ctx.cause.reason ?? null,
    ctx.cause.request,
    documents.length,
    ...idsAbove(fedBy(model, object), rows),
  ]
  const keptAt = keeping ? values.length : null
  const statement = statementFor(key, () => compileMove(ctx, object, op, keptAt))
  const inputs = { values: [...values, ...keptValues(keeping)], actor: ctx.actor, now: ctx.now }
  const moved = await translated(ctx, object, rows, () => run(ctx.session, statement, inputs))
  if (moved.length !== documents.length) return false
  if (keeping) keeping.kept = true
  return true
}

const compileMove = (ctx: Context, object: ObjectModel, op: Move, keptAt: number | null): Statement => {
  const { schema, model } = ctx.workspace
  const table = sql.id(schema, object.name)
  const restored = op === 'restore'
  const from = restored ? sql`t."deletedAt" is not null` : sql`t."deletedAt" is null`
  const to = restored ? sql`null` : value(1, 'timestamptz')
  const rollups = keepRollups(model, schema, object, fedBy(model, object), movedRows, 7)
  // While it lay there nobody told it who the people above it are now.
  const reach = restored ? reachSql(model, schema, object, 'k') : { joins: sql``, cells: [] }
  // What it points to may have followed it into the bin.
  const targets = restored ? holdTargets(schema, object, 'k') : { joins: sql``, held: sql`true` }
  const sets = [
    sql`"deletedAt" = ${to}, "version" = t."version" + 1, "updatedAt" = ${value(1, 'timestamptz')}, "updatedBy" = ${value(2, 'uuid')}`,
    ...reach.cells.map(({ name, cell }) => sql`${sql.id(name)} = ${cell}`),
  ]
  const calls = restored && childrenOf(model, object).length > 0 ? [tellBelow(model, schema, object)] : []
  const lock = calls.length > 0 ? sql`update` : sql`no key update`
  const wanted = sql`wanted as (select (e.doc->>'id')::uuid as id, (e.doc->>'version')::int as version, (e.doc->>'change')::uuid as change from jsonb_array_elements(${value(0, 'jsonb')}) e(doc))`
  const ready = sql`ready as (select t.* from ${table} as t join wanted w on w.id = t.id and w.version = t.version where ${from} and ${rollups.locked} order by t.id for ${lock} of t)`
  const done = sql`done as (update ${table} as t set ${sql.join(sets)} from ready k ${reach.joins} ${targets.joins}
    where t.id = k.id and t.version = k.version and ${from} and (select count(*) from ready) = ${value(6, 'int')} and ${targets.held} returning t.*)`
  const logged = sql`logged as (insert into ${sql.id(schema, 'change')} (id, at, tx, actor, via, object, record, version, op, reason, request)
    select w.change, ${value(1, 'timestamptz')}, ${sql.raw(logNumber(schema))}, ${value(2, 'uuid')}, ${value(3, 'text')}, ${nameLiteral(object.name)}, d.id, d.version, ${nameLiteral(op)}, ${value(4, 'text')}, ${value(5, 'uuid')}
    from done d join wanted w on w.id = d.id)`
  const totals = keepTotals(model, schema, object, movedRows)
  const told = restored ? [] : passOnSql(model, schema, object, 'done')
  const last = lastSql('done', [...calls, ...rollups.calls])
  const end = answerSql(schema, sql`select d.id, null as document from done d ${last.join}`, keptAt)
  const parts = [
    ...rollups.locks,
    wanted,
    ready,
    done,
    logged,
    ...told,
    ...rollups.parts,
    ...totals,
    ...last.parts,
    ...end.parts,
  ]
  return compile(sql`with ${sql.join(parts)} ${end.answer}`)
}
