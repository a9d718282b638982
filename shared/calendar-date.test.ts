import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import { addDays, addMonths, isCalendarDate, weekday } from './calendar-date.ts'

test.each([
  ['2026-03-31', true],
  ['2024-02-29', true],
  ['2026-02-29', false],
  ['1900-02-29', false],
  ['2000-02-29', true],
  ['2026-04-31', false],
  ['2026-13-01', false],
  ['1899-12-31', false],
  ['2999-12-31', true],
  ['3000-01-01', false],
  ['2026-3-31', false],
  ['2026-03-31 ', false],
])('%s is a day: %s', (text, expected) => expect(isCalendarDate(text)).toBe(expected))

test('a month later is the same day, or the last day of a shorter month', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
  expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
  expect(addMonths('2026-11-21', 3)).toBe('2027-02-21')
  expect(addMonths('2026-03-31', -13)).toBe('2025-02-28')
})

test('weeks begin on Monday', () => {
  expect(weekday('2026-11-16')).toBe(0)
  expect(weekday('2026-11-22')).toBe(6)
})

test('going some days ahead and back ends on the same day', () =>
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300_000 }), fc.integer({ min: -10_000, max: 10_000 }), (start, days) => {
      const date = addDays('2000-01-01', start)
      expect(addDays(addDays(date, days), -days)).toBe(date)
    }),
  ))
