import { addDays, addMonths, isCalendarDate } from '#shared/calendar-date'
import type { Decimal } from '#shared/decimal'
import { dateIn } from '#shared/zone'
import { integer } from './numbers.ts'
import { type Operation, strict } from './operation.ts'

const part = (from: number, to: number): Operation => strict((date: string) => String(Number(date.slice(from, to))))

/** Larger steps leave the calendar from any day of it; both clocks and PostgreSQL would overflow before they could see that. */
export const longest = { days: 500_000, months: 20_000 }

/** Null where the result is no day of our calendar. */
const step = (add: typeof addDays, limit: number): Operation =>
  strict((date: string, steps: Decimal) => {
    const count = integer(steps)
    if (count === null || Math.abs(count) > limit) return null
    const result = add(date, count)
    return isCalendarDate(result) ? result : null
  })

const daysBetween = (from: string, to: string) => String((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** Days and times, on the wall clocks of the workspace's zone. */
export const dates = {
  now: (_, { now }) => Date.parse(now),
  today: (_, { now, zone }) => dateIn(new Date(now), zone),
  dateOfTime: ([time], { zone }) => (time === null ? null : dateIn(new Date(time as number), zone)),
  year: part(0, 4),
  month: part(5, 7),
  day: part(8, 10),
  daysBetween: strict(daysBetween),
  addDays: step(addDays, longest.days),
  addMonths: step(addMonths, longest.months),
} satisfies Record<string, Operation>
