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
      return sql`${keptSql(alias, `${way.field}'`)} ~ ${test}`
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

/** A field's folded text. */
export const lineSql = (object: ObjectModel, name: string, alias: string): Sql => {
  const plain = searchedFields(object).find((f) => f.name === name)?.plain
  return plain ? sql`coalesce(${keptSql(alias, name)}, lower(${column(alias, name)} collate "C"))` : keptSql(alias, name)
}

const keptSql = (alias: string, key: string): Sql => {
  nameLiteral(key.replace(/'$/, ''))
  return sql`(${column(alias, textColumn)}->>${sql.raw(`'${key.replaceAll(`'`, `''`)}'`)})`
}

/** The condition the index serves, or null where no term of the search has a token for every way it may be found. */
export const tokensSql = (node: SearchNode, alias: string): Sql | null => {
  const terms = node.terms.filter((ways) => ways.length > 0 && ways.every((way) => way.tokens.length > 0))
  if (terms.length === 0) return null
  return and(terms.map((ways) => or(ways.flatMap((way) => way.tokens.map((t) => tokenSql(t, alias))))))
}

const tokenSql = ({ how, value: tokens }: Way['tokens'][number], alias: string): Sql =>
  sql`${column(alias, tokensColumn)} ${sql.raw(how === 'all' ? '@>' : '&&')} ${value(tokens, 'int4[]')}`

/** `endToken` as PostgreSQL works it out. */
export const endTokenSql = (field: string, text: Sql): Sql =>
  sql`('x' || left(md5(${nameLiteral(field)} || ${sql.raw(`'${end}'`)} || lower(right(${text}, 4))), 8))::bit(32)::int4`

/** The rows that the index yields, a few more than it may: then the term is too common for it. */
export const foundSql = (schema: string, object: ObjectModel, node: SearchNode): Sql =>
  sql`select f.* from ${sql.id(schema, object.name)} as f where f."deletedAt" is null and ${tokensSql(node, 'f')!} limit ${sql.raw(String(mostFound + 1))}`
