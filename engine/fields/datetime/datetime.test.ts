import { fc } from '#test/chance'
import { expect, inject, test } from 'vitest'
import { f } from '../index.ts'
import { throughColumn } from '../through-column.ts'
import { datetime } from './index.ts'

const visited = f.datetime('拜访时间')
const parse = (input: unknown) => datetime.parse(input, visited)

test.each([
  ['2026-03-31T09:00:00+08:00', '2026-03-31T01:00:00.000Z'],
  ['2026-03-31T01:00Z', '2026-03-31T01:00:00.000Z'],
  ['2026-03-31T01:00:00.1239Z', '2026-03-31T01:00:00.123Z'],
  ['2026-01-01T00:30:00-05:00', '2026-01-01T05:30:00.000Z'],
])('%s is %s', (input, instant) => expect(parse(input)).toBe(instant))

test('a time without an offset is refused with advice', () =>
  expect(() => parse('2026-03-31T09:00:00')).toThrow('北京时间在末尾加 +08:00'))

test.each([
  '2026-02-30T09:00:00Z',
  '2026-03-31T24:00:00Z',
  '2026-03-31T09:60:00Z',
  '2026-03-31',
  '2026-03-31 09:00:00Z',
  '1900-01-01T00:00:00+08:00',
  '2999-12-31T23:00:00-08:00',
  '2026-03-31T09:00:00+15:00',
  1774918800000,
  {},
])('%o is no time', (input) => expect(() => parse(input)).toThrow('应为 1900 到 2999 年间真实存在的时间'))

test.each([
  ['2026/3/31 9:05', '2026-03-31T01:05:00.000Z'],
  ['2026-03-31 09:05:30', '2026-03-31T01:05:30.000Z'],
  ['2026年3月31日9时05分', '2026-03-31T01:05:00.000Z'],
  ['2026年3月31日 9时05分30秒', '2026-03-31T01:05:30.000Z'],
  ['2026/3/31', '2026-03-30T16:00:00.000Z'],
  ['2026-03-31T09:00:00+09:00', '2026-03-31T00:00:00.000Z'],
])('a cell %s is %s: cells without a zone are in the time of China', (cell, instant) =>
  expect(parse(datetime.fromText(cell, visited))).toBe(instant),
)

test.each(['2026/2/30 9:00', '2026/3/31 25:00', '2026/3/31 9:75', '下午三点'])('a cell %s is refused', (cell) =>
  expect(() => datetime.fromText(cell, visited)).toThrow('应为 1900 到 2999 年间'),
)

test('a file shows the time of China', () => {
  expect(datetime.toText('2026-03-31T01:05:00.000Z', visited)).toBe('2026-03-31 09:05')
  expect(datetime.toText('2026-03-31T01:05:30.000Z', visited)).toBe('2026-03-31 09:05:30')
})

test('the column gives back every millisecond in UTC', async () => {
  const stored = ['2026-03-31T01:00:00.000Z', '2026-12-31T23:59:59.999Z', '1900-01-02T00:00:00.120Z']
  expect((await throughColumn(inject('databaseUrl'), datetime, stored)).map(({ json }) => json)).toEqual(stored)
})

test('what is stored is stored the same again, and survives a file to the second', () =>
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1992-01-01'), max: new Date('2999-12-30'), noInvalidDate: true }),
      (instant) => {
        const stored = parse(instant.toISOString())
        expect(parse(stored)).toBe(stored)
        const read = parse(datetime.fromText(datetime.toText(stored, visited), visited))
        expect(read).toBe(`${stored.slice(0, 19)}.000Z`)
      },
    ),
  ))
