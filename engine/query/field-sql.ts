import { parseExpression, toSql } from '../expressions/index.ts'
import { column, nameLiteral, type Sql, sql } from '../sql.ts'
import { type Access, fieldRight } from '../rights/access.ts'
import type { FieldModel, Model, ObjectModel } from '../schema/model.ts'
import { expressionScope } from '../schema/expression-scope.ts'

/** What a field is in SQL: its column, or the expression of a formula. */
export const fieldSql = (model: Model, object: ObjectModel, field: FieldModel, alias: string): Sql => {
  if (field.field.kind !== 'formula') return column(alias, field.name)
  const parsed = parseExpression(field.field.options.expression ?? 'null', expressionScope(object))
  return sql`(${toSql(parsed, (path) => pathSql(model, object, path, alias), model.zone)})`
}

/** What an expression names: a field, or a part of an address (`address.region`). */
export const pathSql = (model: Model, object: ObjectModel, [name, part]: readonly string[], alias: string): Sql => {
  const whole = fieldSql(model, object, object.fields.get(name!)!, alias)
  return part === undefined ? whole : sql`${whole}->>${nameLiteral(part)}`
}

/** The PostgreSQL type a field's values are compared as. */
export const sqlType = (field: FieldModel): string => {
  if (field.kind.column) return field.kind.column
  return formulaTypes[field.field.options.result ?? 'text'] ?? 'text'
}
const formulaTypes: Record<string, string> = {
  text: 'text',
  decimal: 'numeric',
  money: 'numeric',
  flag: 'boolean',
  date: 'date',
}

/** The JSON form of a field as this caller may see it: masked where her rights say so. */
export const jsonSql = (access: Access, object: ObjectModel, field: FieldModel, alias: string): Sql => {
  const plain = fieldSql(access.model, object, field, alias)
  if (fieldRight(access, object, field) === 'masked')
    return field.kind.mask ? field.kind.mask(plain) : sql`case when ${plain} is not null then '••••' end`
  if (field.kind.column === null)
    return ['decimal', 'money'].includes(field.field.options.result ?? '') ? sql`(${plain})::text` : plain
  return field.kind.json ? field.kind.json(plain) : plain
}
