import { AppError } from '../errors.ts'
import type { Access } from '../rights/access.ts'
import type { ObjectModel } from '../schema/model.ts'
import { type AggregateShape, BadAggregate, type Measure } from './aggregate.ts'
import { sqlType } from './field-sql.ts'
import { resolvePath } from './path.ts'

type Condition = AggregateShape['having'][number]

const operators = ['eq', 'lt', 'lte', 'gt', 'gte'] as const

/** Reads `{"sum:amount": {"gt": "1000"}, "max:createdAt": {"lt": "2026-01-01T00:00:00Z"}}`. */
export const readHaving = (
  access: Access,
  object: ObjectModel,
  input: unknown,
  measures: readonly Measure[],
  values: unknown[],
): readonly Condition[] => {
  if (input === undefined) return []
  if (!isPlain(input)) throw BadAggregate({ what: 'having' })
  return Object.entries(input).flatMap(([text, tests]) => {
    const measure = measures.find((m) => m.text === text)
    if (!measure || !isPlain(tests)) throw BadAggregate({ what: text }).at(text)
    return Object.entries(tests).map(([name, test]): Condition => {
      const op = operators.find((known) => known === name)
      if (!op) throw BadAggregate({ what: `${text} ${name}` }).at(text)
      const { value, type } = readBound(access, object, measure, test, `${text} ${name}`)
      return { measure: text, op, value: values.push(value) - 1, type }
    })
  })
}

const isPlain = (input: unknown): input is Record<string, unknown> =>
  typeof input === 'object' && input !== null && !Array.isArray(input)

/** The first and the last of dates are dates; every other measure is a number. */
const readBound = (access: Access, object: ObjectModel, { fn, path, text }: Measure, test: unknown, what: string) => {
  const field = path !== null && fn !== 'distinct' ? resolvePath(access, object, path, 'search').field : null
  if (field?.kind.temporal) {
    const value = parse(() => field.kind.parse(test, field.field), text)
    if (value !== null) return { value, type: sqlType(field) }
  } else if (typeof test !== 'object' && /^-?\d{1,20}(\.\d{1,10})?$/.test(String(test)))
    return { value: String(test), type: 'numeric' }
  throw BadAggregate({ what }).at(text)
}

const parse = (read: () => unknown, at: string): unknown => {
  try {
    return read()
  } catch (error) {
    throw error instanceof AppError ? error.at(at) : error
  }
}
