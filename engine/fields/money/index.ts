import { sql } from '../../sql.ts'
import { numberInCell } from '../decimal/number-in-cell.ts'
import { parseDecimal } from '../decimal/parse-decimal.ts'
import { defineKind } from '../kind.ts'

/** An amount of money in the workspace's currency: an exact decimal with two digits after the point, sent as a string. */
export const money = defineKind<string>({
  name: 'money',
  label: { 'zh-CN': '金额', en: 'Money' },
  column: 'numeric(18,2)',
  operators: ['eq', 'ne', 'in', 'lt', 'lte', 'gt', 'gte', 'between', 'empty'],
  sortable: true,
  groupable: false,
  numeric: true,
  parse: (input, field) => parseDecimal(input, { whole: 16, scale: 2, padded: true }, field),
  json: (column) => sql`${column}::text`,
  schema: () => ({ type: 'string', pattern: '^-?\\d{1,16}(\\.\\d{1,2})?$', examples: ['1860000.00'] }),
  fromText: numberInCell,
  toText: (amount) => amount,
})
