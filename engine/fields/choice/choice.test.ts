import { expect, test } from 'vitest'
import { f } from '../index.ts'
import { choice } from './index.ts'

const source = f.choice('来源', { options: { web: '官网', expo: '展会', A: 'A类' } })

test('an option is taken by its value, and by nothing else', () => {
  expect(choice.parse('web', source)).toBe('web')
  for (const input of ['官网', 'toString', '__proto__', 'constructor', 7, ['web']])
    expect(() => choice.parse(input, source)).toThrow('可选:官网(web)、展会(expo)、A类(A)')
})

test('a long list of options is cut in the message', () => {
  const many = f.choice('省份', {
    options: Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`p${i}`, `省${i}`])),
  })
  expect(() => choice.parse('x', many)).toThrow(/省9\(p9\)…$/)
})

test.each([
  ['官网', 'web'],
  [' 展会 ', 'expo'],
  ['expo', 'expo'],
  ['Ａ类', 'A'],
  ['a', 'A'],
])('a cell %s is %s', (cell, value) => expect(choice.fromText(cell, source)).toBe(value))

test('an unknown cell is refused with the options there are', () =>
  expect(() => choice.fromText('抖音', source)).toThrow('没有“抖音”这个选项,可选:官网(web)'))

test('a file shows the label; a value whose option is gone shows itself', () => {
  expect(choice.toText('web', source)).toBe('官网')
  expect(choice.toText('retired', source)).toBe('retired')
})
