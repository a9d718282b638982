import type { FieldMeta, Option } from '../../api/metadata.ts'

export const optionOf = (field: FieldMeta, value: unknown): Option | undefined =>
  field.options?.find((option) => option.value === value)

/** An option that has been retired since still shows its value. */
export const optionLabel = (field: FieldMeta, value: unknown): string => optionOf(field, value)?.label ?? String(value)
