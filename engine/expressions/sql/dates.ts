import { now, type Sql, sql } from '../../sql.ts'
import { type dates, longest } from '../operations/dates.ts'
import { once } from './once.ts'
import type { SqlOf, ToSql } from './operation-sql.ts'

const part =
  (field: 'year' | 'month' | 'day'): ToSql =>
  ([date]) =>
    sql`extract(${sql.raw(field)} from ${date})`

/** The calendar is that of #shared/calendar-date. */
const step =
  (limit: number, add: (date: Sql, steps: Sql) => Sql): ToSql =>
  ([from, count]) =>
    once([from!, count!], (date, steps) => {
      const result = add(date, sql`trunc(${steps})::integer`)
      return sql`case when abs(${steps}) < ${limit + 1}::numeric then
        case when ${result} between date '1900-01-01' and date '2999-12-31' then ${result} end end`
    })

const dateIn: ToSql = ([time], zone) => sql`(${time} at time zone ${zone})::date`

/** The same operations in PostgreSQL. */
export const datesSql: SqlOf<typeof dates> = {
  now: () => now,
  today: (_, zone) => dateIn([now], zone),
  dateOfTime: dateIn,
  year: part('year'),
  month: part('month'),
  day: part('day'),
  daysBetween: ([from, to]) => sql`(${to} - ${from})::numeric`,
  addDays: step(longest.days, (date, days) => sql`(${date} + ${days})`),
  addMonths: step(longest.months, (date, months) => sql`(${date} + make_interval(months => ${months}))::date`),
}
