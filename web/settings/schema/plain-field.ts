import type { FieldMeta } from '../../api/metadata.ts'

/** A field of a form that belongs to no object: a password, the kind of a new field. */
export const plainField = (name: string, kind: string, label: string, rest: Partial<FieldMeta> = {}): FieldMeta => ({
  name,
  kind,
  label,
  required: false,
  readOnly: false,
  computed: false,
  unique: false,
  masked: false,
  custom: false,
  sortable: false,
  groupable: false,
  filter: [],
  ...rest,
})
