import { actor, column, nameLiteral, now, or, type Sql, sql } from '../sql.ts'
import { parseExpression, toCondition } from '../expressions/index.ts'
import { fieldSql } from '../query/field-sql.ts'
import { expressionScope } from '../schema/expression-scope.ts'
import { objectOf, type ObjectModel } from '../schema/model.ts'
import { type Access, type RecordVerb, scopesOf } from './access.ts'

/** Why a record is within reach. The decision is: any of them holds. The explanation is: which of them hold. */
export type Reason =
  | { readonly kind: 'all' }
  | { readonly kind: 'own' }
  | { readonly kind: 'subordinates' }
  | { readonly kind: 'department' }
  | { readonly kind: 'departmentTree' }
  | { readonly kind: 'team' }
  | { readonly kind: 'rule'; readonly condition: string }
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
  if (verb === 'read') for (const condition of sharingRules(access, object)) found.push({ kind: 'rule', condition })
  if (verb === 'read')
    for (const parent of object.parents)
      for (const target of parent.targets) found.push({ kind: 'parent', field: parent.name, object: target })
  return found
}

const sharingRules = (access: Access, object: ObjectModel): ReadonlySet<string> =>
  new Set(access.of(object).grants.flatMap(({ grant }) => (grant.readAlso ? [grant.readAlso] : [])))

// A chain of parents is followed this far: opportunity → customer, and no ring of declarations runs for ever.
const deepest = 3

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
      return sql`exists (select from ${sql.id(schema, 'team_member')} tm where tm.record = ${column(alias, 'id')} and tm."user" = ${actor('id')} and (tm.until is null or tm.until > ${now})${verb === 'update' ? sql` and tm.may = 'write'` : sql``})`
    case 'rule': {
      const condition = parseExpression(reason.condition, expressionScope(object))
      return toCondition(
        condition,
        ([name]) => fieldSql(access.model, object, object.fields.get(name!)!, alias),
        access.model.zone,
      )
    }
    case 'parent': {
      const target = objectOf(access.model, reason.object)
      const inner = `p${depth}`
      const link = linkTo(object, alias, reason.field, reason.object)
      if (depth >= deepest) return sql`false`
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

/** The id of the referred record, or null when the reference points to another object. */
const linkTo = (object: ObjectModel, alias: string, field: string, target: string): Sql => {
  const kind = object.fields.get(field)!.field.kind
  if (kind !== 'relatedTo') return column(alias, field)
  return sql`case when ${column(alias, field)}->>'object' = ${nameLiteral(target)} then (${column(alias, field)}->>'id')::uuid end`
}

/** The condition under which the row of `alias` is within reach: a `where`, never a check after the read. */
export const scopeSql = (
  access: Access,
  schema: string,
  object: ObjectModel,
  alias: string,
  verb: RecordVerb,
  depth = 0,
): Sql => or(reasons(access, object, verb).map((r) => reasonSql(access, schema, object, alias, r, verb, depth)))
