import { expect, test } from 'vitest'
import { groupDigits, moneyDigits, shortMoney } from './format-number.ts'

test.each([
  ['1860000.00', '1,860,000.00'],
  ['-1234.5', '-1,234.5'],
  ['999', '999'],
  ['12345678901234567890.12', '12,345,678,901,234,567,890.12'],
])('%s reads %s', (decimal, text) => expect(groupDigits(decimal)).toBe(text))

test.each([
  ['0', '0.00'],
  ['16026000', '16,026,000.00'],
  ['120.5', '120.50'],
  ['1.005', '1.01'],
  ['1.2万', '1.2万'],
])('the sum %s reads %s', (decimal, text) => expect(moneyDigits(decimal)).toBe(text))

test.each([
  ['1860000.00', '¥186万', '¥1.86M'],
  ['48222000', '¥4,822.2万', '¥48.22M'],
  ['120000000', '¥1.2亿', '¥120M'],
  ['8600', '¥8,600', '¥8.6K'],
  ['0', '¥0', '¥0'],
  ['-50000', '¥-5万', '¥-50K'],
])('%s is %s in Chinese and %s in English', (decimal, zh, english) => {
  expect(shortMoney(decimal, 'zh-CN')).toBe(zh)
  expect(shortMoney(decimal, 'en')).toBe(english)
})
