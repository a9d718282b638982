import { column, compile, nameLiteral, type Sql, sql, type Statement, value } from '../../sql.ts'
import { logNumber } from '../../changes/log-number.ts'
import type { Context } from '../../context.ts'
import type { ObjectModel } from '../../schema/model.ts'
import { tokensColumn } from '../../search/index-row.ts'
import { isSearched } from '../../search/searched-fields.ts'
import { endTokenSql } from '../../search/search-sql.ts'
import { keepTotals } from '../../standing/keep.ts'
import { counterSql, numberSql } from '../serials/number-sql.ts'
import type { SerialPlan } from '../serials/serials.ts'
import { reachSql } from './reach-sql.ts'

/** A column of the rows as PostgreSQL reads it: every value as text, or null. */
export interface Cells {
  readonly name: string
  readonly type: string
  readonly texts: readonly (string | null)[]
}

const firstSerial = 8

/**
 * The statement that takes in what `bulkOf` writes out: change ids, what the history tells, six facts about the write, four for
 * each number, the columns, and the tokens of all rows with where those of each begin and end.
 */
export const compileBulk = (
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
