import { expect, test } from 'vitest'
import { isQuiet, type QuietHours, usualQuietHours } from './quiet-hours.ts'

const hours = (more: Partial<QuietHours> = {}): QuietHours => ({ ...usualQuietHours, on: true, ...more })
const at = (wall: string) => new Date(`${wall}+08:00`)
const quiet = (one: QuietHours, wall: string) => isQuiet(one, at(wall), 'Asia/Shanghai')

// 2026-11-20 is a Friday.
test.each([
  ['2026-11-20T19:59', false],
  ['2026-11-20T20:00', true],
  ['2026-11-21T07:59', true],
  ['2026-11-21T08:00', false],
])('every night from eight to eight: at %s it is quiet: %s', (wall, is) => expect(quiet(hours(), wall)).toBe(is))

test.each([
  ['2026-11-20T21:00', true],
  ['2026-11-21T07:00', true],
  ['2026-11-21T21:00', false],
  ['2026-11-22T07:00', false],
])('a night belongs to the day on which it begins: of workdays only, %s is quiet: %s', (wall, is) =>
  expect(quiet(hours({ days: [1, 2, 3, 4, 5] }), wall)).toBe(is),
)

test.each([
  ['2026-11-21T12:00', true],
  ['2026-11-22T23:59', true],
  ['2026-11-23T12:00', false],
])('whole days are quiet beside the nights: %s is quiet: %s', (wall, is) =>
  expect(quiet(hours({ wholeDays: [6, 7] }), wall)).toBe(is),
)

test.each([
  ['2026-11-20T12:30', true],
  ['2026-11-20T13:30', false],
  ['2026-11-20T11:30', false],
])('a rest at noon ends on the same day: %s is quiet: %s', (wall, is) =>
  expect(quiet(hours({ from: '12:00', to: '13:30' }), wall)).toBe(is),
)

test('off is off, and one who works in another time zone has her own night', () => {
  expect(quiet(hours({ on: false }), '2026-11-20T23:00')).toBe(false)
  const inNewYork = hours({ zone: 'America/New_York' })
  expect(quiet(inNewYork, '2026-11-20T23:00')).toBe(false)
  expect(quiet(inNewYork, '2026-11-20T12:00')).toBe(true)
})
