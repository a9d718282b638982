import { expect, test } from 'vitest'
import { isWorkday, spread, workdayAfter, workdayBefore } from './workdays.ts'

test.each([
  ['2026-11-20', true],
  ['2026-11-21', false],
  ['2026-10-01', false],
  ['2026-10-08', true],
])('%s is a workday: %s', (day, expected) => expect(isWorkday(day)).toBe(expected))

test('the nearest workday lies before a weekend or after the holidays', () => {
  expect(workdayBefore('2026-11-22')).toBe('2026-11-20')
  expect(workdayAfter('2026-10-01')).toBe('2026-10-08')
})

test('days are spread evenly, each later than the one before, the last on the end', () => {
  expect(spread('2026-03-02', '2026-03-30', 4)).toEqual(['2026-03-09', '2026-03-16', '2026-03-23', '2026-03-30'])
  expect(spread('2026-03-02', '2026-03-03', 4)).toEqual(['2026-03-03'])
  expect(spread('2026-03-02', '2026-03-03', 0)).toEqual([])
})
