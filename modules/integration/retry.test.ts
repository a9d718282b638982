import { expect, test } from 'vitest'
import { wants } from './event-type.ts'
import { pauseAfter } from './retry.ts'

test('the pauses grow from half a minute to a day, a fifth more or less, and then it is over', () => {
  expect([1, 2, 3, 4, 5, 6, 7].map((n) => pauseAfter(n, 0.5))).toEqual([30, 300, 1_800, 7_200, 28_800, 86_400, null])
  expect([pauseAfter(1, 0), pauseAfter(1, 1)]).toEqual([24, 36])
})

test.each([
  [['*'], 'lead.created', true],
  [['customer.*'], 'customer.deleted', true],
  [['customer.*'], 'customer_x.deleted', false],
  [['customer.updated', 'lead.*'], 'customer.updated', true],
  [['customer.updated'], 'customer.created', false],
  [[], 'customer.created', false],
])('a webhook for %j hears of %s: %s', (events, type, heard) => expect(wants(events, type)).toBe(heard))
