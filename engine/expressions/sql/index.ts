import { actor, sql } from '../../sql.ts'
import type { OperationName } from '../operations/index.ts'
import { datesSql } from './dates.ts'
import { numbersSql } from './numbers.ts'
import type { ToSql } from './operation-sql.ts'
import { predicatesSql, testsSql } from './predicates.ts'
import { textsSql } from './texts.ts'

/** Every operation in SQL. */
export const operationsSql: Readonly<Record<OperationName, ToSql>> = {
  ...predicatesSql,
  ...testsSql,
  ...numbersSql,
  ...textsSql,
  ...datesSql,
  min: (values) => sql`least(${sql.join([...values])})`,
  max: (values) => sql`greatest(${sql.join([...values])})`,
  count: ([list]) => sql`coalesce(cardinality(${list}), 0)::numeric`,
  me: () => sql`${actor('id')}::text`,
}

/** Null, not false, where a value is missing. */
export const isPredicate = (name: OperationName): boolean => Object.hasOwn(predicatesSql, name)

/** Never null. */
export const isTest = (name: OperationName): boolean => Object.hasOwn(testsSql, name)
