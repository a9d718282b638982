import type { Access } from '../rights/access.ts'
import { reachReady } from '../rights/reach.ts'
import { reasonSql, throughParent } from '../rights/scope.ts'
import { facts, indexOf, seenBy, type Way, waysTo } from '../rights/ways.ts'
import type { ObjectModel } from '../schema/model.ts'
import { and, column, or, type Sql, sql } from '../sql.ts'

/**
 * The parts of "mine, my department's, and what belongs to those, newest first". One condition with an `or` has no index
 * that serves it: PostgreSQL walks the newest of everybody, or sorts all of mine. Asked part by part, each reads its first
 * page from an index of its own. `page` makes the page of the rows of alias `b` that fulfil a condition;
 * `owner`
 * is whose records it asks for, where it asks for one person's only.
 *
 * Null where the whole is as good, or where an upgrade has not yet filled in what the parts are found by.
 */
export const branches = (
  access: Access,
  schema: string,
  object: ObjectModel,
  page: (condition: Sql) => Sql,
  owner: Sql | null = null,
): Sql[] | null => {
  return (
    waysApart(access, object)?.flatMap((group) => {
      const [first] = group
      const index = indexOf(schema, first)
      if (!index) return sql`(${page(seenBy(access, schema, group, 'b'))})`
      const told = first.hops.length === 0 && first.reason.kind !== 'rule'
      const sure = told ? [] : [or(group.map((way) => holds(access, schema, object, way)))]
      if (first.reason.kind === 'own')
        return sql`(${page(and([sql`${column('b', index.column)} = ${index.list}`, ...sure]))})`
      const there = sql`${column('b', index.column)} = d.id`
      const part = (...conditions: Sql[]) =>
        sql`(select l.* from unnest(${index.list}) as d(id) cross join lateral (${page(and([...conditions, ...sure]))}) l)`
      if (!owner) return part(there)
      // Whose a record is says where it is, which PostgreSQL does not know: it expects few of her records there and sorts them
      // all. Of the condition in the second form it expects nothing, and walks her newest until the page is full.
      const isThere = sql`exists (select from ${sql.id(schema, 'user')} u where u.id = ${owner} and u.department = any(${index.list}))`
      return [part(there, sql`not ${isThere}`), part(sql`coalesce(${there}, false)`, isThere)]
    }) ?? null
  )
}

/**
 * The ways to an object's records, those whose rows are found alike together. Null where there is no telling them apart: all
 * or a whole kind of parent is open to her, or an upgrade has not yet filled in what they are found by.
 */
export const waysApart = (access: Access, object: ObjectModel): [Way, ...Way[]][] | null => {
  if (object.reach.length > 0 && !reachReady(access.model, object)) return null
  const ways = waysTo(access, object)
  // Where a whole kind of parent is open to her the newest of everybody are soon enough hers.
  const open = ways.some((w) => w.reason.kind === 'all' || (w.hops.length > 0 && w.reason.kind === 'rule'))
  if (ways.length === 0 || open) return null
  return [...Map.groupBy(ways, keyOf).values()] as [Way, ...Way[]][]
}

/** Ways whose rows are found by the same column and the same list are one part. */
const keyOf = ({ hops, reason }: Way): string => {
  const fact = facts[reason.kind]
  const path = hops.map((h) => h.field.name)
  if (fact) return JSON.stringify([path, reason.kind])
  return JSON.stringify([path[0], reason])
}

/** What a row carries only finds it; whether she may see it is asked of the records above themselves. */
const holds = (access: Access, schema: string, object: ObjectModel, { hops, object: last, reason }: Way): Sql => {
  const inside = (at: ObjectModel, alias: string, depth: number): Sql => {
    const hop = hops[depth]
    if (!hop) return reasonSql(access, schema, last, alias, reason, 'read')
    return throughParent(schema, at, alias, hop.field.name, hop.target, depth, (inner) =>
      inside(hop.target, inner, depth + 1),
    )
  }
  return inside(object, 'b', 0)
}
