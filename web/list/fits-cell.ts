import { type FieldMeta, type ObjectMeta, writable } from '../api/metadata.ts'

/** May it be changed in its cell: a text with formatting needs more room, and is changed in its form. */
export const fitsCell = (object: ObjectMeta, field: FieldMeta): boolean =>
  writable(object, field) && field.kind !== 'richText' && field.kind !== 'file'
