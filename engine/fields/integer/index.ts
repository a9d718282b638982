import { defineError } from '../../errors.ts'
import { numberInCell } from '../decimal/number-in-cell.ts'
import { parseDecimal } from '../decimal/parse-decimal.ts'
import { defineKind } from '../kind.ts'

const LEAST = -2_147_483_648
const MOST = 2_147_483_647

export const OutOfRange = defineError(
  'field.integerRange',
  422,
  `应为 ${LEAST} 到 ${MOST} 之间的整数;更大的数请用小数字段`,
  `Whole number from ${LEAST} to ${MOST} expected; use a decimal field for larger ones`,
)

/** A whole number of 32 bits. */
export const integer = defineKind<number>({
  name: 'integer',
  label: { 'zh-CN': '整数', en: 'Integer' },
  column: 'integer',
  operators: ['eq', 'ne', 'in', 'notIn', 'lt', 'lte', 'gt', 'gte', 'between', 'empty'],
  sortable: true,
  groupable: true,
  numeric: true,
  parse(input, field) {
    const number = Number(parseDecimal(input, { whole: 15, scale: 0 }, field))
    if (number < LEAST || number > MOST) throw OutOfRange()
    return number
  },
  schema: (field) => ({
    type: 'integer',
    minimum: Number(field.options.min ?? LEAST),
    maximum: Number(field.options.max ?? MOST),
  }),
  fromText: numberInCell,
  toText: String,
})
