import type { CalendarDate } from '#shared/calendar-date'
import { instantOf } from '#shared/zone'

/** The instant at which the clocks of a zone show this time on that day, ISO 8601 in UTC. */
export const timeOn = (day: CalendarDate, hour: number, minute: number, zone: string): string =>
  instantOf(`${day}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00`, zone).toISOString()
