import { expect, inject, test } from 'vitest'
import { f } from '../index.ts'
import { throughColumn } from '../through-column.ts'
import { decimal } from './index.ts'
import { numberInCell } from './number-in-cell.ts'

test('the scale of the field limits the digits after the point', () => {
  expect(decimal.parse('1.25', f.decimal('数量', { scale: 2 }))).toBe('1.25')
  expect(() => decimal.parse('1.255', f.decimal('数量', { scale: 2 }))).toThrow('小数点后最多 2 位')
  expect(() => decimal.parse('1.5', f.decimal('箱数', { scale: 0 }))).toThrow('应为整数')
})

test('the column gives back what was stored, without idle zeros', async () => {
  const stored = ['12.5', '100', '-0.000001', '999999999999.999999', '0']
  expect((await throughColumn(inject('databaseUrl'), decimal, stored)).map(({ json }) => json)).toEqual(stored)
})

test.each([
  ['¥1,234.50', '1,234.50'],
  ['￥ 1,234.50 元', '1,234.50'],
  ['人民币1000', '1000'],
  ['1.2万', '12000'],
  ['-1,500.5 万元', '-15005000'],
  ['3亿', '300000000'],
  ['1.5万亿', '1500000000000'],
  ['0.00001万', '0.1'],
  ['（1,234.50）', '-1,234.50'],
  ['约五万', '约五万'],
])('a cell %s is the number %s', (cell, number) => expect(numberInCell(cell)).toBe(number))
