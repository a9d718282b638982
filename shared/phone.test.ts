import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import { formatPhone, parsePhone } from './phone.ts'

test.each([
  ['13800138000', '+8613800138000'],
  ['138 0013 8000', '+8613800138000'],
  ['138-0013-8000', '+8613800138000'],
  ['+86 138 0013 8000', '+8613800138000'],
  ['86 13800138000', '+8613800138000'],
  ['008613800138000', '+8613800138000'],
  ['1３800138000', '+8613800138000'],
  ['14912345678', '+8614912345678'],
  ['021-60861234', '+862160861234'],
  ['(021)60861234', '+862160861234'],
  ['（0755）2650–1234', '+8675526501234'],
  ['021-60861234转801', '+862160861234;ext=801'],
  ['021-60861234 分机:801', '+862160861234;ext=801'],
  ['021-60861234#12', '+862160861234;ext=12'],
  ['+8613800138000;ext=12', '+8613800138000;ext=12'],
  ['400-820-8820', '+864008208820'],
  ['+852 2345 6789', '+85223456789'],
  ['+1 202 555 0123', '+12025550123'],
])('%s is %s', (text, stored) => expect(parsePhone(text)).toBe(stored))

test.each(['1380013800', '138001380000', '60861234', '12345678', '电话', '+999 123456', '我的号码 13800138000'])(
  '%s is no number',
  (text) => expect(parsePhone(text)).toBeNull(),
)

test.each([
  ['+8613800138000', '138 0013 8000'],
  ['+862160861234;ext=801', '021 6086 1234 转801'],
  ['+85223456789', '+852 2345 6789'],
])('%s is shown as %s', (stored, text) => expect(formatPhone(stored)).toBe(text))

test('what is shown can be typed again', () =>
  fc.assert(
    fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), fc.option(fc.stringMatching(/^\d{1,5}$/)), (mobile, extension) => {
      const stored = extension === null ? `+86${mobile}` : `+86${mobile};ext=${extension}`
      expect(parsePhone(stored)).toBe(stored)
      expect(parsePhone(formatPhone(stored))).toBe(stored)
    }),
  ))
