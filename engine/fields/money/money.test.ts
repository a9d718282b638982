import { fc } from '#test/chance'
import { expect, inject, test } from 'vitest'
import { f } from '../index.ts'
import { throughColumn } from '../through-column.ts'
import { money } from './index.ts'

const amount = f.money('金额')

test('an amount always has two digits after the point', () => {
  expect(money.parse('1,860,000', amount)).toBe('1860000.00')
  expect(money.parse(12.5, amount)).toBe('12.50')
})

test('a third digit is refused: nobody’s money is rounded away', () =>
  expect(() => money.parse('0.005', amount)).toThrow('小数点后最多 2 位,现在有 3 位'))

test('16 digits fit before the point', () => {
  expect(money.parse('9999999999999999.99', amount)).toBe('9999999999999999.99')
  expect(() => money.parse('10000000000000000', amount)).toThrow('小数点前最多 16 位,现在有 17 位')
})

test('bounds hold', () => expect(() => money.parse('-0.01', f.money('回款', { min: 0 }))).toThrow('不能小于 0'))

test('the column gives back every cent', async () => {
  const stored = ['1860000.00', '-0.01', '9999999999999999.99', '0.00']
  expect((await throughColumn(inject('databaseUrl'), money, stored)).map(({ json }) => json)).toEqual(stored)
})

test('a cell may speak of 万 and 亿', () => {
  const read = (cell: string) => money.parse(money.fromText(cell, amount), amount)
  expect(read('1.2万')).toBe('12000.00')
  expect(read('¥1,234.50')).toBe('1234.50')
  expect(read('3亿元')).toBe('300000000.00')
})

test('what is stored survives a file', () =>
  fc.assert(
    fc.property(fc.stringMatching(/^-?\d{1,16}(\.\d{1,2})?$/), (text) => {
      const stored = money.parse(text, amount)
      expect(money.parse(stored, amount)).toBe(stored)
      expect(money.parse(money.fromText(money.toText(stored, amount), amount), amount)).toBe(stored)
    }),
  ))
