import { and, column, compile, type Sql, sql, type Statement, value } from '../sql.ts'
import { scopeSql } from '../rights/scope.ts'
import type { Access } from '../rights/access.ts'
import type { ObjectModel } from '../schema/model.ts'
import type { SearchPlan } from '../search/common-searches.ts'
import type { SearchNode } from '../search/search-node.ts'
import { foundRowsSql, foundSql } from '../search/found-sql.ts'
import { searchSql } from '../search/search-sql.ts'
import type { FilterNode } from './filter.ts'
import { filterSql } from './filter-sql.ts'
import { createJoins, type Joins } from './joins.ts'
import { limits } from './limits.ts'
import { branches } from './list-branches.ts'
import { documentSql, type Selection } from './select.ts'
import { afterSql, isNewestFirst, keyTexts, orderSql, type SortKey } from './sort.ts'
import { sourceSql } from './source.ts'

/** The shape of a list request: all that decides its SQL, none of its values. */
export interface ListShape {
  readonly access: Access
  readonly schema: string
  readonly object: ObjectModel
  readonly selection: Selection
  readonly filter: FilterNode | null
  /** The quick search, and whether it goes through its index. */
  readonly search: SearchNode | null
  readonly plan: SearchPlan
  readonly sort: readonly SortKey[]
  readonly limit: number
  /** Which of the cursor's values are empty; null without a cursor. Its values start at number `cursorAt`. */
  readonly cursor: readonly boolean[] | null
  readonly cursorAt: number
  /** The number of the value "as of", or null for now. */
  readonly asOf: number | null
  /** The recycle bin instead of the living. */
  readonly deleted: boolean
  readonly total: boolean
}

/**
 * One page of records as documents, each with its sort keys as text for the cursor; with `total`, the count up to the cap
 * in the same statement.
 */
export const compileList = (shape: ListShape): Statement => {
  const { access, schema, object, sort, limit } = shape
  const joins = createJoins(access, schema, 't')
  const document = documentSql(access, schema, object, shape.selection, joins)
  const keys = keyTexts(access, object, sort, joins)
  const order = orderSql(access, object, sort, joins)
  const total = shape.total ? sql`, (${countSql(shape)}) as total` : sql``
  const parts = branchesOf(shape)
  const columns = sql`select (${document})::text as doc, ${sql.join(keys.map((k, i) => sql`${k} as ${sql.id(`k${i}`)}`))}${total}`
  if (parts) {
    const page = sql`select id, "createdAt" from (${sql.join(parts, sql` union `)}) b order by "createdAt" desc, id desc limit ${sql.raw(String(limit + 1))}`
    return compile(
      sql`${columns} from (${page}) page join ${sql.id(schema, object.name)} as t on t.id = page.id ${joins.sql()} order by ${order}`,
    )
  }
  const index = shape.plan === 'index' ? foundSql(access, schema, object, shape.search!) : null
  const where = whereSql(shape, joins, true)
  const place = index ? sql`, row_number() over (order by ${order}) as place` : sql``
  const page = sql`${columns}${place} from ${rowsSql(shape, 't')} ${joins.sql()} where ${where} order by ${order} limit ${sql.raw(String(limit + 1))}`
  if (index)
    return compile(
      sql`with found as materialized (${index.places}), page as (${page})
        select page.*, n.common from (select ${index.tooMany} as common) n left join page on true order by page.place`,
    )
  return compile(page)
}

/** The rows of the list before any condition: the table's, or those that the search's index found. */
const rowsSql = ({ schema, object, asOf, plan }: ListShape, alias: string): Sql =>
  plan === 'index' ? foundRowsSql(schema, object, alias) : sourceSql(schema, object, alias, asOf)

/** Everything a row must fulfil. The cursor is left out where the whole list is counted. */
const whereSql = (shape: ListShape, joins: Joins, paged: boolean, scope?: Sql): Sql => {
  const { access, schema, object } = shape
  return and([
    sql`${column(joins.root, 'deletedAt')} is ${shape.deleted ? sql`not null` : sql`null`}`,
    scope ?? scopeSql(access, schema, object, joins.root, 'read'),
    ...(shape.filter ? [filterSql(access, schema, object, shape.filter, joins)] : []),
    ...(shape.search ? [searchSql(access, object, shape.search, joins.root)] : []),
    ...(paged && shape.cursor ? [afterSql(access, object, shape.sort, joins, shape.cursor, shape.cursorAt)] : []),
  ])
}

const countSql = (shape: ListShape): Sql => {
  const joins = createJoins(shape.access, shape.schema, 'c', true)
  const where = whereSql(shape, joins, false)
  return sql`select count(*) from (select from ${rowsSql(shape, 'c')} ${joins.sql()} where ${where} limit ${sql.raw(String(limits.count + 1))}) counted`
}

/** The same list without a page: what the planner believes its size to be, for counts beyond the cap. */
export const compileEstimate = (shape: ListShape): Statement => {
  const joins = createJoins(shape.access, shape.schema, 'c')
  const where = whereSql(shape, joins, false)
  return compile(
    sql`explain (format json) select from ${sourceSql(shape.schema, shape.object, 'c', shape.asOf)} ${joins.sql()} where ${where}`,
  )
}

/** The list part by part, where that is faster. */
export const branchesOf = (shape: ListShape): Sql[] | null => {
  if (!isNewestFirst(shape.sort) || shape.asOf !== null || shape.deleted || shape.plan === 'index') return null
  const { access, schema, object } = shape
  const page = (condition: Sql) => {
    const joins = createJoins(access, schema, 'b')
    const where = whereSql(shape, joins, true, condition)
    return sql`select b.id, b."createdAt" from ${sql.id(schema, object.name)} as b ${joins.sql()} where ${where} order by b."createdAt" desc, b.id desc limit ${sql.raw(String(shape.limit + 1))}`
  }
  return branches(access, schema, object, page, shape.filter && ownerIn(shape.filter))
}

/** The one person whose records a filter leaves. */
const ownerIn = (node: FilterNode): Sql | null => {
  if ('and' in node) return node.and.map(ownerIn).find((owner) => owner !== null) ?? null
  return 'path' in node && node.path === 'owner' && node.op === 'eq' ? value(node.value, node.type) : null
}
