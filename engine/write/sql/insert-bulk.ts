import { column, compile, nameLiteral, type Sql, sql, type Statement, value } from '../../sql.ts'
import { logNumber } from '../../changes/log-number.ts'
import type { Context } from '../../context.ts'
import type { FieldModel, ObjectModel } from '../../schema/model.ts'
import { run, statementFor } from '../../query/statements.ts'
import { type Indexed, indexRow, textColumn, tokensColumn } from '../../search/index-row.ts'
import { isSearched } from '../../search/searched-fields.ts'
import { endTokenSql } from '../../search/search-sql.ts'
import { uuid7 } from '../../uuid.ts'
import { arrayLiteral } from './array-literal.ts'
import { int4Array } from './int4-array.ts'
import { counterSql, numberSql } from '../serials/number-sql.ts'
import { reachSql } from './reach-sql.ts'
import { type SerialPlan, serialsOf } from '../serials/serials.ts'
import { withoutNulls } from './insert-sql.ts'
import { keepTotals } from '../../standing/keep.ts'
import { translated } from '../translate.ts'

/** A column of the rows as PostgreSQL reads it: every value as text, or null. */
interface Cells {
  readonly name: string
  readonly type: string
  readonly texts: readonly (string | null)[]
}

/** Many new rows, and the statement that writes them. */
export interface Bulk {
  readonly rows: readonly Record<string, unknown>[]
  readonly statement: Statement
  readonly values: readonly unknown[]
}

/**
 * Writes out many new rows at which nobody will look, as PostgreSQL takes them in at less than half the price of `insertRows`:
 * column by column as arrays of text, only those columns that any row fills, and nothing is asked back. It asks the database
 * nothing either, so that one lot can be written out while PostgreSQL is busy with another.
 */
export const bulkOf = (
  ctx: Context,
  object: ObjectModel,
  rows: readonly Record<string, unknown>[],
  /** What search keeps of each row, where it was worked out before. */
  indexed: readonly (Indexed | undefined)[] = [],
): Bulk => {
  const serials = serialsOf(ctx, object)
  const kept = isSearched(object) ? rows.map((row, i) => indexed[i] ?? indexRow(object, row)) : []
  const cells = cellsOf(object, rows, serials, kept)
  const names = cells.map((c) => c.name)
  const key = JSON.stringify(['bulk', ctx.workspace.schema, ctx.workspace.model.version, object.name, names])
  const statement = statementFor(key, () => compileBulk(ctx, object, cells, serials))
  const values = [
    arrayLiteral(rows.map(() => uuid7())),
    rows.map(toldOf).join('\n'),
    ctx.now,
    ctx.actor.id,
    ctx.cause.via,
    ctx.cause.reason ?? null,
    rows.length,
    ctx.cause.request,
    ...serials.flatMap((s) => [s.period, s.before, s.after, s.width]),
    ...cells.map((c) => arrayLiteral(c.texts)),
    ...tokensOf(kept),
  ]
  return { rows, statement, values }
}

/** Saves them, all or none. */
export const insertBulk = async (
  ctx: Context,
  object: ObjectModel,
  { rows, statement, values }: Bulk,
): Promise<void> => {
  if (rows.length === 0) return
  // Planned with the number of rows before its eyes: a plan for any number takes them for ten.
  await translated(ctx, object, rows, () =>
    run(ctx.session, statement, { values, actor: ctx.actor, now: ctx.now }, true),
  )
}

const stamps = new Set(['version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'deletedAt'])

const cellsOf = (
  object: ObjectModel,
  rows: readonly Record<string, unknown>[],
  serials: readonly SerialPlan[],
  kept: readonly Indexed[],
): Cells[] => {
  const given = (field: FieldModel) =>
    field.kind.column !== null && !stamps.has(field.name) && !serials.some((s) => s.field.name === field.name)
  const cells = [...object.fields.values()].filter(given).map(({ name, kind }): Cells => {
    const type = kind.column!
    return { name, type, texts: rows.map((row) => cellText(type, row[name])) }
  })
  if (isSearched(object))
    cells.push({ name: textColumn, type: 'jsonb', texts: kept.map((k) => cellText('jsonb', k[textColumn])) })
  return cells.filter((c) => c.texts.some((text) => text !== null))
}

const cellText = (type: string, given: unknown): string | null => {
  if (given === null || given === undefined) return null
  if (type === 'jsonb') return JSON.stringify(given)
  if (Array.isArray(given)) return `{${given.map((item) => `"${String(item).replace(/["\\]/g, '\\$&')}"`).join()}}`
  return String(given)
}

/** What the history of a new record tells but its number and department: members of a JSON object, without line breaks. */
const toldOf = (row: Record<string, unknown>): string => JSON.stringify(withoutNulls(row)).slice(1, -1)

/** The tokens of all rows in one list, and where those of each begin and end. */
const tokensOf = (kept: readonly Indexed[]): Buffer[] => {
  if (kept.length === 0) return []
  const last: number[] = []
  for (const { [tokensColumn]: tokens } of kept) last.push((last.at(-1) ?? 0) + tokens.length)
  const first = last.map((_, i) => (last[i - 1] ?? 0) + 1)
  return [kept.flatMap((k) => k[tokensColumn]), first, last].map(int4Array)
}

