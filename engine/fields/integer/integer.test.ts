import { fc } from '#test/chance'
import { expect, inject, test } from 'vitest'
import { f } from '../index.ts'
import { throughColumn } from '../through-column.ts'
import { integer } from './index.ts'

const staff = f.integer('人数')

test.each([
  ['1,200', 1200],
  ['３', 3],
  ['3.0', 3],
  [-5, -5],
  [2147483647, 2147483647],
])('%o is %i', (input, number) => expect(integer.parse(input, staff)).toBe(number))

test('what is not whole or too large is refused with the reason', () => {
  expect(() => integer.parse('1.5', staff)).toThrow('应为整数')
  expect(() => integer.parse('2147483648', staff)).toThrow('应为 -2147483648 到 2147483647 之间的整数')
  expect(() => integer.parse('很多', staff)).toThrow('应为数字')
  expect(() => integer.parse(101, f.integer('评分', { min: 0, max: 100 }))).toThrow('不能大于 100')
})

test('the column holds the largest and the smallest', async () => {
  const stored = [-2147483648, 0, 2147483647]
  expect((await throughColumn(inject('databaseUrl'), integer, stored)).map(({ json }) => json)).toEqual(stored)
})

test('what is stored survives a file', () =>
  fc.assert(
    fc.property(fc.integer(), (number) => {
      expect(integer.parse(integer.fromText(integer.toText(number, staff), staff), staff)).toBe(number)
    }),
  ))

test('a cell may speak of 万', () => expect(integer.parse(integer.fromText('1.2万', staff), staff)).toBe(12000))
