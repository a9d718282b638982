import type { Model, ObjectModel } from '../schema/model.ts'
import { column, type Sql, sql } from '../sql.ts'
import { levels, type Standing, standingGroupSql, standingsOf, slots } from './plan.ts'

/** Rows of an object within a statement: whole rows, as they are or as they were. */
export interface CountedRows {
  /** Everything behind `from`; its rows are called `r`. */
  readonly from: Sql
  readonly sign: 1 | -1
}

/** The rows of a write that locks them as `ready`, as they were, and changes them as `done`, if nobody was faster. */
export const movedRows: readonly CountedRows[] = [
  { from: sql`ready as r join (select id as changed from done) d on d.changed = r.id`, sign: -1 },
  { from: sql`done as r`, sign: 1 },
]

/**
 * The parts of a write that keep an object's standing totals: what comes is added, what goes is taken off, in the writer's
 * own statement. So they are right the moment the write is, and never later. Records in the recycle bin do not count.
 */
export const keepTotals = (
  model: Model,
  schema: string,
  object: ObjectModel,
  rows: readonly CountedRows[],
  prefix = '',
): Sql[] =>
  standingsOf(object).map(
    (standing) =>
      sql`${sql.id(prefix + standing.table)} as (${addUpSql(model, schema, object, standing, signedRows(rows))})`,
  )

/** Rows (called `r`) that come and go, with their `$sign`. Records in the recycle bin do not count. */
export const signedRows = (rows: readonly CountedRows[]): Sql =>
  sql.join(
    rows.map(
      ({ from, sign }) => sql`select ${sql.raw(String(sign))} as "$sign", r.* from ${from} where r."deletedAt" is null`,
    ),
    sql` union all `,
  )

/** Adds rows (called `r`, with their `$sign`) to the totals of some levels; `bare`: only works out what would be added. */
export const addUpSql = (
  model: Model,
  schema: string,
  object: ObjectModel,
  standing: Standing,
  rows: Sql,
  on: readonly (typeof levels)[number][] = levels,
  bare = false,
): Sql => {
  const { owners, departments, groups, sums } = standing
  const keys = [
    { name: 'level', cell: sql`l.level` },
    {
      name: 'slot',
      cell: sql`case when l.level = 'all' then get_byte(uuid_send(r.id), 15) % ${sql.raw(String(slots))} else 0 end`,
    },
    ...owners.map((name) => ({ name, cell: sql`case when l.level = 'owner' then ${column('r', name)} end` })),
    ...departments.map((name) => ({ name, cell: sql`case when l.level <> 'all' then ${column('r', name)} end` })),
    ...groups.map((g) => ({ name: g.text, cell: standingGroupSql(model, object, g, 'r') })),
  ]
  const figures = [
    { name: 'count', cell: sql`sum(r."$sign")` },
    ...sums.flatMap(({ field, sum, filled }) => [
      { name: sum, cell: sql`coalesce(sum(r."$sign" * ${column('r', field)}), 0)` },
      { name: filled, cell: sql`sum(case when ${column('r', field)} is null then 0 else r."$sign" end)` },
    ]),
  ]
  const places = sql.join(keys.map((_, i) => sql.raw(String(i + 1))))
  const changes = sql.join(
    figures.map(({ cell }) => sql`${cell} <> 0`),
    sql` or `,
  )
  const added = figures.map(({ name }) => sql`${sql.id(name)} = s.${sql.id(name)} + excluded.${sql.id(name)}`)
  const all = [...keys, ...figures]
  const values = sql.join(on.map((level) => sql`(${sql.raw(`'${level}'`)})`))
  const cells = sql.join(all.map(({ name, cell }) => sql`${cell} as ${sql.id(name)}`))
  const figured = sql`select ${cells} from (${rows}) r cross join (values ${values}) l(level) group by ${places} having ${changes}`
  if (bare) return figured
  // In one order for everybody, so that two batches over the same totals queue instead of holding each other up.
  return sql`insert into ${sql.id(schema, standing.table)} as s (${sql.join(all.map((c) => sql.id(c.name)))})
    ${figured} order by ${places}
    on conflict (${sql.join(keys.map((k) => sql.id(k.name)))}) do update set ${sql.join(added)}`
}
