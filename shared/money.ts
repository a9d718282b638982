import { compare, type Decimal, multiply, round, trimZeros } from './decimal.ts'

/** With thousands separators and two digits: '1860000.5' → '1,860,000.50'. */
export const formatMoney = (amount: Decimal): string => group(round(amount, 2))

/** Short, in the units Chinese readers count in: '186万', '1.2亿', '9,800'. Two digits after the point at most. */
export const formatMoneyShort = (amount: Decimal): string => {
  const size = amount.replace(/^-/, '')
  // What rounds up to the next unit is written in it: 99,999,999 is 1亿 and not 10,000万.
  if (compare(round(multiply(size, '0.0001'), 2), '10000') >= 0)
    return `${group(trimZeros(round(multiply(amount, '0.00000001'), 2)))}亿`
  if (compare(size, '10000') >= 0) return `${group(trimZeros(round(multiply(amount, '0.0001'), 2)))}万`
  return group(trimZeros(round(amount, 2)))
}

const group = (decimal: Decimal): string => {
  const [whole = '', fraction] = decimal.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}
