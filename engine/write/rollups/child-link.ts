import { column, nameLiteral, type Sql, sql } from '../../sql.ts'
import type { FieldModel, ObjectModel } from '../../schema/model.ts'
import type { Values } from '../read-input.ts'

/** The records of `parent` that a record points to with this field. */
export const pointedTo = (by: FieldModel, parent: ObjectModel, row: Values): readonly string[] => {
  const value = row[by.name] ?? null
  if (value === null) return []
  if (by.field.kind === 'refs') return value as string[]
  if (by.field.kind !== 'relatedTo') return [value as string]
  const about = value as { readonly object: string; readonly id: string }
  return about.object === parent.name ? [about.id] : []
}

/** The condition under which the row of `child` points to the row of `alias`; each form has its index on the child. */
export const pointsTo = (by: FieldModel, parent: ObjectModel, child: string, alias: string): Sql => {
  const [link, id] = [column(child, by.name), column(alias, 'id')]
  if (by.field.kind === 'refs') return sql`${link} @> array[${id}]`
  if (by.field.kind !== 'relatedTo') return sql`${link} = ${id}`
  return sql`(${link}->>'id') = ${id}::text and ${link}->>'object' = ${nameLiteral(parent.name)}`
}
