import { addDays } from './calendar-date.ts'
import { dateIn, wallClock } from './zone.ts'

/** When somebody is not to be disturbed. Days are 1 for Monday to 7 for Sunday. */
export interface QuietHours {
  readonly on: boolean
  /** `HH:mm` on the wall clock. An end that is not after the beginning is on the next day. */
  readonly from: string
  readonly to: string
  /** Days on which such a time begins. */
  readonly days: readonly number[]
  /** Days that are quiet from midnight to midnight. */
  readonly wholeDays: readonly number[]
  /** IANA name; null is the company's. */
  readonly zone: string | null
}

/** Off, and set to what most would choose: every night. */
export const usualQuietHours: QuietHours = {
  on: false,
  from: '20:00',
  to: '08:00',
  days: [1, 2, 3, 4, 5, 6, 7],
  wholeDays: [],
  zone: null,
}

/** Is this person not to be disturbed at this moment. */
export const isQuiet = (hours: QuietHours, at: Date, companyZone: string): boolean => {
  if (!hours.on) return false
  const zone = hours.zone ?? companyZone
  const date = dateIn(at, zone)
  const time = wallClock(at, zone).slice(11, 16)
  const today = weekday(date)
  const { from, to, days, wholeDays } = hours
  if (wholeDays.includes(today)) return true
  if (from < to) return days.includes(today) && time >= from && time < to
  const overnight = days.includes(weekday(addDays(date, -1))) && time < to
  return overnight || (days.includes(today) && time >= from)
}

const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7
