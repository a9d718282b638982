import type { Group, Measure } from '../query/aggregate.ts'
import type { FilterNode } from '../query/filter.ts'
import { filterSql } from '../query/filter-sql.ts'
import { createJoins } from '../query/joins.ts'
import type { Access } from '../rights/access.ts'
import { reachReady } from '../rights/reach.ts'
import { facts, indexOf, seenBy, type Way, waysTo } from '../rights/ways.ts'
import type { ObjectModel } from '../schema/model.ts'
import { and, column, or, type Sql, sql } from '../sql.ts'
import { type Standing, standingFilling, standingGroupSql, standingsOf } from './plan.ts'

interface Asked {
  readonly groups: readonly Group[]
  readonly measures: readonly Measure[]
  readonly filter: FilterNode | null
}

/** The kept totals that answer an aggregate for this person exactly; null where its records must be read. */
export const totalsFor = (access: Access, object: ObjectModel, asked: Asked): Standing | null => {
  if (access.model.unfilled.has(standingFilling(object.name))) return null
  const ways = waysTo(access, object)
  if (ways.length === 0 || !ways.every(isKept) || !reachReady(access.model, object)) return null
  return standingsOf(object).find((standing) => answers(standing, asked)) ?? null
}

/** What a row of totals knows of: owners and departments. Few records are reached as a team member: they are read. */
const isKept = ({ hops, reason }: Way): boolean => {
  if (reason.kind === 'all') return hops.length === 0
  // Of a reference to several kinds of record the totals do not know which kind it was.
  return (reason.kind === 'team' || facts[reason.kind] !== undefined) && hops.every((h) => h.field.targets.length === 1)
}

const answers = ({ groups, sums }: Standing, asked: Asked): boolean => {
  const texts = new Set(groups.map((g) => g.text))
  const plain = new Set(groups.filter((g) => g.bucket === null).map((g) => g.field))
  const summed = new Set(sums.map((s) => s.field))
  return (
    asked.groups.every((g) => texts.has(g.text)) &&
    asked.measures.every((m) => m.path === null || ((m.fn === 'sum' || m.fn === 'avg') && summed.has(m.path))) &&
    asksOnly(asked.filter, plain)
  )
}

const asksOnly = (node: FilterNode | null, fields: ReadonlySet<string>): boolean => {
  if (node === null) return true
  if ('and' in node) return node.and.every((n) => asksOnly(n, fields))
  if ('or' in node) return node.or.every((n) => asksOnly(n, fields))
  if ('not' in node) return asksOnly(node.not, fields)
  return 'path' in node && fields.has(node.path)
}

/** Groups and measures as `g0…` and `m0…` out of the kept totals, as far as this person may see the records in them. */
export const readTotals = (
  access: Access,
  schema: string,
  object: ObjectModel,
  { groups, measures, filter }: Asked,
  standing: Standing,
  having: (measured: ReadonlyMap<string, Sql>) => Sql,
): Sql => {
  const parts = partsOf(access, schema, object, standing, filter)
  const measured = new Map(measures.map((m) => [m.text, measureSql(standing, m)]))
  const columns = [
    ...groups.map((g, i) => sql`${column('x', g.text)} as ${sql.id(`g${i}`)}`),
    ...measures.map((m, i) => sql`${measured.get(m.text)!} as ${sql.id(`m${i}`)}`),
  ]
  const by = groups.length > 0 ? sql`group by ${sql.join(groups.map((_, i) => sql.raw(String(i + 1))))}` : sql``
  const there = groups.length > 0 ? sql`sum(x."count") > 0 and ` : sql``
  return sql`select ${sql.join(columns)} from (${sql.join(parts, sql` union all `)}) x ${by} having ${there}${having(measured)}`
}

const partsOf = (
  access: Access,
  schema: string,
  object: ObjectModel,
  standing: Standing,
  filter: FilterNode | null,
): Sql[] => {
  const { groups, sums, table } = standing
  const names = [...groups.map((g) => g.text), 'count', ...sums.flatMap((s) => [s.sum, s.filled])]
  const asked = (alias: string) =>
    filter ? [filterSql(access, schema, object, filter, createJoins(access, schema, alias))] : []
  const kept = (level: 'all' | 'department' | 'owner', ...conditions: Sql[]) =>
    sql`select ${sql.join(names.map((name) => column('k', name)))} from ${sql.id(schema, table)} as k where ${and([sql`k."level" = ${sql.raw(`'${level}'`)}`, ...conditions, ...asked('k')])}`
  const ways = waysTo(access, object)
  if (ways.some((w) => w.reason.kind === 'all')) return [kept('all')]
  const among = (alias: string, fact: 'owner' | 'department') =>
    or(
      ways
        .filter((w) => facts[w.reason.kind] === fact)
        .map((w) => {
          const { column: name, list } = indexOf(schema, w)!
          return w.reason.kind === 'own'
            ? sql`${column(alias, name)} = ${list}`
            : sql`${column(alias, name)} = any(${list})`
        }),
    )
  const not = (condition: Sql) => sql`(${condition}) is not true`
  const live = [
    ...groups.map((g) => standingGroupSql(access.model, object, g, 't')),
    sql`1`,
    ...sums.flatMap(({ field }) => [
      sql`coalesce(${column('t', field)}, 0)`,
      sql`(${column('t', field)} is not null)::int`,
    ]),
  ]
  const team = ways
    .filter((w) => w.reason.kind === 'team')
    .map((w) => sql`t."deletedAt" is null and ${seenBy(access, schema, [w], 't')}`)
  const rest = and([
    sql`t."deletedAt" is null`,
    not(or([among('t', 'department'), among('t', 'owner')])),
    ...asked('t'),
  ])
  return [
    kept('department', among('k', 'department')),
    kept('owner', among('k', 'owner'), not(among('k', 'department'))),
    ...(team.length > 0
      ? [
          sql`select ${sql.join(live)} from ${sql.id(schema, object.name)} as t where t.id in (${sql.join(
            team.map((way) => sql`select t.id from ${sql.id(schema, object.name)} as t where ${way}`),
            sql` union `,
          )}) and ${rest}`,
        ]
      : []),
  ]
}

const measureSql = ({ sums }: Standing, measure: Measure): Sql => {
  if (measure.path === null) return sql`coalesce(sum(x."count"), 0)::bigint`
  const { sum, filled } = sums.find((s) => s.field === measure.path)!
  const [total, count] = [sql`sum(${column('x', sum)})`, sql`sum(${column('x', filled)})`]
  if (measure.fn === 'avg') return sql`round(${total} / nullif(${count}, 0), 6)`
  return sql`case when ${count} > 0 then ${total} end`
}
