import { fieldOf, type ObjectMeta } from '../../api/metadata.ts'
import type { Condition } from '../../list/filter/conditions.ts'
import { familyOf } from './askable.ts'

const signs: Readonly<Record<string, string>> = { eq: '==', ne: '!=', lt: '<', lte: '<=', gt: '>', gte: '>=' }

/** JSON writes texts as the language reads them. */
const quoted = (value: unknown): string => JSON.stringify(String(value))
const listed = (value: unknown): string => `[${[value].flat().map(quoted).join(', ')}]`

/** What all codes within a region begin with: 440300 → 4403. */
const beginning = (region: unknown): string => String(region).replace(/(00){1,2}$/, '')

/** Chosen conditions that all hold, as one expression. */
export const writeConditions = (object: ObjectMeta, conditions: readonly Condition[]): string =>
  conditions.flatMap((condition) => written(object, condition)).join(' && ')

const written = (object: ObjectMeta, { field: name, operator, value }: Condition): string | string[] => {
  const field = fieldOf(object, name)
  const family = field ? familyOf(field) : 'other'
  const subject = family === 'time' ? `date(${name})` : name
  const constant = (one: unknown) => {
    if (family === 'date' || family === 'time') return `date(${quoted(one)})`
    return family === 'number' || family === 'flag' ? String(one) : quoted(one)
  }
  const sign = signs[operator]
  if (sign) return `${subject} ${sign} ${constant(value)}`
  switch (operator) {
    case 'between': {
      const [from, to] = value as readonly unknown[]
      return [`${subject} >= ${constant(from)}`, `${subject} <= ${constant(to)}`]
    }
    case 'in':
      return [value].flat().length === 1 ? `${name} == ${quoted(value)}` : `${name} in ${listed(value)}`
    case 'notIn':
      return [value].flat().length === 1 ? `${name} != ${quoted(value)}` : `!(${name} in ${listed(value)})`
    case 'hasAny':
      return `${name}.exists(one, one in ${listed(value)})`
    case 'hasNone':
      return `!${name}.exists(one, one in ${listed(value)})`
    case 'hasAll':
      return `${listed(value)}.all(one, one in ${name})`
    case 'within':
      return `startsWith(${name}.region, ${quoted(beginning(value))})`
    case 'empty':
      return value === true ? `empty(${name})` : `has(${name})`
    default:
      return part(operator, name, String(value))
  }
}

/** Filters look for a part of a text whatever its case. */
const part = (operator: string, name: string, text: string): string =>
  /[A-Za-z]/.test(text)
    ? `${operator}(lower(${name}), ${quoted(text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()))})`
    : `${operator}(${name}, ${quoted(text)})`
