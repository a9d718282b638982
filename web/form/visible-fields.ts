import { evaluate } from '#expressions'
import type { FieldMeta } from '../api/metadata.ts'
import { referenceId } from '../api/record-title.ts'
import type { Values } from './use-form.ts'

/** Who looks, when and where: what `me()` and `today()` mean. */
export interface Looker {
  readonly user: string
  readonly zone: string
}

/** Does the condition of the field hold for these values; the very evaluation that the server makes. */
export const isVisible = ({ visible }: FieldMeta, values: Values, { user, zone }: Looker): boolean => {
  if (visible === undefined) return true
  try {
    return (
      evaluate({ root: visible }, asStored(values), { now: new Date().toISOString(), zone, actor: { id: user } }) ===
      true
    )
  } catch {
    // It would cost too much: the server says what is wrong when it is saved.
    return true
  }
}

/** Values as people type them, as the server would store them: numbers without their commas, references by their ids. */
const asStored = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? value.map((one) => referenceId(one) ?? one)
        : typeof value === 'string' && /^-?[\d,]+(\.\d+)?$/.test(value)
          ? value.replaceAll(',', '')
          : value,
    ]),
  )

/** What stands in the record beside the fields of a form, such as a state that only actions change. */
export const besides = (fields: readonly FieldMeta[]): Values =>
  Object.fromEntries(fields.flatMap(({ name, default: preset }) => (preset === undefined ? [] : [[name, preset]])))
