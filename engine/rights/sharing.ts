import { parseCondition, toCondition } from '../expressions/index.ts'
import type { Grant, SharingRule } from '../object.ts'
import { pathSql } from '../query/field-sql.ts'
import { expressionScope } from '../schema/expression-scope.ts'
import type { ObjectModel } from '../schema/model.ts'
import { type Sql, sql } from '../sql.ts'
import type { Access } from './access.ts'

/** The sharing rules of a grant. One that says nothing shares nothing: it is left out. */
export const sharingOf = ({ readAlso = [] }: Grant): readonly SharingRule[] =>
  (typeof readAlso === 'string' ? [{ when: readAlso }] : readAlso).filter(
    ({ departments, when }) => (departments?.length ?? 0) > 0 || Boolean(when),
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
