import { fieldOf, type FieldMeta, type Metadata, type ObjectMeta, targetOf } from './metadata.ts'
import type { RecordData } from './records.ts'

/** A reference as it comes when its title was asked for: `{id, name}`, or `{id, hidden}` where it may not be seen. */
export interface Reference {
  readonly id: string
  readonly hidden?: boolean
  readonly [field: string]: unknown
}

/** The title of an expanded reference: the field that was asked for is its only text besides the id. */
export const referenceTitle = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return ''
  for (const [name, part] of Object.entries(value)) {
    if (name !== 'id' && name !== 'object' && typeof part === 'string') return part
  }
  return ''
}

/** The id in a reference, be it expanded or not. */
export const referenceId = (value: unknown): string | null =>
  typeof value === 'string'
    ? value
    : typeof value === 'object' && value !== null && 'id' in value
      ? String(value.id)
      : null

/** How to ask for a field so that a reference comes with its title: `owner` → `owner.name`. */
export const fieldPath = (field: FieldMeta, metadata: Metadata): string => {
  if (field.kind === 'relatedTo') return `${field.name}.title`
  if (!['ref', 'refs', 'user', 'department'].includes(field.kind)) return field.name
  const target = metadata.objects.find((object) => object.name === targetOf(field))
  return target ? `${field.name}.${target.title}` : field.name
}

/** The `fields` parameter for some of an object's fields; its title and what may be done with the record always come along. */
export const fieldPaths = (object: ObjectMeta, names: readonly string[], metadata: Metadata): string => {
  const wanted = new Set([object.title, ...names])
  return [...wanted]
    .map((name) => fieldOf(object, name))
    .filter((field) => field !== undefined)
    .map((field) => fieldPath(field, metadata))
    .concat('rights')
    .join(',')
}

/** The name of a record: the text of its title field. */
export const recordTitle = (object: ObjectMeta, record: RecordData): string => {
  const title = record[object.title]
  return typeof title === 'string' && title !== '' ? title : referenceTitle(title) || record.id.slice(-8)
}
