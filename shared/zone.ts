import { addDays, type CalendarDate } from './calendar-date.ts'

const DAY = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter costs a hundred times more than using it. */
const formatOf = (zone: string): Intl.DateTimeFormat => {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(zone, format)
  }
  return format
}

/** What calendar and clock on the wall show at an instant: 'YYYY-MM-DDTHH:mm:ss'. `zone` is an IANA name. */
export const wallClock = (instant: Date, zone: string): string => {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
  for (const { type, value } of formatOf(zone).formatToParts(instant)) parts[type] = value
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`
}

export const dateIn = (instant: Date, zone: string): CalendarDate => wallClock(instant, zone).slice(0, 10)

/**
 * The first instant at which the wall clock of a zone shows `wall` ('YYYY-MM-DDTHH:mm:ss') or later. Where the clock is put
 * forward over it, that is the moment of the change; where it shows it twice, the earlier time.
 */
export const instantOf = (wall: string, zone: string): Date => {
  const asUtc = Date.parse(`${wall}Z`)
  // The offset from UTC changes at most once within these two days.
  const candidates = [-DAY, DAY]
    .map((shift) => asUtc - offset(new Date(asUtc + shift), zone))
    .filter((time) => wallClock(new Date(time), zone) >= wall)
  return new Date(Math.min(...candidates))
}

/** The instant at which a day begins; not always midnight, e.g. where summer time begins at 0:00. */
export const startOfDay = (date: CalendarDate, zone: string): Date => {
  const start = instantOf(`${date}T00:00:00`, zone)
  return dateIn(start, zone) >= date ? start : startOfDay(addDays(date, 1), zone)
}

/** Milliseconds that the wall clock is ahead of UTC. */
const offset = (instant: Date, zone: string): number =>
  Date.parse(`${wallClock(instant, zone)}Z`) - Math.floor(instant.getTime() / 1000) * 1000

/** Is this the IANA name of a time zone. */
export const isZone = (zone: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}
