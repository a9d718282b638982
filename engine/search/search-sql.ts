import { and, column, nameLiteral, or, type Sql, sql, value } from '../sql.ts'
import type { Access } from '../rights/access.ts'
import type { ObjectModel } from '../schema/model.ts'
import { resolvePath } from '../query/path.ts'
import { textColumn, tokensColumn } from './index-row.ts'
import type { SearchNode, Way } from './search-node.ts'
import { end } from './token.ts'
import { searchedFields } from './searched-fields.ts'

/** Rows that the index may yield: a term that has more is too common to be worth asking it. */
export const mostFound = 4_000

/**
 * The exact look: the condition that a row fulfils when it is found. No index serves it. As a `case` PostgreSQL takes it to
 * hold for half of all rows, and so walks along the list's own order until the page is full; told that it is a pattern, it
 * would expect next to nothing and sort everything within reach first.
 */
export const searchSql = (access: Access, object: ObjectModel, node: SearchNode, alias: string): Sql =>
  sql`(case when ${and(node.terms.map((ways) => or(ways.map((way) => lookSql(access, object, way, alias)))))} then true else false end)`

export const lookSql = (access: Access, object: ObjectModel, way: Way, alias: string): Sql => {
  // Once more, where the SQL is made: nothing is compared that its reader may not search.
  resolvePath(access, object, way.field, 'search')
  const field = column(alias, way.field)
  const test = value(way.value, 'text')
  const line = lineSql(object, way.field, alias)
  switch (way.look) {
    case 'contains':
    case 'starts':
      return sql`${line} like ${test}`
    case 'word':
      return sql`${line} ~ ${test}`
    case 'sounds':
      return soundsSql(keptSql(alias, `${way.field}'`), value(way.rough!, 'text'), test)
    case 'phone':
      return sql`(split_part(${field}, ';', 1) like '%' || ${test} or ${field} like '+86' || ${test} || '%' or (${field} like '+' || ${test} || '%' and ${field} not like '+86%'))`
    case 'serial':
      return sql`lower(${field}) like '%' || ${test}`
    case 'code':
      return sql`(lower(${field}) like ${test} || '%' or lower(${field}) like '%' || ${test})`
    case 'email':
      return sql`(${field} like ${test} || '%' or split_part(${field}, '@', 1) like '%' || ${test} or split_part(${field}, '@', 2) like ${test} || '%')`
    case 'address':
      return sql`${field} like ${test}`
    case 'domain':
      return sql`split_part(${field}, '@', 2) like ${test}`
  }
}

const soundsSql = (spelled: Sql, rough: Sql, test: Sql): Sql =>
  sql`(case when ${spelled} like ${rough} then ${spelled} ~ ${test} else false end)`

/** A field's folded text. */
export const lineSql = (object: ObjectModel, name: string, alias: string): Sql => {
  const plain = searchedFields(object).find((f) => f.name === name)?.plain
  return plain
    ? sql`coalesce(${keptSql(alias, name)}, lower(${column(alias, name)} collate "C"))`
    : keptSql(alias, name)
}

const keptSql = (alias: string, key: string): Sql => {
  nameLiteral(key.replace(/'$/, ''))
  return sql`(${column(alias, textColumn)}->>${sql.raw(`'${key.replaceAll(`'`, `''`)}'`)})`
}

/** `endToken` as PostgreSQL works it out. */
export const endTokenSql = (field: string, text: Sql): Sql =>
  sql`('x' || left(md5(${nameLiteral(field)} || ${sql.raw(`'${end}'`)} || lower(right(${text}, 4))), 8))::bit(32)::int4`

type Tokens = Way['tokens'][number]

/** Questions to the index that one search is split into, at most. */
const mostQuestions = 24

/**
 * The questions to the index that together find every row: for each way to find the first term each way to find the next.
 * None where a term may be found in a way that no token stands for.
 */
export const questionsOf = (node: SearchNode): readonly (readonly Tokens[])[] => {
  const terms = node.terms
    .filter((ways) => ways.length > 0 && ways.every((way) => way.tokens.length > 0))
    .map((ways) => ways.flatMap((way) => way.tokens))
  const [first, ...rest] = terms
  if (!first) return []
  return rest.reduce(
    (asked, term) =>
      asked.length * term.length > mostQuestions ? asked : asked.flatMap((a) => term.map((t) => [...a, t])),
    first.map((t) => [t]),
  )
}

/**
 * The places of the rows that the index yields, one more than it may if the term is too common for it. Each question is a
 * query of its own with its tokens behind a `select`: what PostgreSQL cannot guess at, it asks the index for, whatever the
 * tokens.
 */
export const foundSql = (schema: string, object: ObjectModel, node: SearchNode): Sql => {
  const limit = sql.raw(String(mostFound + 1))
  const asked = questionsOf(node).map((tokens) => {
    const where = and([sql`f."deletedAt" is null`, ...tokens.map((t) => tokenSql(t, 'f'))])
    return sql`(select f.ctid as place from ${sql.id(schema, object.name)} as f where ${where} limit ${limit})`
  })
  return sql`select place from (${sql.join(asked, sql` union `)}) a limit ${limit}`
}

/** The rows of `foundSql`, in the statement that begins with it as `found`. Places hold within one statement. */
export const foundRowsSql = (schema: string, object: ObjectModel, alias: string): Sql =>
  sql`found join ${sql.id(schema, object.name)} as ${sql.id(alias)} on ${column(alias, 'ctid')} = found.place`

const tokenSql = ({ how, value: tokens }: Tokens, alias: string): Sql =>
  sql`${column(alias, tokensColumn)} ${sql.raw(how === 'all' ? '@>' : '&&')} (select ${value(tokens, 'int4[]')})`