const firstSerial = 8

const compileBulk = (
  ctx: Context,
  object: ObjectModel,
  cells: readonly Cells[],
  serials: readonly SerialPlan[],
): Statement => {
  const { schema } = ctx.workspace
  const from = firstSerial + serials.length * 4
  const counters = serials.map((s, i) => counterSql(schema, object, s, i, { at: firstSerial + i * 4, count: 6 }))
  const ends = isSearched(object) ? ['$first', '$last'] : []
  const tokensAt = from + cells.length
  const arrays = [
    value(0, 'uuid[]'),
    ...cells.map((_, i) => value(from + i, 'text[]')),
    ...ends.map((_, i) => value(tokensAt + 1 + i, 'int4[]')),
  ]
  const names = ['$change', ...cells.map((c) => c.name), ...ends, '$told'].map((name) => sql.id(name))
  const numbers = serials.map((s, i) => ({
    name: s.field.name,
    cell: numberSql(i, firstSerial + i * 4, sql`g.n`),
  }))
  const typed = (name: string, type: string) => sql`${column('g', name)}::${sql.raw(type)} as ${sql.id(name)}`
  const rest = cells.filter((c) => c.name !== 'department')
  const endTokens = numbers.map(({ name, cell }) => endTokenSql(name, cell))
  const department = departmentOf(schema, object, cells)
  const made = [
    ...rest.map((c) => ({ name: c.name, cell: typed(c.name, c.type) })),
    ...numbers.map(({ name, cell }) => ({ name, cell: sql`${cell} as ${sql.id(name)}` })),
    ...department.cells,
    ...ends.slice(0, 1).map(() => ({
      name: tokensColumn,
      cell: sql`(${value(tokensAt, 'int4[]')})[g."$first":g."$last"]${endTokens.length > 0 ? sql` || array[${sql.join(endTokens)}]` : sql``} as ${sql.id(tokensColumn)}`,
    })),
  ]
  const ready = sql`ready as materialized (select g."$change", g."$told", ${sql.join(made.map((m) => m.cell))}
    from rows from (unnest(${sql.join(arrays)}), string_to_table(${value(1, 'text')}, chr(10))) with ordinality as g(${sql.join(names)}, n) ${department.join})`
  const columns = made.map((m) => sql.id(m.name))
  const stamped = ['version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy'].map((name) => sql.id(name))
  const [now, me] = [value(2, 'timestamptz'), value(3, 'uuid')]
  const parents = object.parents.filter((f) => cells.some((c) => c.name === f.name))
  const reach = reachSql(ctx.workspace.model, schema, object, 'ready', parents)
  const kept = reach.cells.map(({ name }) => sql.id(name))
  const saved = sql`saved as (insert into ${sql.id(schema, object.name)} (${sql.join([...columns, ...stamped, ...kept])})
    select ${sql.join([...columns.map((c) => sql`ready.${c}`), sql`1`, now, me, now, me, ...reach.cells.map(({ cell }) => cell)])} from ready ${reach.joins}${object.def.standing ? sql` returning *` : sql``})`
  const totals = keepTotals(ctx.workspace.model, schema, object, [{ from: sql`saved as r`, sign: 1 }])
  const own = [...numbers.map((n) => n.name), ...(object.owned ? ['department'] : [])]
  const told = own.map((name) => sql`'"' || ${nameLiteral(name)} || '":' || to_json(${sql.id(name)})::text`)
  const logged = sql`logged as (insert into ${sql.id(schema, 'change')} (id, at, tx, actor, via, object, record, version, op, old, new, reason, request)
    select "$change", ${now}, ${sql.raw(logNumber(schema))}, ${me}, ${value(4, 'text')}, ${nameLiteral(object.name)}, "id", 1, 'create',
      null, ('{' || concat_ws(',', ${sql.join([sql`nullif("$told", '')`, ...told])}) || '}')::jsonb, ${value(5, 'text')}, ${value(7, 'uuid')} from ready)`
  return compile(sql`with ${sql.join([...counters, ready, saved, logged, ...totals])} select 1 as done`)
}

/** Owned rows count for somebody's department, whether the file says so or not. */
const departmentOf = (
  schema: string,
  object: ObjectModel,
  cells: readonly Cells[],
): { readonly cells: { name: string; cell: Sql }[]; readonly join: Sql } => {
  const type = object.fields.get('department')?.kind.column
  const isGiven = cells.some((c) => c.name === 'department')
  if (!type || !(object.owned || isGiven)) return { cells: [], join: sql`` }
  const given = isGiven ? sql`g."department"::uuid` : sql`null::uuid`
  const isOwned = object.owned && cells.some((c) => c.name === 'owner')
  const cell = isOwned ? sql`coalesce(${given}, u."department")` : given
  // Joined, since a lot has few owners: looked up for each row they would cost as much as half its indexes.
  const join = isOwned ? sql`left join ${sql.id(schema, 'user')} u on u.id = g."owner"::uuid` : sql``
  return { cells: [{ name: 'department', cell: sql`${cell} as "department"` }], join }
}
