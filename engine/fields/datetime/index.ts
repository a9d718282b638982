import { isCalendarDate } from '#shared/calendar-date'
import { defineError } from '../../errors.ts'
import { sql } from '../../sql.ts'
import { defineKind } from '../kind.ts'
import { datetimeInCell, datetimeToCell } from './datetime-in-cell.ts'

export const NotDatetime = defineError(
  'field.notDatetime',
  422,
  '应为 1900 到 2999 年间真实存在的时间,格式如 2026-03-31T09:00:00+08:00',
  'A real time of the years 1900 to 2999 expected, as 2026-03-31T09:00:00+08:00',
)
export const NoOffset = defineError(
  'field.noOffset',
  422,
  '请写明时区:北京时间在末尾加 +08:00,世界协调时加 Z',
  'Say which time zone: end with +08:00 for Beijing time, or with Z for UTC',
)

const ISO = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/

/** An instant, ISO 8601 in UTC with milliseconds: '2026-03-31T01:00:00.000Z'. */
export const datetime = defineKind<string>({
  name: 'datetime',
  label: { 'zh-CN': '日期时间', en: 'Date and time' },
  column: 'timestamptz',
  operators: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between', 'within', 'empty'],
  sortable: true,
  groupable: true,
  temporal: true,
  parse(input) {
    const [, day, , offset] = (typeof input === 'string' && ISO.exec(input)) || []
    if (!day || !isCalendarDate(day)) throw NotDatetime()
    if (!offset) throw NoOffset()
    const instant = new Date(input as string).toISOString()
    // On the first and the last day of the calendar the offset may lead out of it.
    if (!isCalendarDate(instant.slice(0, 10))) throw NotDatetime()
    return instant
  },
  json: (column) => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  schema: () => ({ type: 'string', format: 'date-time', examples: ['2026-03-31T01:00:00.000Z'] }),
  fromText(cell) {
    const instant = datetimeInCell(cell)
    if (instant === null) throw NotDatetime()
    return instant
  },
  toText: (instant) => datetimeToCell(instant),
})
