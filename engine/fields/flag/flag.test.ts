import { expect, test } from 'vitest'
import { f } from '../index.ts'
import { flag } from './index.ts'

const vip = f.flag('重点客户')

test('only true and false are taken from the API', () => {
  expect(flag.parse(true, vip)).toBe(true)
  for (const input of ['true', 1, 0, '是', {}]) expect(() => flag.parse(input, vip)).toThrow('应为是(true)或否(false)')
})

test.each(['是', '有', '√', '✓', 'TRUE', 'Yes', '1', ' 是 ', '１'])('a cell %s means yes', (cell) =>
  expect(flag.fromText(cell, vip)).toBe(true),
)
test.each(['否', '无', '×', 'false', 'N', '0'])('a cell %s means no', (cell) =>
  expect(flag.fromText(cell, vip)).toBe(false),
)

test('another cell is refused in its own words', () =>
  expect(() => flag.fromText('也许', vip)).toThrow('“也许”应写成“是”或“否”'))

test('a file says 是 and 否, which can be read again', () => {
  for (const value of [true, false]) expect(flag.fromText(flag.toText(value, vip), vip)).toBe(value)
})
