import { and, column, nameLiteral, or, type Sql, sql, value } from '../sql.ts'
import type { Access } from '../rights/access.ts'
import type { ObjectModel } from '../schema/model.ts'
import { resolvePath } from '../query/path.ts'
import { textColumn } from './index-row.ts'
import { withoutSignsSql } from './signs.ts'
import type { SearchNode, Way } from './search-node.ts'
import { end } from './token.ts'
import { searchedFields } from './searched-fields.ts'

/**
 * The exact look: the condition that a row fulfils when it is found. No index serves it. As a `case` PostgreSQL takes it to
 * hold for half of all rows, and so walks along the list's own order until the page is full; told that it is a pattern, it
 * would expect next to nothing and sort everything within reach first.
 */
export const searchSql = (access: Access, object: ObjectModel, node: SearchNode, alias: string): Sql =>
  sql`(case when ${and(node.terms.map((ways) => or(ways.map((way) => lookSql(access, object, way, alias)))))} then true else false end)`

/** The exact look at one field: the index only says which rows are worth it. */
export const lookSql = (access: Access, object: ObjectModel, way: Way, alias: string): Sql => {
  // Once more, where the SQL is made: nothing is compared that its reader may not search.
  resolvePath(access, object, way.field, 'search')
  const field = column(alias, way.field)
  const test = value(way.value, 'text')
  const line = lineSql(object, way.field, alias)
  const domain = sql`('.' || split_part(${field}, '@', 2))`
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
      return sql`${withoutSignsSql(sql`lower(${field})`)} like '%' || ${test}`
    case 'code':
      return sql`(lower(${field}) like ${test} || '%' or lower(${field}) like '%' || ${test})`
    case 'email':
      return sql`(${field} like ${test} || '%' or split_part(${field}, '@', 1) like '%' || ${test} or ${domain} like '%.' || ${test} || '%')`
    case 'address':
      return sql`${field} like ${test}`
    case 'domain':
      return sql`${domain} like '%.' || ${test}`
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
