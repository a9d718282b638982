/** A day of the calendar, 'YYYY-MM-DD', in no particular zone. */
export type CalendarDate = string

const DAY = 86_400_000

/** Does this day exist? Years 1900 to 2999: what lies outside is a slip of the finger in a CRM. */
export const isCalendarDate = (text: string): boolean => {
  if (!/^(?:19|2\d)\d\d-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  // JavaScript rolls 31 February over into March instead of refusing it.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

const toUtc = (date: CalendarDate): number => Date.parse(`${date}T00:00:00Z`)
const fromUtc = (time: number): CalendarDate => new Date(time).toISOString().slice(0, 10)

export const addDays = (date: CalendarDate, days: number): CalendarDate => fromUtc(toUtc(date) + days * DAY)

/** The same day `months` later, or that month's last day where it is shorter: 31 January + 1 = 28 February. */
export const addMonths = (date: CalendarDate, months: number): CalendarDate => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return fromUtc(Date.UTC(year, month - 1 + months, Math.min(day, lastDay)))
}

/** Monday is 0: weeks begin on Monday, as in GB/T 7408 and ISO 8601. */
export const weekday = (date: CalendarDate): number => (new Date(toUtc(date)).getUTCDay() + 6) % 7
