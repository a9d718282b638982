import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import { f } from '../index.ts'
import { parseDecimal } from './parse-decimal.ts'

const field = f.decimal('数量')
const limits = { whole: 12, scale: 6 }
const parse = (input: unknown) => parseDecimal(input, limits, field)

test.each([
  ['1,860,000.00', '1860000'],
  ['１，８６０．５', '1860.5'],
  [' 12.50 ', '12.5'],
  ['+7', '7'],
  ['-0.00', '0'],
  ['−3', '-3'],
  ['－3', '-3'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['007', '7'],
  ['999999999999.999999', '999999999999.999999'],
  [1860000, '1860000'],
  [0.1, '0.1'],
  [-2.5, '-2.5'],
])('%o is read as %s', (input, number) => expect(parse(input)).toBe(number))

test.each([
  'NaN',
  'Infinity',
  '1e5',
  '0x10',
  '1,86',
  '1,8600',
  '--1',
  '1.2.3',
  '十二',
  '1 000',
  '9'.repeat(200),
  NaN,
  null,
  {},
  true,
])('%o is no number', (input) => expect(() => parse(input)).toThrow('应为数字'))

test('too many digits are refused with the limit, never rounded away', () => {
  expect(() => parse('1234567890123')).toThrow('小数点前最多 12 位,现在有 13 位')
  expect(() => parse('0.1234567')).toThrow('小数点后最多 6 位,现在有 7 位')
  expect(() => parseDecimal('1.5', { whole: 12, scale: 0 }, field)).toThrow('应为整数')
})

test('a JSON number that a float cannot hold is refused with advice', () => {
  expect(() => parse(2 ** 60)).toThrow('请以字符串传送')
  expect(() => parse(0.1 + 0.2)).toThrow('请以字符串传送')
  expect(() => parse(1e21)).toThrow('请以字符串传送')
})

test('the bounds of the field hold, exactly', () => {
  const rate = f.decimal('系数', { min: 0, max: '1.5' })
  expect(parseDecimal('1.50', limits, rate)).toBe('1.5')
  expect(() => parseDecimal('1.500001', limits, rate)).toThrow('不能大于 1.5')
  expect(() => parseDecimal('-0.000001', limits, rate)).toThrow('不能小于 0')
})

test('what was read is read the same again', () =>
  fc.assert(
    fc.property(fc.stringMatching(/^-?\d{1,12}(\.\d{1,6})?$/), (text) => {
      const once = parse(text)
      expect(parse(once)).toBe(once)
      expect(Number(once)).toBe(Number(text) + 0)
    }),
  ))
