import { type FieldModel, objectOf, type ObjectModel } from '../schema/model.ts'
import { actor, column, nameLiteral, now, type Sql, sql } from '../sql.ts'
import type { Access } from './access.ts'
import { deepest, reachColumns, type ReachFact } from './reach.ts'
import { type Reason, reasons, reasonSql } from './scope.ts'
import { sharedDepartments } from './sharing.ts'

/** One way by which a record comes within reach: over these references, for that reason there. */
export interface Way {
  readonly hops: readonly { readonly field: FieldModel; readonly target: ObjectModel }[]
  readonly object: ObjectModel
  readonly reason: Exclude<Reason, { kind: 'parent' }>
}

/** All the ways to an object's records, with those over parents followed to their ends. */
export const waysTo = (access: Access, object: ObjectModel, hops: Way['hops'] = []): Way[] =>
  reasons(access, object, 'read').flatMap((reason): Way[] => {
    if (reason.kind !== 'parent') return [{ hops, object, reason }]
    if (hops.length === deepest) return []
    const target = objectOf(access.model, reason.object)
    return waysTo(access, target, [...hops, { field: object.fields.get(reason.field)!, target }])
  })

/** By which fact the rows of a reason are found. */
export const facts: Partial<Record<Reason['kind'], ReachFact>> = {
  own: 'owner',
  subordinates: 'owner',
  department: 'department',
  departmentTree: 'department',
}

/** The column that a way's rows are found by, and what is looked for in it: herself, or a list. */
export const indexOf = (schema: string, { hops, object, reason }: Way): { column: string; list: Sql } | null => {
  const list = listOf(schema, reason)
  if (!list) return null
  const fact = facts[reason.kind] ?? 'department'
  if (hops.length > 0) return { column: reachColumns(hops.map((h) => h.field.name).join('.'))[fact], list }
  return { column: fact === 'owner' && !object.owned ? 'createdBy' : fact, list }
}

const listOf = (schema: string, reason: Way['reason']): Sql | null => {
  switch (reason.kind) {
    case 'own':
      return actor('id')
    case 'subordinates':
      return actor('subordinates')
    case 'department':
      return actor('departments')
    case 'departmentTree':
      return actor('departmentTree')
    case 'rule':
      return sharedDepartments(schema, reason.rule)
    default:
      return null
  }
}

/**
 * The condition of ways without such a column, all over one reference or over none: few records are reached as a team member.
 * Asked so that PostgreSQL may begin with those.
 */
export const seenBy = (access: Access, schema: string, ways: readonly Way[], alias: string): Sql => {
  const [{ hops, object, reason }] = ways as [Way]
  const hop = hops[0]
  if (!hop) {
    if (reason.kind !== 'team') return reasonSql(access, schema, object, alias, reason, 'read')
    return sql`${column(alias, 'id')} in (select tm.record from ${sql.id(schema, 'team_member')} tm where tm."user" = ${actor('id')} and tm.object = ${nameLiteral(object.name)} and (tm.until is null or tm.until > ${now}))`
  }
  const inner = `${alias}x`
  const about = hop.field.field.kind === 'relatedTo'
  const above = ways.map((way) => {
    const { target } = way.hops[0]!
    const there = seenBy(access, schema, [{ ...way, hops: way.hops.slice(1) }], inner)
    const id = column(inner, 'id')
    const link = about ? sql`${nameLiteral(target.name)}::text, ${id}::text` : id
    return sql`select ${link} from ${sql.id(schema, target.name)} as ${sql.id(inner)} where ${column(inner, 'deletedAt')} is null and ${there}`
  })
  const link = column(alias, hop.field.name)
  return sql`${about ? sql`(${link}->>'object', ${link}->>'id')` : link} in (${sql.join(above, sql` union all `)})`
}
