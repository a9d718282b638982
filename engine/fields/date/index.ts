import { isCalendarDate } from '#shared/calendar-date'
import { defineError } from '../../errors.ts'
import { sql } from '../../sql.ts'
import { defineKind } from '../kind.ts'
import { dateInCell } from './date-in-cell.ts'

export const NotDate = defineError(
  'field.notDate',
  422,
  '应为 1900 到 2999 年间真实存在的日期,格式如 2026-03-31',
  'A real date of the years 1900 to 2999 expected, as 2026-03-31',
)

/** A day of the calendar, 'YYYY-MM-DD', the same in every zone. */
export const date = defineKind<string>({
  name: 'date',
  label: { 'zh-CN': '日期', en: 'Date' },
  column: 'date',
  operators: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between', 'within', 'empty'],
  sortable: true,
  groupable: true,
  temporal: true,
  parse(input) {
    if (typeof input !== 'string' || !isCalendarDate(input)) throw NotDate()
    return input
  },
  // Not ::text, whose form depends on the session's DateStyle; to_char takes twice as long.
  json: (column) => sql`(to_json(${column}) #>> '{}')`,
  schema: () => ({ type: 'string', format: 'date', examples: ['2026-03-31'] }),
  fromText(cell) {
    // Spreadsheets like to add midnight to a day, and other systems keep the time at which it was entered.
    const day = dateInCell(cell.replace(/[T\s]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?\s*$/, ''))
    if (day === null) throw NotDate()
    return day
  },
  toText: (day) => day,
})
