import { isCalendarDate } from '#shared/calendar-date'
import { instantOf, wallClock } from '#shared/zone'
import { dateInCell } from '../date/date-in-cell.ts'

/** A cell has no zone; without another word it is the time of China. */
const HOME = 'Asia/Shanghai'

const CLOCK = /^(.*?)[\sT]*([01]?\d|2[0-3])[::时](\d{1,2})分?(?:[::]?(\d{1,2})秒?)?$/

/**
 * A time as spreadsheets write it → ISO 8601: '2026/3/31 9:05', '2026年3月31日9时05分', '2026-03-31' (midnight). What
 * already has an offset stays as it is. Null if it is none.
 */
export const datetimeInCell = (cell: string, zone = HOME): string | null => {
  const text = cell.normalize('NFKC').trim()
  if (/\d(?:Z|[+-]\d\d:\d\d)$/.test(text)) return text
  const [, whole, fraction] = /^(\d{5})(\.\d+)$/.exec(text) ?? []
  if (whole && dateInCell(whole)) return datetimeInCell(`${dateInCell(whole)} ${clockOf(Number(fraction))}`, zone)
  const day = dateInCell(text)
  const [, date, hour = '0', minute = '0', second = '0'] = day ? ['', text] : (CLOCK.exec(text) ?? [])
  const iso = date === undefined ? null : dateInCell(date)
  if (iso === null || !isCalendarDate(iso) || Number(minute) > 59 || Number(second) > 59) return null
  const clock = [hour, minute, second].map((part) => part.padStart(2, '0')).join(':')
  return instantOf(`${iso}T${clock}`, zone).toISOString()
}

/** A part of a day: 0.375 → '09:00:00'. */
const clockOf = (part: number) =>
  new Date(Math.min(Math.round(part * 86_400), 86_399) * 1000).toISOString().slice(11, 19)

/** '2026-03-31 09:00:05' on the wall clock of the zone; whole minutes are written without seconds. */
export const datetimeToCell = (instant: string, zone = HOME): string =>
  wallClock(new Date(instant), zone).replace('T', ' ').replace(/:00$/, '')
