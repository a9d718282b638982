import { sql } from '../../sql.ts'
import type { predicates, tests } from '../operations/predicates.ts'
import { once } from './once.ts'
import type { SqlOf } from './operation-sql.ts'

/** Each is null, not false, where a value is missing: see `condition` in `to-sql.ts`. */
export const predicatesSql: SqlOf<typeof predicates> = {
  less: ([a, b]) => sql`${a} < ${b}`,
  lessOrEqual: ([a, b]) => sql`${a} <= ${b}`,
  greater: ([a, b]) => sql`${a} > ${b}`,
  greaterOrEqual: ([a, b]) => sql`${a} >= ${b}`,
  in: ([value, list]) => sql`${value} = any(${list})`,
  contains: ([text, part]) => sql`strpos(${text}, ${part}) > 0`,
  startsWith: ([text, part]) => sql`starts_with(${text}, ${part})`,
  endsWith: ([text, part]) => once([text!, part!], (t, p) => sql`right(${t}, length(${p})) = ${p}`),
}

/** Never null. */
export const testsSql: SqlOf<typeof tests> = {
  equal: ([a, b]) => sql`${a} is not distinct from ${b}`,
  notEqual: ([a, b]) => sql`${a} is distinct from ${b}`,
  isNull: ([value]) => sql`${value} is null`,
  isEmptyText: ([text]) => sql`coalesce(${text}, '') = ''`,
  isEmptyList: ([list]) => sql`coalesce(cardinality(${list}), 0) = 0`,
  not: ([condition]) => sql`not ${condition}`,
}
