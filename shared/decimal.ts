/** An exact decimal number in plain notation, e.g. '-1860000.50'. No exponent, no grouping, never a float. */
export type Decimal = string

/** A decimal as a whole number of units of 10^-scale. */
interface Scaled {
  readonly units: bigint
  readonly scale: number
}

const PLAIN = /^(-?)(\d+)(?:\.(\d+))?$/

const read = (decimal: Decimal): Scaled => {
  const parts = PLAIN.exec(decimal)
  if (!parts) throw new RangeError(`Not a plain decimal: ${decimal}`)
  const [, sign = '', whole = '', fraction = ''] = parts
  return { units: BigInt(`${sign}${whole}${fraction}`), scale: fraction.length }
}

const write = ({ units, scale }: Scaled): Decimal => {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  return `${units < 0n ? '-' : ''}${whole}${scale > 0 ? `.${digits.slice(-scale)}` : ''}`
}

const unitsAt = ({ units, scale }: Scaled, target: number): bigint => units * 10n ** BigInt(target - scale)

/** The sum, with as many digits after the point as the longer operand: '1.10' + '2' = '3.10'. */
export const add = (a: Decimal, b: Decimal): Decimal => {
  const [x, y] = [read(a), read(b)]
  const scale = Math.max(x.scale, y.scale)
  return write({ units: unitsAt(x, scale) + unitsAt(y, scale), scale })
}

export const negate = (a: Decimal): Decimal => {
  const { units, scale } = read(a)
  return write({ units: -units, scale })
}

export const subtract = (a: Decimal, b: Decimal): Decimal => add(a, negate(b))

/** The exact product; `round` brings it back to the digits you keep. */
export const multiply = (a: Decimal, b: Decimal): Decimal => {
  const [x, y] = [read(a), read(b)]
  return write({ units: x.units * y.units, scale: x.scale + y.scale })
}

/** Negative, zero or positive, as `Array.prototype.sort` wants it. '1.0' equals '1'. */
export const compare = (a: Decimal, b: Decimal): -1 | 0 | 1 => {
  const [x, y] = [read(a), read(b)]
  const scale = Math.max(x.scale, y.scale)
  const difference = unitsAt(x, scale) - unitsAt(y, scale)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** Exactly `scale` digits after the point; half is rounded away from zero (四舍五入), as PostgreSQL's `round` does. */
export const round = (a: Decimal, scale: number): Decimal => {
  const number = read(a)
  if (number.scale <= scale) return write({ units: unitsAt(number, scale), scale })
  const divisor = 10n ** BigInt(number.scale - scale)
  const half = number.units < 0n ? -divisor / 2n : divisor / 2n
  return write({ units: (number.units + half) / divisor, scale })
}

/** Without zeros that say nothing: '007.50' → '7.5', '-0.0' → '0'. */
export const trimZeros = (a: Decimal): Decimal => {
  const plain = write(read(a))
  return plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain
}
