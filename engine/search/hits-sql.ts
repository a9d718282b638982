import { actor, and, column, compile, nameLiteral, or, type Sql, sql, type Statement, value } from '../sql.ts'
import { scopeSql } from '../rights/scope.ts'
import { filterSql } from '../query/filter-sql.ts'
import { createJoins } from '../query/joins.ts'
import { branchesOf, type ListShape } from '../query/list.ts'
import { documentSql } from '../query/select.ts'
import { searchedFields } from './searched-fields.ts'
import type { Way } from './search-node.ts'
import { foundRowsSql, foundSql, lineSql, lookSql, searchSql } from './search-sql.ts'

/** Of a common term, so many of the newest are looked at before the best of them are shown. */
const newest = 100

/**
 * The best hits of one object as documents: exact numbers and names, names that start with the text, names that contain
 * it, names that sound like it, other fields; within each the caller's own first, then the newest.
 */
export const compileHits = (shape: ListShape): Statement => {
  const { access, schema, object, plan, limit } = shape
  const joins = createJoins(access, schema, 't')
  const document = documentSql(access, schema, object, shape.selection, joins)
  const table = sql.id(schema, object.name)
  const own = sql`coalesce(${column('c', object.owned ? 'owner' : 'createdBy')} = ${actor('id')}, false)`
  const order = (alias: string) =>
    sql.raw(['rank', 'own desc', '"createdAt" desc', 'id desc'].map((key) => `${alias}.${key}`).join(', '))
  const candidates =
    plan === 'index'
      ? sql`select c.*, ${rankSql(shape, 'c')} as rank, ${own} as own from ${foundRowsSql(schema, object, 'c')} where ${whereSql(shape, 'c')}`
      : sql`select c.*, ${rankSql(shape, 'c')} as rank, ${own} as own from (${walkSql(shape)}) w join ${table} as c on c.id = w.id`
  const hits = sql`select h.id, h.rank, h.own, h."createdAt", ${matchedSql(shape, 'h')} as field from (${candidates}) h order by ${order('h')} limit ${sql.raw(String(limit))}`
  const found = plan === 'index' ? sql`found as materialized (${foundSql(schema, object, shape.search!)}), ` : sql``
  const count = plan === 'index' ? sql`(select count(*) from found)` : sql`0`
  return compile(sql`with ${found}hits as (${hits})
    select hits.id, (${document})::text as doc, hits.rank, hits.own, hits."createdAt", hits.field, n.found
    from (select ${count} as found) n left join hits on true left join ${table} as t on t.id = hits.id ${joins.sql()} order by ${order('hits')}`)
}

const whereSql = ({ access, schema, object, search, filter }: ListShape, alias: string, scope?: Sql): Sql => {
  const joins = createJoins(access, schema, alias)
  return and([
    sql`${column(alias, 'deletedAt')} is null`,
    scope ?? scopeSql(access, schema, object, alias, 'read'),
    searchSql(access, object, search!, alias),
    ...(filter ? [filterSql(access, schema, object, filter, joins)] : []),
  ])
}

/** Ids of a common term's records, bounded: the caller's own newest, and the newest of all that she can see. */
const walkSql = (shape: ListShape): Sql => {
  const { schema, object } = shape
  const walk = (scope: Sql | undefined, most: number) =>
    sql`(select b.id, b."createdAt" from ${sql.id(schema, object.name)} as b where ${whereSql(shape, 'b', scope)} order by b."createdAt" desc, b.id desc limit ${sql.raw(String(most))})`
  const all = branchesOf({ ...shape, limit: newest }) ?? [walk(undefined, newest)]
  const mine = object.owned
    ? [walk(and([sql`b.owner = ${actor('id')}`, scopeSql(shape.access, schema, object, 'b', 'read')]), shape.limit)]
    : []
  return sql.join([...mine, ...all], sql` union `)
}

const exactLooks = new Set<Way['look']>(['serial', 'code', 'phone', 'email'])

const rankSql = ({ access, object, search }: ListShape, alias: string): Sql => {
  const { terms, text, start } = search!
  const ways = terms[0] ?? []
  const title = searchedFields(object).find((f) => f.title && f.as === 'text')?.name
  const exact = ways.filter((way) => exactLooks.has(way.look)).map((way) => exactSql(way, alias))
  const named = ways.filter((way) => way.field === title)
  const line = named.length > 0 ? lineSql(object, title!, alias) : null
  if (line) exact.push(sql`${line} = ${value(text, 'text')}`)
  const starts = line ? [sql`${line} like ${value(start, 'text')}`] : []
  const contains = named.filter((way) => way.look !== 'sounds').map((way) => lookSql(access, object, way, alias))
  const sounds = named.filter((way) => way.look === 'sounds').map((way) => lookSql(access, object, way, alias))
  return sql`(case when ${or(exact)} then 0 when ${or(starts)} then 1 when ${or(contains)} then 2 when ${or(sounds)} then 3 else 4 end)`
}

const exactSql = ({ look, field, value: at }: Way, alias: string): Sql => {
  const [cell, test] = [column(alias, field), value(at, 'text')]
  if (look === 'phone') return sql`split_part(${cell}, ';', 1) in ('+86' || ${test}, '+' || ${test})`
  return sql`lower(${cell}) = ${test}`
}

/** The field by which the first term was found. */
const matchedSql = ({ access, object, search }: ListShape, alias: string): Sql => {
  const ways = search!.terms[0] ?? []
  if (ways.length === 0) return sql`null`
  const cases = ways.map((way) => sql`when ${lookSql(access, object, way, alias)} then ${nameLiteral(way.field)}`)
  return sql`(case ${sql.join(cases, sql` `)} end)`
}
