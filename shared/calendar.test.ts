import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import { isRelativeRange, namedRanges, type RelativeRange, resolveDates, resolveRange } from './calendar.ts'

test.each<[RelativeRange, string, string]>([
  ['today', '2026-11-21', '2026-11-22'],
  ['yesterday', '2026-11-20', '2026-11-21'],
  ['tomorrow', '2026-11-22', '2026-11-23'],
  ['thisWeek', '2026-11-16', '2026-11-23'],
  ['lastWeek', '2026-11-09', '2026-11-16'],
  ['nextWeek', '2026-11-23', '2026-11-30'],
  ['thisMonth', '2026-11-01', '2026-12-01'],
  ['lastMonth', '2026-10-01', '2026-11-01'],
  ['nextMonth', '2026-12-01', '2027-01-01'],
  ['thisQuarter', '2026-10-01', '2027-01-01'],
  ['lastQuarter', '2026-07-01', '2026-10-01'],
  ['nextQuarter', '2027-01-01', '2027-04-01'],
  ['thisYear', '2026-01-01', '2027-01-01'],
  ['lastYear', '2025-01-01', '2026-01-01'],
  ['nextYear', '2027-01-01', '2028-01-01'],
  [{ last: 1, unit: 'day' }, '2026-11-21', '2026-11-22'],
  [{ last: 30, unit: 'day' }, '2026-10-23', '2026-11-22'],
  [{ last: 2, unit: 'week' }, '2026-11-08', '2026-11-22'],
  [{ last: 1, unit: 'month' }, '2026-10-22', '2026-11-22'],
  [{ next: 7, unit: 'day' }, '2026-11-21', '2026-11-28'],
  [{ next: 3, unit: 'month' }, '2026-11-21', '2027-02-21'],
  [{ next: 1, unit: 'year' }, '2026-11-21', '2027-11-21'],
])('on Saturday 21 November 2026, %o is from %s until before %s', (range, from, to) =>
  expect(resolveDates(range, '2026-11-21')).toEqual([from, to]),
)

test('today in Shanghai begins at 16:00 UTC of the day before', () =>
  expect(resolveRange('today', '2026-11-20T16:00:00.000Z', 'Asia/Shanghai')).toEqual([
    '2026-11-20T16:00:00.000Z',
    '2026-11-21T16:00:00.000Z',
  ]))

test('a day on which New York changes its clocks has 23 or 25 hours', () => {
  expect(resolveRange('today', '2026-03-08T12:00:00Z', 'America/New_York')).toEqual([
    '2026-03-08T05:00:00.000Z',
    '2026-03-09T04:00:00.000Z',
  ])
  expect(resolveRange('today', '2026-11-01T12:00:00Z', 'America/New_York')).toEqual([
    '2026-11-01T04:00:00.000Z',
    '2026-11-02T05:00:00.000Z',
  ])
})

test('a moment belongs to the day of the zone that asks', () => {
  const now = '2026-12-31T23:30:00.000Z'
  expect(resolveRange('thisYear', now, 'Asia/Shanghai')[0]).toBe('2026-12-31T16:00:00.000Z')
  expect(resolveRange('thisYear', now, 'America/New_York')[0]).toBe('2026-01-01T05:00:00.000Z')
})

const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
const zones = fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe')

test('now lies in every this-range, and last, this and next follow each other without a gap', () =>
  fc.assert(
    fc.property(instants, zones, fc.constantFrom('Week', 'Month', 'Quarter', 'Year'), (now, zone, unit) => {
      const [last, current, next] = (['last', 'this', 'next'] as const).map((which) =>
        resolveRange(`${which}${unit}` as RelativeRange, now, zone),
      )
      expect(current![0] <= now.toISOString() && now.toISOString() < current![1]).toBe(true)
      expect(last![1]).toBe(current![0])
      expect(next![0]).toBe(current![1])
    }),
  ))

test('ranges from outside are told from nonsense', () => {
  expect(namedRanges.every(isRelativeRange)).toBe(true)
  expect(isRelativeRange({ last: 30, unit: 'day' })).toBe(true)
  for (const nonsense of [
    'toString',
    'fortnight',
    null,
    7,
    [],
    {},
    { last: 0, unit: 'day' },
    { last: 1.5, unit: 'day' },
    { last: '7', unit: 'day' },
    { last: 7, unit: 'hour' },
    { last: 7, next: 7, unit: 'day' },
    { last: 7, unit: 'day', zone: 'UTC' },
    { last: 1e9, unit: 'year' },
  ])
    expect(isRelativeRange(nonsense)).toBe(false)
})
