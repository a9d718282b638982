import { defineError } from '../errors.ts'
import { and, column, compile, type Sql, sql, type Statement, value } from '../sql.ts'
import type { Access } from '../rights/access.ts'
import { scopeSql } from '../rights/scope.ts'
import { objectOf, type ObjectModel } from '../schema/model.ts'
import { canRead } from '../rights/access.ts'
import { type Bucket, bucketOf, bucketSql } from './buckets.ts'
import { fieldSql, jsonSql, sqlType } from './field-sql.ts'
import { filterSql } from './filter-sql.ts'
import type { FilterNode } from './filter.ts'
import { createJoins } from './joins.ts'
import { type Path, resolvePath } from './path.ts'
import { sourceSql } from './source.ts'
import { readTotals } from '../standing/read.ts'
import type { Standing } from '../standing/plan.ts'

export const BadAggregate = defineError(
  'request.badAggregate',
  422,
  '统计写法看不懂:{what}。分组如 stage 或 closeDate:month,指标如 count 或 sum:amount',
  'The aggregate cannot be read: {what}. Groups are like stage or closeDate:month, measures like count or sum:amount',
)

const functions = ['sum', 'avg', 'min', 'max', 'distinct'] as const

/** One thing that is grouped by: a path, of a date in pieces of a month or the like. */
export interface Group {
  readonly text: string
  readonly path: string
  readonly bucket: Bucket | null
}

/** One figure of each group. */
export interface Measure {
  readonly text: string
  readonly fn: 'count' | (typeof functions)[number]
  readonly path: string | null
}

const isOneOf = <T extends string>(list: readonly T[], text: string | undefined): text is T => list.includes(text as T)

/** Reads `stage`, `closeDate:month` or `address:province`. */
export const readGroup = (access: Access, object: ObjectModel, text: string): Group => {
  const [path = '', bucket, ...more] = text.split(':')
  const { field } = resolvePath(access, object, path, 'search')
  const found = bucketOf(field, bucket)
  const fits = bucket === undefined ? field.kind.groupable && !field.kind.temporal : found !== null
  if (!fits || more.length > 0) throw BadAggregate({ what: text }).at(text)
  return { text, path, bucket: found }
}

/** Reads `count`, `sum:amount`, `distinct:owner`. */
export const readMeasure = (access: Access, object: ObjectModel, text: string): Measure => {
  if (text === 'count') return { text, fn: 'count', path: null }
  const [fn, path, ...more] = text.split(':')
  if (!isOneOf(functions, fn) || !path || more.length > 0) throw BadAggregate({ what: text }).at(text)
  const { field } = resolvePath(access, object, path, 'search')
  const number = field.kind.numeric || ['decimal', 'money'].includes(field.field.options.result ?? '')
  const fits =
    fn === 'distinct'
      ? field.kind.column !== null
      : fn === 'min' || fn === 'max'
        ? number || field.kind.temporal
        : number
  if (!fits) throw BadAggregate({ what: text }).at(text)
  return { text, fn, path }
}

/** What decides the text of the statement: everything but the values. */
export interface AggregateShape {
  readonly access: Access
  readonly schema: string
  readonly object: ObjectModel
  readonly groups: readonly Group[]
  readonly measures: readonly Measure[]
  readonly filter: FilterNode | null
  /** Conditions on measures: text of the measure, operator, number and type of its value. */
  readonly having: readonly {
    readonly measure: string
    readonly op: 'eq' | 'lt' | 'lte' | 'gt' | 'gte'
    readonly value: number
    readonly type: string
  }[]
  readonly sort: readonly { readonly key: string; readonly descending: boolean }[]
  readonly limit: number
  readonly asOf: number | null
  /** The number of the value with the workspace's zone. */
  readonly zone: number
  /** The totals that are kept and answer it, if any do. */
  readonly standing: Standing | null
}

const signs = { eq: sql`=`, lt: sql`<`, lte: sql`<=`, gt: sql`>`, gte: sql`>=` }

