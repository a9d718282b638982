import { sql } from '../../sql.ts'
import { defineKind } from '../kind.ts'
import { numberInCell } from './number-in-cell.ts'
import { parseDecimal } from './parse-decimal.ts'

/** Digits after the point that the column can hold. */
const COLUMN_SCALE = 6

/** An exact decimal number, sent as a string. */
export const decimal = defineKind<string>({
  name: 'decimal',
  label: { 'zh-CN': '小数', en: 'Decimal' },
  column: 'numeric(18,6)',
  operators: ['eq', 'ne', 'in', 'notIn', 'lt', 'lte', 'gt', 'gte', 'between', 'empty'],
  sortable: true,
  groupable: false,
  numeric: true,
  parse: (input, field) =>
    parseDecimal(input, { whole: 12, scale: Math.min(field.options.scale ?? COLUMN_SCALE, COLUMN_SCALE) }, field),
  json: (column) => sql`trim_scale(${column})::text`,
  schema: (field) => ({
    type: 'string',
    pattern: `^-?\\d{1,12}(\\.\\d{1,${field.options.scale || COLUMN_SCALE}})?$`,
    examples: ['12.5'],
  }),
  fromText: numberInCell,
  toText: (number) => number,
})
