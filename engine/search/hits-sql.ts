import { actor, and, column, compile, nameLiteral, or, type Sql, sql, type Statement, value } from '../sql.ts'
import { scopeSql } from '../rights/scope.ts'
import { filterSql } from '../query/filter-sql.ts'
import { createJoins } from '../query/joins.ts'
import { branches } from '../query/list-branches.ts'
import type { ListShape } from '../query/list.ts'
import { documentSql } from '../query/select.ts'
import { searchedFields } from './searched-fields.ts'
import type { Way } from './search-node.ts'
import { foundRowsSql, foundSql, questionsOf } from './found-sql.ts'
import { tokensColumn } from './index-row.ts'
import { lineSql, lookSql, searchSql } from './search-sql.ts'
import { withoutSignsSql } from './signs.ts'

/** Of a common term, so many of the newest are compared before the best of them are shown. */
const newest = 100
/** Among so many of the newest rows they are looked for: where the term is none of the object's, this is what it costs. */
const furthest = 2_000

/**
 * The best hits of each of some objects as documents: exact numbers and names, names that start with the text, names that contain
 * it, names that sound like it, other fields; within each the caller's own first, then the newest.
 */
export const compileHits = (shapes: readonly ListShape[]): Statement =>
  compile(
    sql.join(
      shapes.map((shape) => sql`(select ${nameLiteral(shape.object.name)} as object, o.* from (${hitsSql(shape)}) o)`),
      sql` union all `,
    ),
  )

const hitsSql = (shape: ListShape): Sql => {
  const { access, schema, object, plan, limit } = shape
  const joins = createJoins(access, schema, 't')
  const document = documentSql(access, schema, object, shape.selection, joins)
  const table = sql.id(schema, object.name)
  const own = sql`coalesce(${column('c', object.owned ? 'owner' : 'createdBy')} = ${actor('id')}, false)`
  const order = (alias: string) =>
    sql.raw(['rank', 'own desc', '"createdAt" desc', 'id desc'].map((key) => `${alias}.${key}`).join(', '))
  const index = plan === 'index' ? foundSql(access, schema, object, shape.search!) : null
  const candidates =
    index !== null
      ? sql`select c.*, ${rankSql(shape, 'c')} as rank, ${own} as own from ${foundRowsSql(schema, object, 'c')} where ${whereSql(shape, 'c')}`
      : sql`select c.*, ${rankSql(shape, 'c')} as rank, ${own} as own from (${walkSql(shape)}) w join ${table} as c on c.id = w.id`
  const hits = sql`select h.id, h.rank, h.own, h."createdAt", ${matchedSql(shape, 'h')} as field from (${candidates}) h order by ${order('h')} limit ${sql.raw(String(limit))}`
  const found = index ? sql`found as materialized (${index.places}), ` : sql``
  return sql`with ${found}hits as (${hits})
    select hits.id, (${document})::text as doc, hits.rank, hits.own, hits."createdAt", hits.field, n.common
    from (select ${index ? index.tooMany : sql`false`} as common) n left join hits on true left join ${table} as t on t.id = hits.id ${joins.sql()} order by ${order('hits')}`
}

const whereSql = (shape: ListShape, alias: string): Sql =>
  and([
    sql`${column(alias, 'deletedAt')} is null`,
    scopeSql(shape.access, shape.schema, shape.object, alias, 'read'),
    lookedAtSql(shape, alias),
  ])

/** What is asked of a row that the caller may see. */
const lookedAtSql = ({ access, schema, object, search, filter }: ListShape, alias: string): Sql => {
  const joins = createJoins(access, schema, alias)
  const found = searchSql(access, object, search!, alias)
  return filter ? and([found, filterSql(access, schema, object, filter, joins)]) : found
}

/**
 * Ids of a common term's records: the newest that fulfil the condition among the newest of the caller's own and of all that
 * she can see, not further back than `furthest`. Where the index knows the term, some of those it yields come with them, for
 * what is common may be common among the old alone.
 */
const walkSql = (shape: ListShape): Sql => {
  const { access, schema, object, search } = shape
  const table = sql.id(schema, object.name)
  const walk = (scope: Sql, most = newest) =>
    sql`select w.id, w."createdAt" from (select b.* from ${table} as b where b."deletedAt" is null and ${scope} order by b."createdAt" desc, b.id desc limit ${sql.raw(String(furthest))}) w where ${lookedAtSql(shape, 'w')} limit ${sql.raw(String(most))}`
  const inScope = scopeSql(access, schema, object, 'b', 'read')
  const all = branches(access, schema, object, walk) ?? [sql`(${walk(inScope)})`]
  const mine = object.owned ? [sql`(${walk(and([sql`b.owner = ${actor('id')}`, inScope]), shape.limit)})`] : []
  const called = search!.company === undefined ? [] : [sql`(${calledSql(shape, search!.company)})`]
  if (questionsOf(search!).length === 0) return sql.join([...mine, ...all, ...called], sql` union `)
  const { places } = foundSql(access, schema, object, search!, newest)
  const indexed = sql`(select f.id, f."createdAt" from (${places}) found join ${table} as f on f.ctid = found.place where ${whereSql(shape, 'f')})`
  return sql.join([...mine, ...all, ...called, indexed], sql` union `)
}

/** The company of just that name, of which thousands of branches may be newer. */
const calledSql = (shape: ListShape, company: number): Sql => {
  const { schema, object, search } = shape
  const title = searchedFields(object).find((f) => f.title)!.name
  const named = sql`${column('e', tokensColumn)} @> (select ${value(company, 'int4[]')})`
  return sql`select e.id, e."createdAt" from ${sql.id(schema, object.name)} as e where ${named} and ${whereSql(shape, 'e')} order by (${lineSql(object, title, 'e')} = ${value(search!.text, 'text')}) desc, e."createdAt" desc limit ${sql.raw(String(newest))}`
}

const exactLooks = new Set<Way['look']>(['serial', 'code', 'phone', 'address'])

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

const exactSql = ({ look, field, value: at, exact }: Way, alias: string): Sql => {
  const [cell, test] = [column(alias, field), value(at, 'text')]
  if (look === 'phone') return sql`split_part(${cell}, ';', 1) in ('+86' || ${test}, '+' || ${test})`
  if (look === 'serial') return sql`${withoutSignsSql(sql`lower(${cell})`)} = ${test}`
  return look === 'address' ? sql`${cell} = ${value(exact!, 'text')}` : sql`lower(${cell}) = ${test}`
}

/** The field by which the first term was found. */
const matchedSql = ({ access, object, search }: ListShape, alias: string): Sql => {
  const ways = search!.terms[0] ?? []
  if (ways.length === 0) return sql`null`
  const cases = ways.map((way) => sql`when ${lookSql(access, object, way, alias)} then ${nameLiteral(way.field)}`)
  return sql`(case ${sql.join(cases, sql` `)} end)`
}
