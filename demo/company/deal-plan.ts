import { resolveDates } from '#shared/calendar'
import { addDays, type CalendarDate } from '#shared/calendar-date'
import type { Chance } from './chance.ts'
import { daysBetween, workdayAfter, workdayBefore } from './workdays.ts'

/** From when to when a deal runs and how it ends, before anything else is told of it. */
export interface DealPlan {
  readonly start: CalendarDate
  /** The day of its last step so far. */
  readonly end: CalendarDate
  readonly outcome: 'open' | 'won' | 'lost'
  readonly expectedClose: CalendarDate
}

/** The days between which the story plays. */
export interface Era {
  readonly first: CalendarDate
  /** The last workday before today: nothing of the story lies in the future. */
  readonly last: CalendarDate
  readonly today: CalendarDate
}

/**
 * Deals are spread so that the lists people look at first are full: a good third is open, most of these to be closed this
 * month or this quarter, and of the closed ones some were closed in this very month.
 */
export const planDeal = (by: Chance, { first, last, today }: Era): DealPlan => {
  const outcome = by.weighted({ open: 38, won: 36, lost: 26 })
  const length = by.int(20, 140)
  if (outcome === 'open') {
    const start = workdayAfter(later(first, addDays(last, -by.int(2, 120))))
    return {
      start,
      end: workdayBefore(later(start, addDays(last, -by.int(0, Math.min(20, daysBetween(start, last)))))),
      outcome,
      expectedClose: hopedFor(by, today),
    }
  }
  const end = workdayBefore(earlier(last, closing(by, { first, last, today })))
  const start = workdayAfter(later(first, addDays(end, -length)))
  return { start: earlier(start, end), end, outcome, expectedClose: addDays(end, by.int(-12, 25)) }
}

const closing = (by: Chance, { first, last, today }: Era): CalendarDate => {
  const [month] = resolveDates('thisMonth', today)
  const [quarter] = resolveDates('thisQuarter', today)
  const from = { month, quarter, past: addDays(first, 30) }[by.weighted({ month: 12, quarter: 18, past: 70 })]
  return addDays(from, by.int(0, Math.max(0, daysBetween(from, last))))
}

const hopedFor = (by: Chance, today: CalendarDate): CalendarDate => {
  const range = by.weighted({ overdue: 10, thisMonth: 34, thisQuarter: 26, nextQuarter: 30 })
  if (range === 'overdue') return addDays(today, -by.int(1, 14))
  const [from, to] = resolveDates(range, today)
  const start = later(from, today)
  return addDays(start, by.int(0, Math.max(0, daysBetween(start, to) - 1)))
}

const later = (a: CalendarDate, b: CalendarDate) => (a > b ? a : b)
const earlier = (a: CalendarDate, b: CalendarDate) => (a < b ? a : b)
