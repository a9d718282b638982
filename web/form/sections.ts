import { fieldOf, type FieldMeta, type ObjectMeta } from '../api/metadata.ts'
import type { Section } from './fields-form.tsx'

const unfillable = new Set(['serial', 'formula', 'rollup', 'json'])

/** What a person fills in, section by section. Fields that a workspace added and placed nowhere come at the end of the first. */
export const formSections = (object: ObjectMeta): Section[] => {
  const fillable = (field: FieldMeta | undefined): field is FieldMeta =>
    field !== undefined && !field.readOnly && !field.computed && !unfillable.has(field.kind)
  const placed = new Set(object.form.flatMap((section) => section.fields))
  const added = object.fields.filter((field) => field.custom && !placed.has(field.name) && fillable(field))
  return object.form
    .map((section, at) => ({
      label: section.label,
      fields: [...section.fields.map((name) => fieldOf(object, name)).filter(fillable), ...(at === 0 ? added : [])],
    }))
    .filter((section) => section.fields.length > 0)
}
