import { type Sql, sql } from '../../sql.ts'

const names = ['a', 'b'] as const

/**
 * Uses arguments more than once without writing them more than once, which would double the text at every level of nesting.
 * `offset 0` keeps the planner from doing the same.
 */
export const once = (args: readonly Sql[], use: (...args: Sql[]) => Sql): Sql => {
  const columns = args.map((arg, index) => sql`${arg} as ${sql.id(names[index]!)}`)
  const inner = args.map((_, index) => sql.id('_once', names[index]!))
  return sql`(select ${use(...inner)} from (select ${sql.join(columns)} offset 0) as ${sql.id('_once')})`
}
