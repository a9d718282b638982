import { expect, test } from 'vitest'
import { parsePhone } from '#shared/phone'
import { phoneText } from './phone-text.ts'

test.each([
  ['+8613800138000;ext=12', '138 0013 8000 转12'],
  ['+862160861234', '021-60861234'],
  ['+861065551234;ext=801', '010-65551234 转801'],
  ['+8657188881234', '0571-88881234'],
  ['+864008208820', '400-820-8820'],
  ['+85223456789', '+85223456789'],
])('%s is shown as %s', (stored, text) => expect(phoneText(stored)).toBe(text))

test('a number as it is shown can be typed again', () => {
  for (const stored of [
    '+8613800138000',
    '+8613800138000;ext=12',
    '+862160861234',
    '+8657188881234',
    '+864008208820',
    '+85223456789',
  ])
    expect(parsePhone(phoneText(stored))).toBe(stored)
})
