import { type FieldMeta, type ObjectMeta, writable } from '../../api/metadata.ts'
import { allowed, type RecordData } from '../../api/records.ts'

/** May it be changed in its cell: a text with formatting needs more room, and is changed in its form. */
export const fitsCell = (object: ObjectMeta, row: RecordData, field: FieldMeta): boolean =>
  writable(object, field) && allowed(object, row, 'update') && field.kind !== 'richText' && field.kind !== 'file'
