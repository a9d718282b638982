import { parseCondition, toCondition } from '../expressions/index.ts'
import type { Grant, SharingRule } from '../object.ts'
import { pathSql } from '../query/field-sql.ts'
import { expressionScope } from '../schema/expression-scope.ts'
import type { ObjectModel } from '../schema/model.ts'
import { actor, column, or, type Sql, sql } from '../sql.ts'
import type { Access } from './access.ts'

/** The sharing rules of a grant. One that says nothing shares nothing: it is left out. */
export const sharingOf = ({ readAlso = [] }: Grant): readonly SharingRule[] =>
  (typeof readAlso === 'string' ? [{ when: readAlso }] : readAlso).filter(
    ({ departments, when, names }) => (departments?.length ?? 0) > 0 || Boolean(when) || Boolean(names),
  )

/**
 * The departments a rule is about as an array that PostgreSQL works out once, so that the index of the department serves;
 * null where the rule is about all.
 */
export const sharedDepartments = (schema: string, { departments = [], below }: SharingRule): Sql | null => {
  if (departments.length === 0) return null
  const named = sql`${departments}::uuid[]`
  if (!below) return named
  const table = sql.id(schema, 'department')
  return sql`array(with recursive shared as (select id from ${table} where id = any(${named})
    union select d.id from ${table} d join shared on d."parent" = shared.id where d."deletedAt" is null) select id from shared)`
}

/** The rule's condition over the fields of the row, none where it has none. */
export const sharedWhen = (access: Access, object: ObjectModel, { when }: SharingRule, alias: string): Sql[] =>
  when
    ? [
        toCondition(
          parseCondition(when, expressionScope(object)),
          (path) => pathSql(access.model, object, path, alias),
          access.model.zone,
        ),
      ]
    : []

/** The condition that the record itself names her: by one of her roles, or by a department that she is in or below. */
export const sharedByName = (access: Access, schema: string, { names }: SharingRule, alias: string): Sql[] => {
  if (!names) return []
  const roles = access.roles.map(({ id }) => id)
  const table = sql.id(schema, 'department')
  const above = sql`array(with recursive above as (select unnest(${actor('departments')}) as id
    union select d."parent" from ${table} d join above on d.id = above.id where d."parent" is not null) select id from above)`
  return [
    or([
      ...(names.roles ? [sql`${column(alias, names.roles)} && ${roles}::uuid[]`] : []),
      ...(names.departments ? [sql`${column(alias, names.departments)} && ${above}`] : []),
    ]),
  ]
}
