import { addDays, addMonths, type CalendarDate, weekday } from './calendar-date.ts'
import { dateIn, startOfDay } from './zone.ts'

const UNITS = ['day', 'week', 'month', 'year'] as const
export type RangeUnit = (typeof UNITS)[number]

/** The ranges that have a name, each as its first day and the day after its last. */
const NAMED = {
  today: (today: CalendarDate) => span(today, 0, addDays),
  yesterday: (today: CalendarDate) => span(today, -1, addDays),
  tomorrow: (today: CalendarDate) => span(today, 1, addDays),
  thisWeek: (today: CalendarDate) => span(monday(today), 0, addWeeks),
  lastWeek: (today: CalendarDate) => span(monday(today), -1, addWeeks),
  nextWeek: (today: CalendarDate) => span(monday(today), 1, addWeeks),
  thisMonth: (today: CalendarDate) => span(firstOfMonth(today), 0, addMonths),
  lastMonth: (today: CalendarDate) => span(firstOfMonth(today), -1, addMonths),
  nextMonth: (today: CalendarDate) => span(firstOfMonth(today), 1, addMonths),
  thisQuarter: (today: CalendarDate) => span(firstOfQuarter(today), 0, addQuarters),
  lastQuarter: (today: CalendarDate) => span(firstOfQuarter(today), -1, addQuarters),
  nextQuarter: (today: CalendarDate) => span(firstOfQuarter(today), 1, addQuarters),
  thisYear: (today: CalendarDate) => span(firstOfYear(today), 0, addYears),
  lastYear: (today: CalendarDate) => span(firstOfYear(today), -1, addYears),
  nextYear: (today: CalendarDate) => span(firstOfYear(today), 1, addYears),
} as const

export type NamedRange = keyof typeof NAMED
export const namedRanges = Object.keys(NAMED) as readonly NamedRange[]

/** A relative stretch of time, as filters keep it: `{ last: 30, unit: 'day' }` stays true tomorrow. */
export type RelativeRange =
  | NamedRange
  | { readonly last: number; readonly unit: RangeUnit }
  | { readonly next: number; readonly unit: RangeUnit }

/** From the first up to, not including, the second. */
export type Span<T extends string = string> = readonly [from: T, to: T]

/** The most units a range may reach, so that it stays in the years the calendar knows. */
export const LONGEST_RANGE = { day: 36_500, week: 5_200, month: 1_200, year: 100 } as const

/** Whether something that came from outside is a range. */
export const isRelativeRange = (input: unknown): input is RelativeRange => {
  if (typeof input === 'string') return Object.hasOwn(NAMED, input)
  if (typeof input !== 'object' || input === null) return false
  const { last, next, unit, ...rest } = input as { last?: unknown; next?: unknown; unit?: unknown }
  const count = last ?? next
  return (
    (last === undefined) !== (next === undefined) &&
    Object.keys(rest).length === 0 &&
    UNITS.includes(unit as RangeUnit) &&
    Number.isInteger(count) &&
    (count as number) >= 1 &&
    (count as number) <= LONGEST_RANGE[unit as RangeUnit]
  )
}

/**
 * The days of a range, seen from `today`. Both moving kinds hold today: the last 7 days end with it, the next 7 days begin
 * with it, and each is exactly as long as it says.
 */
export const resolveDates = (range: RelativeRange, today: CalendarDate): Span<CalendarDate> => {
  if (typeof range === 'string') return NAMED[range](today)
  const step = { day: addDays, week: addWeeks, month: addMonths, year: addYears }[range.unit]
  if ('next' in range) return [today, step(today, range.next)]
  const tomorrow = addDays(today, 1)
  return [step(tomorrow, -range.last), tomorrow]
}

/** The instants of a range, ISO 8601 in UTC, for someone who lives in `zone` (IANA name) and reads the clock `now`. */
export const resolveRange = (range: RelativeRange, now: Date | string, zone: string): Span => {
  const [from, to] = resolveDates(range, dateIn(new Date(now), zone))
  return [startOfDay(from, zone).toISOString(), startOfDay(to, zone).toISOString()]
}

const span = (start: CalendarDate, by: number, step: typeof addDays): Span<CalendarDate> => [
  step(start, by),
  step(start, by + 1),
]
const addWeeks = (date: CalendarDate, weeks: number) => addDays(date, weeks * 7)
const addQuarters = (date: CalendarDate, quarters: number) => addMonths(date, quarters * 3)
const addYears = (date: CalendarDate, years: number) => addMonths(date, years * 12)
const monday = (date: CalendarDate) => addDays(date, -weekday(date))
const firstOfMonth = (date: CalendarDate) => `${date.slice(0, 7)}-01`
const firstOfQuarter = (date: CalendarDate) => addMonths(firstOfMonth(date), -((Number(date.slice(5, 7)) - 1) % 3))
const firstOfYear = (date: CalendarDate) => `${date.slice(0, 4)}-01-01`
