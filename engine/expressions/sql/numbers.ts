import { sql } from '../../sql.ts'
import type { numbers } from '../operations/numbers.ts'
import type { SqlOf } from './operation-sql.ts'

/** The same operations in PostgreSQL. */
export const numbersSql: SqlOf<typeof numbers> = {
  add: ([a, b]) => sql`(${a} + ${b})`,
  subtract: ([a, b]) => sql`(${a} - ${b})`,
  multiply: ([a, b]) => sql`(${a} * ${b})`,
  // PostgreSQL's `/` picks its own scale; its `div` is exact.
  divide: ([a, b]) => sql`round(div(${a} * 10000000, nullif(${b}, 0)) * 0.0000001, 6)`,
  remainder: ([a, b]) => sql`mod(${a}, nullif(${b}, 0))`,
  negate: ([a]) => sql`(- ${a})`,
  abs: ([a]) => sql`abs(${a})`,
  floor: ([a]) => sql`floor(${a})`,
  ceil: ([a]) => sql`ceil(${a})`,
  round: ([a, digits]) => sql`round(${a}, ${digits}::integer)`,
}
