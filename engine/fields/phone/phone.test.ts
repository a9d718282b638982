import { expect, inject, test } from 'vitest'
import { f } from '../index.ts'
import { throughColumn } from '../through-column.ts'
import { phone } from './index.ts'

const mobile = f.phone('手机')

test('a number is stored in E.164, its extension kept', () => {
  expect(phone.parse('138 0013-8000', mobile)).toBe('+8613800138000')
  expect(phone.parse('021-60861234转801', mobile)).toBe('+862160861234;ext=801')
})

test('what is no number is refused with advice', () => {
  for (const input of ['1380013800', '没有', '1'.repeat(100)])
    expect(() => phone.parse(input, mobile)).toThrow('手机 11 位,座机请带区号')
  expect(() => phone.parse(13800138000, mobile)).toThrow('应为文字')
})

test('a mask shows enough to recognise a number and too little to dial it', async () => {
  const stored = ['+8613800132201', '+8613800132201;ext=12', '+862160861234;ext=801', '+85223456789', '+376312345']
  const rows = await throughColumn(inject('databaseUrl'), phone, stored)
  expect(rows.map(({ mask }) => mask)).toEqual([
    '138****2201',
    '138****2201',
    '+862****1234',
    '+852****6789',
    '+376****45',
  ])
  expect(rows.map(({ json }) => json)).toEqual(stored)
})

test('a file shows a number that can be read again', () => {
  for (const stored of ['+8613800138000', '+862160861234;ext=801', '+85223456789', '+12025550123', '+864008208820'])
    expect(phone.parse(phone.fromText(phone.toText(stored, mobile), mobile), mobile)).toBe(stored)
})
