import { type FieldMeta, isShown, type ObjectMeta } from '../../api/metadata.ts'

/** What a field is to a condition: by it go the questions that an expression can put. */
type Family = 'text' | 'typed' | 'one' | 'number' | 'flag' | 'date' | 'time' | 'list' | 'region' | 'other'

const families: Readonly<Record<string, Family>> = {
  text: 'text',
  serial: 'text',
  longText: 'typed',
  richText: 'typed',
  phone: 'typed',
  email: 'typed',
  url: 'typed',
  choice: 'one',
  ref: 'one',
  user: 'one',
  department: 'one',
  integer: 'number',
  decimal: 'number',
  money: 'number',
  percent: 'number',
  flag: 'flag',
  date: 'date',
  datetime: 'time',
  multiChoice: 'list',
  tags: 'list',
  refs: 'list',
  address: 'region',
}

const compared = ['lt', 'gt', 'between', 'empty']

/** The operators of the filter builder that an expression can say; never what moves with the clock. */
const operators: Readonly<Record<Family, readonly string[]>> = {
  text: ['eq', 'ne', 'contains', 'startsWith', 'endsWith', 'empty'],
  // Kept in a form of their own, so that few would write exactly what is stored.
  typed: ['contains', 'startsWith', 'endsWith', 'empty'],
  one: ['in', 'notIn', 'empty'],
  number: ['gte', 'lte', 'eq', 'ne', ...compared],
  flag: ['eq', 'empty'],
  date: ['gte', 'lte', 'eq', ...compared],
  time: ['gte', 'lte', ...compared],
  list: ['hasAny', 'hasAll', 'hasNone', 'empty'],
  region: ['within', 'empty'],
  other: ['empty'],
}

/** The kind of what a field yields: a formula and a roll-up count as their results. */
const yieldOf = ({ kind, result }: FieldMeta): string => {
  if (kind === 'formula') return result ?? 'text'
  if (kind === 'rollup') return result === 'date' || result === 'datetime' ? result : 'decimal'
  return kind
}

export const familyOf = (field: FieldMeta): Family => families[yieldOf(field)] ?? 'other'

/** A time is asked for its day: the same day for everybody of the workspace. */
const inputKind = (field: FieldMeta): string => (familyOf(field) === 'time' ? 'date' : yieldOf(field))

/**
 * The object as the filter builder is to show it for a condition: its fields with what can be asked of them. What has to
 * stand without the clock (`standing`) asks no other roll-up.
 */
export const askable = (object: ObjectMeta, standing: boolean): ObjectMeta => ({
  ...object,
  fields: object.fields
    .filter((field) => isShown(field) && !field.masked && !(standing && field.kind === 'rollup'))
    .map((field) => {
      const { result: _, ...rest } = field
      return { ...rest, kind: inputKind(field), filter: operators[familyOf(field)] }
    }),
})
