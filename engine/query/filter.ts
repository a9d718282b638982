import { isCalendarDate } from '#shared/calendar-date'
import { isRelativeRange, resolveDates, resolveRange } from '#shared/calendar'
import { regionPrefix } from '#shared/regions'
import { dateIn } from '#shared/zone'
import { AppError, defineError } from '../errors.ts'
import type { Operator } from '../fields/kind.ts'
import type { Access } from '../rights/access.ts'
import { objectOf, type ObjectModel } from '../schema/model.ts'
import { sqlType } from './field-sql.ts'
import { limited, limits, TooCostly } from './limits.ts'
import { likePattern, operatorsOf } from './operators.ts'
import { type Path, resolvePath, UnknownField } from './path.ts'

export const BadFilter = defineError(
  'request.badFilter',
  422,
  '筛选条件看不懂:{what}。写法例如 {example}',
  'The filter cannot be read: {what}. Write it like {example}',
)
export const NoSuchOperator = defineError(
  'request.noSuchOperator',
  422,
  '“{field}”不能用“{operator}”筛选,可用:{known}',
  '“{field}” cannot be filtered by “{operator}”; use one of: {known}',
)

/** A filter read and checked. It holds no values, only their numbers: it is the shape that compiled SQL is kept by. */
export type FilterNode =
  | { readonly and: readonly FilterNode[] }
  | { readonly or: readonly FilterNode[] }
  | { readonly not: FilterNode }
  | { readonly path: string; readonly op: PlainOperator; readonly value: number; readonly type: string }
  | { readonly related: string; readonly how: 'some' | 'none' | 'every'; readonly filter: FilterNode }

/** The operators that compiled filters know; the others are written with these. */
export type PlainOperator = Exclude<Operator, 'between' | 'within'>

/** A filter as it was read: its shape, and apart from it the values. */
export interface ReadFilter {
  readonly node: FilterNode
  readonly values: readonly unknown[]
}

/** The facts a filter's relative dates are worked out with. */
export interface Moment {
  /** ISO 8601 */
  readonly now: string
  /** IANA zone of the workspace */
  readonly zone: string
}

/**
 * Reads a filter that came from outside: `{industry: 'x'}`, `{amount: {gte: '1000'}}`, `{and: […]}`, `{'customer.level': …}`,
 * `{contacts: {some: {…}}}`, `{createdAt: {within: 'thisMonth'}}`.
 */
export const readFilter = (
  access: Access,
  object: ObjectModel,
  input: unknown,
  moment: Moment,
  values: unknown[] = [],
): ReadFilter => {
  const reader = { access, moment, values, tests: 0 }
  return { node: readNode(reader, object, input, 0, 0), values }
}

interface Reader {
  readonly access: Access
  readonly moment: Moment
  readonly values: unknown[]
  tests: number
}

const example = '{"industry":"machinery"} / {"amount":{"gte":"1000"}}'

const plainObject = (input: unknown): Record<string, unknown> => {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw BadFilter({ what: JSON.stringify(input)?.slice(0, 60) ?? String(input), example })
  return input as Record<string, unknown>
}

const readNode = (reader: Reader, object: ObjectModel, input: unknown, depth: number, related: number): FilterNode => {
  if (depth > limits.depth) throw TooCostly({ what: limited.depth, limit: limits.depth })
  const nodes = Object.entries(plainObject(input)).map(([key, test]): FilterNode => {
    if (key === 'and' || key === 'or') {
      if (!Array.isArray(test)) throw BadFilter({ what: key, example: '{"and":[…]}' })
      const list = test.map((t) => readNode(reader, object, t, depth + 1, related))
      return key === 'and' ? { and: list } : { or: list }
    }
    if (key === 'not') return { not: readNode(reader, object, test, depth + 1, related) }
    const inverse = object.inverses.find((i) => i.name === key)
    if (inverse && !object.fields.has(key)) return readRelated(reader, object, key, test, depth, related)
    return readTests(reader, object, key, test)
  })
  // An empty condition costs as well: a list of a million of them is a big request.
  if (nodes.length === 0) count(reader)
  return nodes.length === 1 ? nodes[0]! : { and: nodes }
}

const readRelated = (
  reader: Reader,
  object: ObjectModel,
  name: string,
  input: unknown,
  depth: number,
  related: number,
): FilterNode => {
  if (related >= limits.related) throw TooCostly({ what: limited.related, limit: limits.related })
  count(reader)
  const inverse = object.inverses.find((i) => i.name === name)!
  const other = objectOf(reader.access.model, inverse.object)
  try {
    resolvePath(reader.access, other, inverse.field, 'search')
  } catch {
    // A list whose link the caller may not read is no more there than a mistyped one.
    throw UnknownField({ object: object.label, field: name }).at(name)
  }
  const entries = Object.entries(plainObject(input))
  const [how, filter] = entries[0] ?? []
  if (entries.length !== 1 || (how !== 'some' && how !== 'none' && how !== 'every'))
    throw BadFilter({ what: name, example: `{"${name}":{"some":{…}}}` })
  return { related: name, how, filter: readNode(reader, other, filter, depth + 1, related + 1) }
}

const readTests = (reader: Reader, object: ObjectModel, text: string, input: unknown): FilterNode => {
  const path = resolvePath(reader.access, object, text, 'search')
  const tests =
    typeof input === 'object' && input !== null && !Array.isArray(input) && !isValueObject(path, input)
      ? Object.entries(input)
      : [[Array.isArray(input) ? 'in' : 'eq', input] as [string, unknown]]
  if (tests.length === 0) throw BadFilter({ what: text, example })
  const nodes = tests.map(([op, test]) => readTest(reader, path, op, test))
  return nodes.length === 1 ? nodes[0]! : { and: nodes }
}

