import { evaluate } from '#expressions'
import type { ExpressionTree, FieldMeta } from '../api/metadata.ts'
import { referenceId } from '../api/record-title.ts'
import type { Values } from './use-form.ts'

/** Who looks, when and where: what `me()` and `today()` mean. */
export interface Looker {
  readonly user: string
  readonly zone: string
}

/** Is the field shown beside these values. */
export const isVisible = ({ visible }: FieldMeta, values: Values, looker: Looker): boolean =>
  visible === undefined || holds(visible, values, looker) !== false

/** Must the field be filled in beside these values. */
export const isRequired = ({ required, requirement }: FieldMeta, values: Values, looker: Looker): boolean =>
  required || (requirement !== undefined && holds(requirement, values, looker) === true)

/** Does a condition hold for these values: the very evaluation that the server makes. Undefined where it would cost too much. */
const holds = (condition: ExpressionTree, values: Values, { user, zone }: Looker): boolean | undefined => {
  const environment = { now: new Date().toISOString(), zone, actor: { id: user } }
  try {
    return evaluate({ root: condition }, asStored(values), environment) === true
  } catch {
    // The server says what is wrong when it is saved.
    return undefined
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
