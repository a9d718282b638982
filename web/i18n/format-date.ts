import { currentLanguage, t } from './language.ts'

const day = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** Formatters are dear to make (a list draws hundreds of dates), so each is made once. */
const format = (key: string, locale: string, options: Intl.DateTimeFormatOptions) => {
  let made = formats.get(key)
  if (made === undefined) formats.set(key, (made = new Intl.DateTimeFormat(locale, options)))
  return made
}

let zone = 'Asia/Shanghai'
/** The workspace's zone (IANA); all times are shown in it. */
export const setZone = (name: string): void => {
  zone = name
}

/** The calendar day of a moment in the workspace's zone: `2026-11-21`. */
export const dayOf = (moment: number | Date): string =>
  format(`day ${zone}`, 'en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(moment)

const clockOf = (moment: Date): string =>
  format(`clock ${zone}`, 'en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(moment)

/** `今天`, `11-25` within the year, else `2025-11-25`. Takes `2026-11-25`. */
export const dateText = (date: string, now: number = Date.now()): string => {
  if (date === dayOf(now)) return t('common.today')
  if (date === dayOf(now - day)) return t('common.yesterday')
  if (date === dayOf(now + day)) return t('common.tomorrow')
  return date.slice(0, 4) === dayOf(now).slice(0, 4) ? date.slice(5) : date
}

/** `今天 09:30`, `11-21 09:30`, `2025-11-21`: the further off, the coarser. Takes ISO 8601. */
export const momentText = (iso: string, now: number = Date.now()): string => {
  const moment = new Date(iso)
  const date = dayOf(moment)
  const text = dateText(date, now)
  return text === date ? text : `${text} ${clockOf(moment)}`
}

/** All of it, for a tooltip: `2026-11-21 09:30`. */
export const fullMoment = (iso: string): string => `${dayOf(new Date(iso))} ${clockOf(new Date(iso))}`

/** `刚刚`, `10 分钟前`, `3 天前`; a date when it is more than a month ago. */
export const agoText = (iso: string, now: number = Date.now()): string => {
  const language = currentLanguage()
  const ago = now - Date.parse(iso)
  if (ago > 30 * day || ago < -day) return momentText(iso, now)
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const said = (count: number, unit: 'minute' | 'hour' | 'day') =>
    // A number keeps its distance from Chinese words, here as everywhere.
    relative.format(-Math.floor(count), unit).replace(/^(\d+)(?=\p{Script=Han})/u, '$1 ')
  if (ago < 60_000) return t('common.justNow')
  if (ago < 3_600_000) return said(ago / 60_000, 'minute')
  return ago < day ? said(ago / 3_600_000, 'hour') : said(ago / day, 'day')
}

/** What `<input type="datetime-local">` holds ↔ ISO in UTC, in the workspace's zone. */
export const toLocalInput = (iso: string): string => `${dayOf(new Date(iso))}T${clockOf(new Date(iso))}`
export const fromLocalInput = (local: string): string => {
  const asUtc = Date.parse(local + 'Z')
  // The offset is looked up at the guessed moment, and again at the corrected one, for days on which clocks change.
  let moment = asUtc - offsetAt(asUtc)
  moment = asUtc - offsetAt(moment)
  return new Date(moment).toISOString()
}

const offsetAt = (moment: number): number =>
  Date.parse(toLocalInput(new Date(moment).toISOString()) + 'Z') - Math.floor(moment / 60_000) * 60_000
