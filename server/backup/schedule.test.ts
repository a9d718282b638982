import { expect, test } from 'vitest'
import { isDue, type Schedule } from './schedule.ts'

const nightly: Schedule = { on: true, at: '02:30', keep: { daily: 7, weekly: 4, monthly: 3 } }
const due = (now: string, last: string | null, schedule = nightly, founded = '2026-01-01T00:00:00+08:00') =>
  isDue(schedule, 'Asia/Shanghai', new Date(now), { founded: new Date(founded), last: last ? new Date(last) : null })

test('a backup is due from its time of day on, once', () => {
  expect(due('2026-11-21T02:29:00+08:00', '2026-11-20T02:30:05+08:00')).toBe(false)
  expect(due('2026-11-21T02:30:00+08:00', '2026-11-20T02:30:05+08:00')).toBe(true)
  expect(due('2026-11-21T02:40:00+08:00', '2026-11-21T02:30:05+08:00')).toBe(false)
})

test('a night that the machine slept through is made up for, also before the next time of day', () => {
  expect(due('2026-11-21T09:00:00+08:00', '2026-11-20T02:30:05+08:00')).toBe(true)
  expect(due('2026-11-22T01:00:00+08:00', '2026-11-20T02:30:05+08:00')).toBe(true)
  expect(due('2026-11-22T01:00:00+08:00', '2026-11-21T09:00:00+08:00')).toBe(false)
})

test('a company has its first backup in its first night, and none when backups are off', () => {
  expect(due('2026-11-21T20:00:00+08:00', null, nightly, '2026-11-21T19:00:00+08:00')).toBe(false)
  expect(due('2026-11-22T02:31:00+08:00', null, nightly, '2026-11-21T19:00:00+08:00')).toBe(true)
  expect(due('2026-11-22T02:31:00+08:00', null, { ...nightly, on: false })).toBe(false)
})
