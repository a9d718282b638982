import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import { outlived } from './retention.ts'

const zone = 'Asia/Shanghai'
const nights = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ at: new Date(Date.UTC(2026, 10, 21, 18, 30) - n * 86_400_000) }))
const daysKept = (backups: { at: Date }[], keep: Parameters<typeof outlived>[1]) => {
  const gone = new Set(outlived(backups, keep, zone))
  return backups.filter((b) => !gone.has(b)).map(({ at }) => at.toISOString().slice(0, 10))
}

test('of 100 nights the last 7, then one a week for 4 weeks, then one a month for 3 months stay', () => {
  expect(daysKept(nights(100), { daily: 7, weekly: 4, monthly: 3 })).toEqual([
    '2026-11-21',
    '2026-11-20',
    '2026-11-19',
    '2026-11-18',
    '2026-11-17',
    '2026-11-16',
    '2026-11-15',
    '2026-11-14',
    '2026-11-07',
    '2026-10-31',
    '2026-10-30',
    '2026-09-29',
  ])
})

test('of several backups in a day the newest stands for it, in the zone of the company', () => {
  const morning = { at: new Date('2026-11-20T16:30:00Z') } // 00:30 of the 21st in Shanghai
  const noon = { at: new Date('2026-11-21T04:00:00Z') }
  expect(outlived([morning, noon], { daily: 7, weekly: 0, monthly: 0 }, zone)).toEqual([morning])
})

test('the newest backup stays whatever the numbers are, and what may go is never more than what there is', () => {
  const some = fc.array(fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }), {
    minLength: 1,
    maxLength: 60,
  })
  const number = fc.integer({ min: 0, max: 10 })
  fc.assert(
    fc.property(some, number, number, number, (dates, daily, weekly, monthly) => {
      const backups = dates.map((at) => ({ at }))
      const gone = outlived(backups, { daily, weekly, monthly }, zone)
      const newest = Math.max(...dates.map((d) => d.getTime()))
      expect(gone.some(({ at }) => at.getTime() === newest && gone.length === backups.length)).toBe(false)
      expect(backups.length - gone.length).toBeLessThanOrEqual(Math.max(1, daily + weekly + monthly))
      expect(backups.length - gone.length).toBeGreaterThanOrEqual(1)
    }),
  )
})
