import type { FieldOptions } from './schema-api.ts'

/** What of a field, an object or a rule the log speaks of by name; anything else is "more". */
export const factNames = [
  ...([
    'label',
    'labelEn',
    'pattern',
    'reset',
    'options',
    'required',
    'requiredWhen',
    'unique',
    'help',
    'expression',
    'rollup',
  ] as const),
  ...(['visibleWhen', 'default', 'retired', 'active', 'must', 'message', 'messageEn', 'badge'] as const),
  ...(['duplicateHint', 'duplicateApi', 'more'] as const),
] as const
type FactName = (typeof factNames)[number]

interface FactChange {
  readonly name: FactName
  readonly was: string
  readonly is: string
}

const shown = (value: unknown, flags: Flags): string => {
  if (value === undefined || value === null || value === '') return '—'
  if (typeof value === 'boolean') return value ? flags.yes : flags.no
  if (typeof value !== 'object') return String(value)
  return Object.values(value as object)
    .map((one) => shown(one, flags))
    .join(' · ')
}

/** Yes and no in the reader's language. */
interface Flags {
  readonly yes: string
  readonly no: string
}

/** The options lie one level deeper; what is inside counts like the rest. */
const flat = (facts: FieldOptions): Record<string, unknown> => {
  const { options, field: _, id: __, kind: ___, ...rest } = facts
  return { ...rest, ...(options as object | undefined) }
}

/** What differs between two states of a part of the schema, as people read it. */
export const schemaChanges = (old: FieldOptions, made: FieldOptions, flags: Flags): FactChange[] => {
  const [was, is] = [flat(old), flat(made)]
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map((name) => ({ name, was: shown(was[name], flags), is: shown(is[name], flags) }))
    .filter((one) => one.was !== one.is)
    .map((one) => ({ ...one, name: factNames.find((name) => name === one.name) ?? 'more' }))
}
