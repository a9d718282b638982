import { compare, type Decimal, round, trimZeros } from '#shared/decimal'
import { defineError } from '../../errors.ts'
import type { Field } from '../field.ts'

export const NotNumber = defineError(
  'field.notNumber',
  422,
  '应为数字,例如 1860000.00',
  'Number expected, e.g. 1860000.00',
)
export const Inexact = defineError(
  'field.inexactNumber',
  422,
  '超过 15 位的数字请以字符串传送,例如 "1860000.00"',
  'Send numbers of more than 15 digits as strings, e.g. "1860000.00"',
)
export const TooManyDigits = defineError(
  'field.tooManyDigits',
  422,
  '小数点前最多 {whole} 位,现在有 {now} 位',
  'At most {whole} digits before the point, there are {now}',
)
export const TooPrecise = defineError(
  'field.tooPrecise',
  422,
  '小数点后最多 {scale} 位,现在有 {now} 位',
  'At most {scale} digits after the point, there are {now}',
)
export const NotWhole = defineError('field.notWhole', 422, '应为整数', 'Whole number expected')
export const TooSmall = defineError('field.tooSmall', 422, '不能小于 {min}', 'Must be at least {min}')
export const TooLarge = defineError('field.tooLarge', 422, '不能大于 {max}', 'Must be at most {max}')

/** How large and how fine a number may be. */
export interface DecimalLimits {
  /** Most digits before the point. */
  readonly whole: number
  /** Most digits after it; more are refused, never rounded away. */
  readonly scale: number
  /** Always write all digits after the point: '5' → '5.00'. */
  readonly padded?: boolean
}

const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/
const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/
const SIGNIFICANT = 15

/**
 * A number from outside → an exact decimal string without idle zeros. Strings may carry thousands separators and full-width
 * digits; JSON numbers are taken while a float holds them exactly. No exponent, no NaN. The field's `min` and `max` hold.
 */
export const parseDecimal = (input: unknown, limits: DecimalLimits, field: Field): Decimal => {
  const decimal = trimZeros(readNumber(input))
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.')
  if (whole.length > limits.whole) throw TooManyDigits({ whole: limits.whole, now: whole.length })
  if (fraction.length > limits.scale) {
    throw limits.scale === 0 ? NotWhole() : TooPrecise({ scale: limits.scale, now: fraction.length })
  }
  const { min, max } = field.options
  if (min !== undefined && compare(decimal, String(min)) < 0) throw TooSmall({ min })
  if (max !== undefined && compare(decimal, String(max)) > 0) throw TooLarge({ max })
  return limits.padded ? round(decimal, limits.scale) : decimal
}

const readNumber = (input: unknown): Decimal => {
  if (typeof input !== 'number' && typeof input !== 'string') throw NotNumber()
  const text = String(input).normalize('NFKC').replace('−', '-').trim()
  if (typeof input === 'number' && Number.isFinite(input) && digitsOf(text) > SIGNIFICANT) throw Inexact()
  // Longer than any number we keep: not worth reading, and BigInt would take its time.
  if (text.length > 100 || !(PLAIN.test(text) || GROUPED.test(text))) throw NotNumber()
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)(\d*)\.?(\d*)$/.exec(text.replaceAll(',', '')) ?? []
  return `${sign === '-' ? '-' : ''}${whole || '0'}${fraction ? `.${fraction}` : ''}`
}

/** JavaScript writes large and small numbers with an exponent; those cannot be told from rounded ones. */
const digitsOf = (text: string): number =>
  text.includes('e') ? Number.POSITIVE_INFINITY : text.replace(/^-?0*\.?0*|\./g, '').length