const isValueObject = (path: Path, input: object) => path.field.field.kind === 'relatedTo' && 'id' in input

const count = (reader: Reader) => {
  if (++reader.tests > limits.tests) throw TooCostly({ what: limited.tests, limit: limits.tests })
}

const readTest = (reader: Reader, path: Path, op: string, test: unknown): FilterNode => {
  count(reader)
  const { field } = path
  if (op === 'eq' && test === null) return keep(reader, path, 'empty', true, 'boolean')
  if (op === 'ne' && test === null) return keep(reader, path, 'empty', false, 'boolean')
  const known = operatorsOf(field.field)
  if (op === 'within' && known.includes(op)) return readWithin(reader, path, test)
  if (op === 'between') {
    if (!Array.isArray(test) || test.length !== 2)
      throw BadFilter({ what: path.text, example: '{"amount":{"between":["1","9"]}}' })
    return { and: [readTest(reader, path, 'gte', test[0]), readTest(reader, path, 'lte', test[1])] }
  }
  if (!known.includes(op as Operator))
    throw NoSuchOperator({ field: field.label, operator: op, known: known.join(', ') }).at(path.text)
  return readPlain(reader, path, op as PlainOperator, test)
}

const readPlain = (reader: Reader, path: Path, op: PlainOperator, test: unknown): FilterNode => {
  const type = sqlType(path.field)
  switch (op) {
    case 'empty':
      if (typeof test !== 'boolean') throw BadFilter({ what: path.text, example: '{"phone":{"empty":true}}' })
      return keep(reader, path, op, test, 'boolean')
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      if (typeof test !== 'string' || test.length > 200)
        throw BadFilter({ what: path.text, example: '{"name":{"contains":"co"}}' })
      return keep(
        reader,
        path,
        op,
        likePattern(
          test.normalize('NFC').replaceAll('\0', ''),
          op === 'startsWith' ? '' : '%',
          op === 'endsWith' ? '' : '%',
        ),
        'text',
      )
    case 'in':
    case 'notIn':
      return keep(
        reader,
        path,
        op,
        list(path, test).map((v) => scalar(path, v)),
        `${elementType(type)}[]`,
      )
    case 'hasAny':
    case 'hasAll':
    case 'hasNone':
      return keep(
        reader,
        path,
        op,
        list(path, test).map((v) => element(path, v)),
        type,
      )
    default:
      return keep(reader, path, op, scalar(path, test), elementType(type))
  }
}

// What a note is about and where an address lies are kept as documents; filters compare the part that counts.
const elementType = (type: string) => (type === 'jsonb' ? 'text' : type)

const scalar = (path: Path, input: unknown): unknown => {
  const { field } = path
  if (field.field.kind === 'formula') return formulaValue(path, input)
  const parsed = at(path, () => (field.kind.parseElement ?? field.kind.parse)(input, field.field))
  return field.field.kind === 'relatedTo' ? (parsed as { id: string }).id : parsed
}

const formulaValue = (path: Path, input: unknown): unknown => {
  const { result } = path.field.field.options
  const text = typeof input === 'number' ? String(input) : input
  const fits =
    result === 'flag'
      ? typeof input === 'boolean'
      : typeof text === 'string' &&
        (result === 'text' || (result === 'date' ? isCalendarDate(text) : /^-?\d{1,20}(\.\d{1,10})?$/.test(text)))
  if (!fits) throw BadFilter({ what: path.text, example }).at(path.text)
  return text
}

const element = (path: Path, input: unknown): unknown => {
  const { field } = path
  return at(path, () => field.kind.parseElement?.(input, field.field) ?? input)
}

const list = (path: Path, input: unknown): unknown[] => {
  if (!Array.isArray(input)) throw BadFilter({ what: path.text, example: `{"${path.text}":{"in":[…]}}` })
  if (input.length > limits.list) {
    const what = { 'zh-CN': `“${path.text}”的取值个数`, en: `the number of values for “${path.text}”` }
    throw TooCostly({ what, limit: limits.list })
  }
  return input
}

const at = <T>(path: Path, work: () => T): T => {
  try {
    return work()
  } catch (error) {
    throw error instanceof AppError ? error.at(path.text) : error
  }
}

const readWithin = (reader: Reader, path: Path, test: unknown): FilterNode => {
  const { field } = path
  if (field.field.kind === 'address') {
    if (typeof test !== 'string' || !/^\d{2}(\d{2}){0,2}$/.test(test))
      throw BadFilter({ what: path.text, example: '{"address":{"within":"3101"}}' })
    return keep(reader, path, 'startsWith', `${regionPrefix(test)}%`, 'text')
  }
  if (!isRelativeRange(test))
    throw BadFilter({ what: path.text, example: '{"createdAt":{"within":"thisMonth"}}' }).at(path.text)
  const type = sqlType(field)
  const { now, zone } = reader.moment
  const [from, to] = type === 'date' ? resolveDates(test, dateIn(new Date(now), zone)) : resolveRange(test, now, zone)
  return { and: [keep(reader, path, 'gte', from, type), keep(reader, path, 'lt', to, type)] }
}

const keep = (reader: Reader, path: Path, op: PlainOperator, value: unknown, type: string): FilterNode => ({
  path: path.text,
  op,
  value: reader.values.push(value) - 1,
  type,
})
