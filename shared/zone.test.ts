import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import { dateIn, instantOf, startOfDay, wallClock } from './zone.ts'

test('the wall clock shows the time of the zone', () => {
  expect(wallClock(new Date('2026-11-20T16:30:05Z'), 'Asia/Shanghai')).toBe('2026-11-21T00:30:05')
  expect(dateIn(new Date('2026-11-20T16:30:05Z'), 'America/New_York')).toBe('2026-11-20')
})

test.each([
  ['Asia/Shanghai', '2026-11-21', '2026-11-20T16:00:00.000Z'],
  ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z'], // clocks go forward at 2:00
  ['America/New_York', '2026-03-09', '2026-03-09T04:00:00.000Z'],
  ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z'], // clocks go back at 2:00
  ['America/New_York', '2026-11-02', '2026-11-02T05:00:00.000Z'],
  ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z'], // there is no midnight: 0:00 becomes 1:00
  ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z'], // there are two: 1:00 becomes 0:00
  ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'], // there is no such day: Samoa crossed the date line
  ['Asia/Kathmandu', '2026-11-21', '2026-11-20T18:15:00.000Z'],
])('in %s, %s begins at %s', (zone, date, instant) => expect(startOfDay(date, zone).toISOString()).toBe(instant))

test('a wall clock time that the spring skips means the moment of the change', () =>
  expect(instantOf('2026-03-08T02:30:00', 'America/New_York').toISOString()).toBe('2026-03-08T07:30:00.000Z'))

const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'UTC']

test('the first instant of a day is in it and the one before is not', () =>
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
      fc.constantFrom(...zones),
      (instant, zone) => {
        const date = dateIn(instant, zone)
        const start = startOfDay(date, zone)
        expect(start <= instant).toBe(true)
        expect(dateIn(start, zone)).toBe(date)
        expect(dateIn(new Date(start.getTime() - 1), zone) < date).toBe(true)
      },
    ),
  ))
