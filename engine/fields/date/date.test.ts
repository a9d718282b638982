import { fc } from '#test/chance'
import { expect, inject, test } from 'vitest'
import { f } from '../index.ts'
import { throughColumn } from '../through-column.ts'
import { date } from './index.ts'

const due = f.date('预计成交日')

test('a real day is taken as it is', () => expect(date.parse('2024-02-29', due)).toBe('2024-02-29'))

test.each([
  '2026-02-29',
  '2026-04-31',
  '2026-3-1',
  '2026-03-31T00:00:00Z',
  '1899-12-31',
  '3000-01-01',
  '今天',
  20260331,
  {},
])('%o is no day', (input) => expect(() => date.parse(input, due)).toThrow('应为 1900 到 2999 年间真实存在的日期'))

test.each([
  ['2011/3/5', '2011-03-05'],
  ['2011.3.5', '2011-03-05'],
  ['2015年6月8日', '2015-06-08'],
  ['2015 年 6 月 8 号', '2015-06-08'],
  ['2015-06-08', '2015-06-08'],
  ['２０１５/６/８', '2015-06-08'],
  ['20150608', '2015-06-08'],
  ['2011/3/5 0:00', '2011-03-05'],
  ['2011-03-05T00:00:00.000', '2011-03-05'],
  ['2011-03-05T00:00:00+08:00', '2011-03-05'],
  ['2011/3/5 14:30', '2011-03-05'],
  ['2011/3/5 星期六', '2011-03-05'],
  ['45356', '2024-03-05'],
])('a cell %s is %s', (cell, day) => expect(date.fromText(cell, due)).toBe(day))

test.each(['3/5/2011', '明天', '2011/3', '24.3.5', '12345', '99999'])(
  'a cell %s is refused: it could mean several days or none',
  (cell) => expect(() => date.fromText(cell, due)).toThrow('应为 1900 到 2999 年间'),
)

test('the column gives back the same day', async () => {
  const stored = ['1900-01-01', '2026-03-31', '2999-12-31']
  expect((await throughColumn(inject('databaseUrl'), date, stored)).map(({ json }) => json)).toEqual(stored)
})

test('every day survives a file', () =>
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true }),
      (instant) => {
        const day = instant.toISOString().slice(0, 10)
        expect(date.parse(date.fromText(date.toText(date.parse(day, due), due), due), due)).toBe(day)
      },
    ),
  ))
