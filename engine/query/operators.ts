import type { FormulaResult } from '../expressions/index.ts'
import type { Field } from '../fields/field.ts'
import type { Operator } from '../fields/kind.ts'
import { kindOf } from '../fields/kinds.ts'
import { type Sql, sql } from '../sql.ts'

const ordered: readonly Operator[] = ['eq', 'ne', 'in', 'lt', 'lte', 'gt', 'gte', 'between', 'empty']
const ofFormulas: Readonly<Record<FormulaResult, readonly Operator[]>> = {
  text: ['eq', 'ne', 'in', 'contains', 'startsWith', 'endsWith', 'empty'],
  decimal: ordered,
  money: ordered,
  flag: ['eq', 'ne', 'empty'],
  date: [...ordered, 'within'],
}

/** What a filter may ask of a field; of a formula, what fits its result. */
export const operatorsOf = (field: Field): readonly Operator[] =>
  field.kind === 'formula' ? ofFormulas[(field.options.result ?? 'text') as FormulaResult] : kindOf(field).operators

/** Text patterns take what the person typed literally. */
export const likePattern = (text: string, before: '' | '%', after: '' | '%'): string =>
  before + text.replace(/[\\%_]/g, (c) => `\\${c}`) + after

/** The SQL of one test. `test` is the value's slot, already cast; a list for `in`, `notIn` and the `has…`. */
export const operatorSql: Readonly<Record<Exclude<Operator, 'between' | 'within'>, (field: Sql, test: Sql) => Sql>> = {
  eq: (field, test) => sql`${field} = ${test}`,
  ne: (field, test) => sql`${field} is distinct from ${test}`,
  in: (field, test) => sql`${field} = any(${test})`,
  notIn: (field, test) => sql`(${field} = any(${test})) is not true`,
  lt: (field, test) => sql`${field} < ${test}`,
  lte: (field, test) => sql`${field} <= ${test}`,
  gt: (field, test) => sql`${field} > ${test}`,
  gte: (field, test) => sql`${field} >= ${test}`,
  contains: (field, test) => sql`${field} ilike ${test}`,
  startsWith: (field, test) => sql`${field} ilike ${test}`,
  endsWith: (field, test) => sql`${field} ilike ${test}`,
  hasAny: (field, test) => sql`${field} && ${test}`,
  hasAll: (field, test) => sql`${field} @> ${test}`,
  hasNone: (field, test) => sql`(${field} && ${test}) is not true`,
  empty: (field, test) => sql`(${field} is null) = ${test}`,
}
