import type { Filter } from '../api/filter.ts'
import { fieldOf, type FieldMeta, type ObjectMeta } from '../api/metadata.ts'

/** The value of a field that points at one record, as a new record has it. */
const pointing = ({ kind }: FieldMeta, object: ObjectMeta, id: string): unknown =>
  kind === 'relatedTo' ? { object: object.name, id } : kind === 'refs' ? [id] : id

/** What a new record has when it is made from another one: the first of its fields that can point there. */
export const presetFor = (
  from: ObjectMeta,
  id: string,
  made: ObjectMeta,
  name?: string,
): Readonly<Record<string, unknown>> | undefined => {
  const link = from.related.find(({ object }) => object === made.name)?.field
  const about = made.fields.find(({ kind, to }) => kind === 'relatedTo' && [to].flat().includes(from.name))?.name
  const field = fieldOf(made, name ?? link ?? about ?? '')
  return field && !field.readOnly ? { [field.name]: pointing(field, from, id) } : undefined
}

/** Those that point at a record by one of their fields. */
export const linkedBy = (field: FieldMeta, object: ObjectMeta, id: string): Filter => {
  const value = pointing(field, object, id)
  return {
    [field.name]: field.kind === 'refs' ? { hasAny: value } : field.kind === 'relatedTo' ? { eq: value } : value,
  }
}
