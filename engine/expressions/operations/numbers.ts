import { add, type Decimal, multiply, negate, round, subtract } from '#shared/decimal'
import { type Operation, strict } from './operation.ts'

/** Both as whole numbers of units of 10^-scale. */
const units = (a: Decimal, b: Decimal) => {
  const scale = Math.max(scaleOf(a), scaleOf(b))
  const [x, y] = [a, b].map((number) => BigInt(round(number, scale).replace('.', ''))) as [bigint, bigint]
  return { x, y, unit: scale === 0 ? '1' : `0.${'1'.padStart(scale, '0')}` }
}

const scaleOf = (number: Decimal): number => number.split('.')[1]?.length ?? 0

/** Rounded to six digits, half away from zero: the seventh digit, cut off and not rounded, decides. */
const divide = (a: Decimal, b: Decimal): Decimal | null => {
  const { x, y } = units(a, b)
  return y === 0n ? null : round(multiply(String((x * 10_000_000n) / y), '0.0000001'), 6)
}

/** Has the sign of what is divided. */
const remainder = (a: Decimal, b: Decimal): Decimal | null => {
  const { x, y, unit } = units(a, b)
  return y === 0n ? null : multiply(String(x % y), unit)
}

const floor = (number: Decimal): Decimal => {
  const below = String(wholePart(number))
  return number.startsWith('-') && /[1-9]/.test(number.split('.')[1] ?? '') ? subtract(below, '1') : below
}

const wholePart = (number: Decimal): bigint => BigInt(number.split('.')[0]!)

/** The whole part of a number, towards zero; null where JavaScript cannot count that far. */
export const integer = (number: Decimal): number | null => {
  const whole = Number(wholePart(number))
  return Number.isSafeInteger(whole) ? whole : null
}

/** Exact arithmetic: a missing operand, or a division by zero, yields nothing. */
export const numbers = {
  add: strict(add),
  subtract: strict(subtract),
  multiply: strict(multiply),
  divide: strict(divide),
  remainder: strict(remainder),
  negate: strict(negate),
  abs: strict((number: Decimal) => number.replace('-', '')),
  floor: strict(floor),
  ceil: strict((number: Decimal) => negate(floor(negate(number)))),
  round: strict((number: Decimal, digits: Decimal) => round(number, Number(digits))),
} satisfies Record<string, Operation>
