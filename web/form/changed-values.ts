import type { FieldMeta } from '../api/metadata.ts'
import { referenceId } from '../api/record-title.ts'
import type { Values } from './use-form.ts'

/**
 * What differs from what the form began with, as the API takes it. A masked field began empty: its text is no value. A field
 * that is not shown has no value here, and stays as it was.
 */
export const changedValues = (fields: readonly FieldMeta[], began: Values, values: Values): Values =>
  Object.fromEntries(
    fields
      .filter(({ name, masked }) => name in values && values[name] !== (masked ? undefined : began[name]))
      .map(({ name, kind }) => [name, plain(values[name], kind)]),
  )

/** References go back as ids. */
const plain = (value: unknown, kind: string): unknown => {
  if (kind === 'refs' && Array.isArray(value)) return value.map((one) => referenceId(one))
  if (['ref', 'user', 'department'].includes(kind)) return referenceId(value)
  return value ?? null
}
