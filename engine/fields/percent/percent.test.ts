import { expect, inject, test } from 'vitest'
import { f } from '../index.ts'
import { throughColumn } from '../through-column.ts'
import { percent } from './index.ts'

const discount = f.percent('折扣', { min: 0, max: 100 })

test('12.5 is 12.5 %', () => {
  expect(percent.parse('12.50', discount)).toBe('12.5')
  expect(percent.toText('12.5', discount)).toBe('12.5%')
})

test.each([
  ['12.5%', '12.5'],
  ['１２．５％', '12.5'],
  ['12.5', '12.5'],
])('a cell %s is %s', (cell, rate) => expect(percent.parse(percent.fromText(cell, discount), discount)).toBe(rate))

test('bounds and digits are limited', () => {
  expect(() => percent.parse('100.01', discount)).toThrow('不能大于 100')
  expect(() => percent.parse('1.00001', discount)).toThrow('小数点后最多 4 位')
})

test('the column gives back what was stored', async () => {
  const stored = ['12.5', '0', '99999.9999', '-3']
  expect((await throughColumn(inject('databaseUrl'), percent, stored)).map(({ json }) => json)).toEqual(stored)
})
