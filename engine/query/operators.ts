import type { Operator } from '../fields/kind.ts'
import { type Sql, sql } from '../sql.ts'

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
