import { and, column, or, type Sql, sql, value } from '../sql.ts'
import type { Access } from '../rights/access.ts'
import { scopeSql } from '../rights/scope.ts'
import { objectOf, type ObjectModel } from '../schema/model.ts'
import { fieldSql } from './field-sql.ts'
import type { FilterNode } from './filter.ts'
import { createJoins, type Joins } from './joins.ts'
import { operatorSql } from './operators.ts'
import { resolvePath } from './path.ts'

/** The condition that a filter is, for the rows of `joins.root`. */
export const filterSql = (access: Access, schema: string, object: ObjectModel, node: FilterNode, joins: Joins): Sql => {
  const inner = (n: FilterNode) => filterSql(access, schema, object, n, joins)
  if ('and' in node) return and(node.and.map(inner))
  if ('or' in node) return or(node.or.map(inner))
  // "Not" also holds for the empty: whoever asks for "not in Shanghai" wants those without an address too.
  if ('not' in node) return sql`(${inner(node.not)}) is not true`
  if ('related' in node) return relatedSql(access, schema, object, node, joins)
  const path = resolvePath(access, object, node.path, 'search')
  const plain = fieldSql(access.model, path.object, path.field, joins.alias(path.hops))
  return operatorSql[node.op](comparable(path.field.field.kind, plain, node.op), value(node.value, node.type))
}

/** The part of a document that filters compare. */
const comparable = (kind: string, field: Sql, op: string): Sql => {
  if (op === 'empty') return field
  if (kind === 'relatedTo') return sql`(${field}->>'id')`
  if (kind === 'address') return sql`(${field}->>'region')`
  return field
}

const relatedSql = (
  access: Access,
  schema: string,
  object: ObjectModel,
  node: Extract<FilterNode, { related: string }>,
  joins: Joins,
): Sql => {
  const inverse = object.inverses.find((i) => i.name === node.related)!
  const other = objectOf(access.model, inverse.object)
  const alias = `${joins.root}r`
  const inside = createJoins(access, schema, alias)
  const holds = filterSql(access, schema, other, node.filter, inside)
  const field = other.fields.get(inverse.field)!
  const here = column(joins.root, 'id')
  const link =
    field.field.kind === 'relatedTo'
      ? sql`(${column(alias, field.name)}->>'id') = ${here}::text`
      : field.kind.column === 'uuid[]'
        ? sql`${column(alias, field.name)} @> array[${here}]`
        : sql`${column(alias, field.name)} = ${here}`
  const from = sql`select from ${sql.id(schema, other.name)} as ${sql.id(alias)} ${inside.sql()} where ${link} and ${column(alias, 'deletedAt')} is null and ${scopeSql(access, schema, other, alias, 'read')}`
  if (node.how === 'some') return sql`exists (${from} and ${holds})`
  if (node.how === 'none') return sql`not exists (${from} and ${holds})`
  return sql`not exists (${from} and (${holds}) is not true)`
}
