import { expect, test } from 'vitest'
import { formatMoney, formatMoneyShort } from './money.ts'

test.each([
  ['1860000.5', '1,860,000.50'],
  ['-999', '-999.00'],
  ['9999999999999999.99', '9,999,999,999,999,999.99'],
])('%s is written %s', (amount, text) => expect(formatMoney(amount)).toBe(text))

test.each([
  ['9800.00', '9,800'],
  ['9999.99', '9,999.99'],
  ['10000.00', '1万'],
  ['1860000.00', '186万'],
  ['1234567.89', '123.46万'],
  ['99999999.00', '1亿'],
  ['120000000.00', '1.2亿'],
  ['-350000000.00', '-3.5亿'],
  ['1234500000000.00', '12,345亿'],
  ['0.00', '0'],
])('%s is short for %s', (amount, text) => expect(formatMoneyShort(amount)).toBe(text))