/** Rows of groups and measures as documents, computed under the caller's row scope and field rights. */
export const compileAggregate = (shape: AggregateShape): Statement => {
  const { access, schema, object, groups, measures } = shape
  const joins = createJoins(access, schema, 't')
  const group = groups.map((g) => groupSql(access, object, g, joins, shape.zone))
  const measure = measures.map((m) => measureSql(access, object, m, joins))
  const names = new Map([
    ...groups.map((g, i) => [g.text, sql.id(`g${i}`)] as const),
    ...measures.map((m, i) => [m.text, sql.id(`m${i}`)] as const),
  ])
  const measured = new Map(measures.map((m, i) => [m.text, measure[i]!]))
  const where = and([
    sql`t."deletedAt" is null`,
    scopeSql(access, schema, object, 't', 'read'),
    ...(shape.filter ? [filterSql(access, schema, object, shape.filter, joins)] : []),
  ])
  const having = (of: ReadonlyMap<string, Sql>) =>
    and(shape.having.map((h) => sql`${of.get(h.measure)!} ${signs[h.op]} ${value(h.value, h.type)}`))
  // By the names of the columns: the same expression once more would have parameters of its own, and be another one.
  const order = [
    ...shape.sort.map((s) => sql`${names.get(s.key)!}${s.descending ? sql` desc` : sql``} nulls last`),
    ...groups.map((g) => sql`${names.get(g.text)!} nulls last`),
  ]
  const columns = [
    ...group.map((g, i) => sql`${g} as ${sql.id(`g${i}`)}`),
    ...measure.map((m, i) => sql`${m} as ${sql.id(`m${i}`)}`),
  ]
  const live = sql`select ${sql.join(columns)} from ${sourceSql(schema, object, 't', shape.asOf)} ${joins.sql()} where ${where}
    ${group.length > 0 ? sql`group by ${sql.join(group.map((_, i) => sql.raw(String(i + 1))))}` : sql``}
    having ${having(measured)}`
  const standing = shape.standing && readTotals(access, schema, object, shape, shape.standing, having)
  const inner = standing ?? live
  // Counted in full before it is sorted and cut: a limit right behind the groups makes PostgreSQL hope for a short cut, sort
  // every row for it, and take three times as long over a million.
  const page = sql`select * from counted ${order.length > 0 ? sql`order by ${sql.join(order)}` : sql``} limit ${sql.raw(String(shape.limit))}`
  return compile(
    sql`with counted as materialized (${inner}) select (${rowSql(access, schema, object, groups, measures)})::text as doc from (${page}) a`,
  )
}

const groupSql = (
  access: Access,
  object: ObjectModel,
  group: Group,
  joins: ReturnType<typeof createJoins>,
  zone: number,
): Sql => {
  const { hops, object: owner, field } = resolvePath(access, object, group.path, 'search')
  const plain = fieldSql(access.model, owner, field, joins.alias(hops))
  return group.bucket ? bucketSql(plain, sqlType(field), group.bucket, value(zone, 'text')) : plain
}

const measureSql = (
  access: Access,
  object: ObjectModel,
  measure: Measure,
  joins: ReturnType<typeof createJoins>,
): Sql => {
  if (measure.path === null) return sql`count(*)`
  const { hops, object: owner, field } = resolvePath(access, object, measure.path, 'search')
  const plain = fieldSql(access.model, owner, field, joins.alias(hops))
  if (measure.fn === 'distinct') return sql`count(distinct ${plain})`
  if (measure.fn === 'avg') return sql`round(avg(${plain}), 6)`
  return sql`${sql.raw(measure.fn)}(${plain})`
}

/** A group by a reference comes with the record's title, where the caller may see that record. */
const rowSql = (
  access: Access,
  schema: string,
  object: ObjectModel,
  groups: readonly Group[],
  measures: readonly Measure[],
): Sql => {
  const pair = (text: string, json: Sql) => sql`${text}::text, ${json}`
  const shown = groups.map((g, i) => {
    const path = resolvePath(access, object, g.path, 'search')
    const key = column('a', `g${i}`)
    return pair(g.text, g.bucket || path.field.targets.length !== 1 ? key : titleSql(access, schema, path, key))
  })
  const counted = measures.map((m, i) => {
    const key = column('a', `m${i}`)
    if (m.path === null || m.fn === 'distinct') return pair(m.text, key)
    const { kind } = resolvePath(access, object, m.path, 'search').field
    return pair(m.text, kind.temporal && kind.json ? kind.json(key) : sql`${key}::text`)
  })
  return sql`json_build_object(${sql.join([...shown, ...counted])})`
}

const titleSql = (access: Access, schema: string, path: Path, key: Sql): Sql => {
  const target = objectOf(access.model, path.field.targets[0]!)
  const title = target.fields.get(target.def.title)!
  const text = canRead(access, target, title) ? jsonSql(access, target, title, 'x') : sql`null`
  return sql`case when ${key} is null then null else (select json_build_object('id', ${key}, 'title', (select ${text} from ${sql.id(schema, target.name)} as x where x.id = ${key} and x."deletedAt" is null and ${scopeSql(access, schema, target, 'x', 'read')}))) end`
}
