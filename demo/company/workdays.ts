import { addDays, type CalendarDate, weekday } from '#shared/calendar-date'

/** Days on which no Chinese office works whatever the year; the moving holidays are left aside. */
const holidays = new Set([
  '01-01',
  '05-01',
  '05-02',
  '05-03',
  '10-01',
  '10-02',
  '10-03',
  '10-04',
  '10-05',
  '10-06',
  '10-07',
])

export const isWorkday = (date: CalendarDate): boolean => weekday(date) < 5 && !holidays.has(date.slice(5))

/** This day, or the last workday before it. */
export const workdayBefore = (date: CalendarDate): CalendarDate =>
  isWorkday(date) ? date : workdayBefore(addDays(date, -1))

/** This day, or the first workday after it. */
export const workdayAfter = (date: CalendarDate): CalendarDate =>
  isWorkday(date) ? date : workdayAfter(addDays(date, 1))

/** Days from the one to the other. */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/**
 * Up to `count` workdays after `from`, spread evenly, each later than the one before; the last is `to`. Fewer where the
 * time is too short for all of them.
 */
export const spread = (from: CalendarDate, to: CalendarDate, count: number): CalendarDate[] => {
  const step = daysBetween(from, to) / count
  const days: CalendarDate[] = []
  for (let i = 1; i < count; i++) {
    const day = workdayBefore(addDays(from, Math.round(step * i)))
    if (day > (days.at(-1) ?? from) && day < to) days.push(day)
  }
  return count > 0 ? [...days, to] : []
}
