import { sql } from '../../sql.ts'
import { numberInCell } from '../decimal/number-in-cell.ts'
import { parseDecimal } from '../decimal/parse-decimal.ts'
import { defineKind } from '../kind.ts'

/** A decimal string in percent: '12.5' is 12.5 %. */
export const percent = defineKind<string>({
  name: 'percent',
  label: { 'zh-CN': '百分比', en: 'Percent' },
  column: 'numeric(9,4)',
  operators: ['eq', 'ne', 'in', 'notIn', 'lt', 'lte', 'gt', 'gte', 'between', 'empty'],
  sortable: true,
  groupable: false,
  numeric: true,
  parse: (input, field) => parseDecimal(input, { whole: 5, scale: 4 }, field),
  json: (column) => sql`trim_scale(${column})::text`,
  schema: () => ({ type: 'string', pattern: '^-?\\d{1,5}(\\.\\d{1,4})?$', examples: ['12.5'] }),
  fromText: (cell) => numberInCell(cell).replace(/%$/, ''),
  toText: (rate) => `${rate}%`,
})
