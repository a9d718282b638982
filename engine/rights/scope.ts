import { actor, and, column, nameLiteral, now, or, type Sql, sql } from '../sql.ts'
import type { SharingRule } from '../object.ts'
import { type FieldModel, objectOf, type ObjectModel } from '../schema/model.ts'
import { type Access, type RecordVerb, scopesOf } from './access.ts'
import { sharedByName, sharedDepartments, sharedWhen, sharingOf } from './sharing.ts'
import { deepest } from './reach.ts'

/** Why a record is within reach. The decision is: any of them holds. The explanation is: which of them hold. */
export type Reason =
  | { readonly kind: 'all' }
  | { readonly kind: 'own' }
  | { readonly kind: 'subordinates' }
  | { readonly kind: 'department' }
  | { readonly kind: 'departmentTree' }
  | { readonly kind: 'team' }
  | { readonly kind: 'rule'; readonly rule: SharingRule }
  | { readonly kind: 'parent'; readonly field: string; readonly object: string }

/** The ways by which these rights may reach a record of the object. None at all means nothing is within reach. */
export const reasons = (access: Access, object: ObjectModel, verb: RecordVerb): readonly Reason[] => {
  const scopes = scopesOf(access, object, verb)
  if (scopes.has('all')) return [{ kind: 'all' }]
  if (scopes.size === 0) return []
  const found: Reason[] = []
  // Below oneself includes oneself, and the tree includes the department: the narrower scope adds nothing.
  found.push({ kind: scopes.has('subordinates') ? 'subordinates' : 'own' })
  if (object.owned && scopes.has('departmentTree')) found.push({ kind: 'departmentTree' })
  else if (object.owned && scopes.has('department')) found.push({ kind: 'department' })
  if (object.owned && verb !== 'delete') found.push({ kind: 'team' })
  if (verb === 'read') for (const rule of sharingRules(access, object)) found.push({ kind: 'rule', rule })
  if (verb === 'read')
    for (const parent of object.parents)
      for (const target of parent.targets) found.push({ kind: 'parent', field: parent.name, object: target })
  return found
}

/** The rules of her roles, each once. */
const sharingRules = (access: Access, object: ObjectModel): SharingRule[] => [
  ...new Map(
    access
      .of(object)
      .grants.flatMap(({ grant }) => sharingOf(grant))
      .map((rule) => [JSON.stringify(rule), rule]),
  ).values(),
]

/** The condition under which one reason holds for the row of `alias`. */
export const reasonSql = (
  access: Access,
  schema: string,
  object: ObjectModel,
  alias: string,
  reason: Reason,
  verb: RecordVerb,
  depth = 0,
): Sql => {
  const owner = column(alias, object.owned ? 'owner' : 'createdBy')
  switch (reason.kind) {
    case 'all':
      return sql`true`
    case 'own':
      return sql`${owner} = ${actor('id')}`
    case 'subordinates':
      return sql`${owner} = any(${actor('subordinates')})`
    case 'department':
      return sql`${column(alias, 'department')} = any(${actor('departments')})`
    case 'departmentTree':
      return sql`${column(alias, 'department')} = any(${actor('departmentTree')})`
    case 'team':
      return sql`exists (select from ${sql.id(schema, 'team_member')} tm where tm.record = ${column(alias, 'id')} and ${onTeam}${verb === 'update' ? sql` and tm.may = 'write'` : sql``})`
    case 'rule': {
      const { rule } = reason
      const departments = sharedDepartments(schema, rule)
      return and([
        ...(departments ? [sql`${column(alias, 'department')} = any(${departments})`] : []),
        ...sharedWhen(access, object, rule, alias),
        ...sharedByName(access, schema, rule, alias),
      ])
    }
    case 'parent': {
      const target = objectOf(access.model, reason.object)
      if (depth >= deepest) return sql`false`
      const inner = parentAlias(depth)
      const link = linkTo(alias, object.fields.get(reason.field)!, reason.object)
      const when = (within: Sql) =>
        sql`exists (select from ${sql.id(schema, target.name)} as ${sql.id(inner)} where ${column(inner, 'id')} = ${link} and ${column(inner, 'deletedAt')} is null and ${within})`
      // One `exists` per reason of the parent's: PostgreSQL can then answer each from its index and keep the parents in a
      // hash, instead of looking up the parent of every row it walks past. Further up, and for each of the many kinds of
      // parent of a note, the hashes cost more than they save.
      if (depth > 0 || object.fields.get(reason.field)!.field.kind === 'relatedTo')
        return when(scopeSql(access, schema, target, inner, 'read', depth + 1))
      return or(
        reasons(access, target, 'read').map((r) =>
          when(reasonSql(access, schema, target, inner, r, 'read', depth + 1)),
        ),
      )
    }
  }
}

/** Of a row `tm`: the caller is a team member, still. */
const onTeam = sql`tm."user" = ${actor('id')} and (tm.until is null or tm.until > ${now})`

const parentAlias = (depth: number) => `p${depth}`

/**
 * Does something hold of the living parent of the row of `alias`: looked up for each row by itself (`offset 0` keeps PostgreSQL
 * from reading all such parents beforehand), since rows asked about like this are few.
 */
export const throughParent = (
  schema: string,
  object: ObjectModel,
  alias: string,
  field: string,
  target: ObjectModel,
  depth: number,
  holds: (inner: string) => Sql,
): Sql => {
  const inner = parentAlias(depth)
  const link = linkTo(alias, object.fields.get(field)!, target.name)
  return sql`exists (select from ${sql.id(schema, target.name)} as ${sql.id(inner)} where ${column(inner, 'id')} = ${link} and ${column(inner, 'deletedAt')} is null and ${holds(inner)} offset 0)`
}

/** The id behind a row's reference, or null when it points to another object. */
export const linkTo = (alias: string, field: FieldModel, target: string): Sql => {
  const link = column(alias, field.name)
  if (field.field.kind !== 'relatedTo') return link
  return sql`case when ${link}->>'object' = ${nameLiteral(target)} then (${link}->>'id')::uuid end`
}

/**
 * The same for rows that are counted: all of them are wanted, and few are within reach. With the records of her teams as a list
 * PostgreSQL finds those by indexes; asked of each row by `exists` it takes half of all rows for hers and reads the table.
 */
export const countedScopeSql = (access: Access, schema: string, object: ObjectModel, alias: string): Sql =>
  or(
    reasons(access, object, 'read').map((reason) =>
      reason.kind === 'team'
        ? sql`${column(alias, 'id')} = any(array(select tm.record from ${sql.id(schema, 'team_member')} tm where ${onTeam}))`
        : reasonSql(access, schema, object, alias, reason, 'read'),
    ),
  )

/** The condition under which the row of `alias` is within reach: a `where`, never a check after the read. */
export const scopeSql = (
  access: Access,
  schema: string,
  object: ObjectModel,
  alias: string,
  verb: RecordVerb,
  depth = 0,
): Sql => or(reasons(access, object, verb).map((r) => reasonSql(access, schema, object, alias, r, verb, depth)))
