import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import { add, compare, multiply, round, subtract, trimZeros } from './decimal.ts'

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 8 }))
  .map(([units, scale]) => multiply(String(units), scale === 0 ? '1' : `0.${'1'.padStart(scale, '0')}`))

test('sums are exact where floats are not', () => {
  expect(add('0.1', '0.2')).toBe('0.3')
  expect(add('9999999999999999.99', '0.01')).toBe('10000000000000000.00')
  expect(subtract('1.00', '1.005')).toBe('-0.005')
})

test('products are exact', () => {
  expect(multiply('1234.56', '0.13')).toBe('160.4928')
  expect(multiply('-3', '0.00')).toBe('0.00')
})

test.each([
  ['2.345', 2, '2.35'],
  ['-2.345', 2, '-2.35'],
  ['2.344', 2, '2.34'],
  ['-0.004', 2, '0.00'],
  ['7', 2, '7.00'],
  ['9.5', 0, '10'],
])('%s with %i digits is %s: half goes away from zero', (a, scale, expected) => expect(round(a, scale)).toBe(expected))

test.each([
  ['007.50', '7.5'],
  ['100', '100'],
  ['100.00', '100'],
  ['-0.0', '0'],
])('%s without idle zeros is %s', (a, expected) => expect(trimZeros(a)).toBe(expected))

test('numbers compare by value, not by their text', () => {
  expect(compare('10', '9')).toBe(1)
  expect(compare('1.0', '1')).toBe(0)
  expect(compare('-2', '-1.5')).toBe(-1)
})

test.each(['1e5', 'NaN', '', '.5', '1,000'])('%s is no plain decimal', (a) =>
  expect(() => add(a, '1')).toThrow(RangeError),
)

test('adding a number and taking it away changes nothing', () =>
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      expect(compare(subtract(add(a, b), b), a)).toBe(0)
    }),
  ))

test('multiplication distributes over addition', () =>
  fc.assert(
    fc.property(decimal, decimal, decimal, (a, b, c) => {
      expect(compare(multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c)))).toBe(0)
    }),
  ))

test('the order of numbers is the sign of their difference', () =>
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      expect(compare(a, b)).toBe(compare(subtract(a, b), '0'))
    }),
  ))

test('rounding is off by half a unit at most', () =>
  fc.assert(
    fc.property(decimal, (a) => {
      const error = subtract(round(a, 2), a)
      expect(compare(error.replace('-', ''), '0.005')).toBeLessThanOrEqual(0)
    }),
  ))
