import { afterEach, expect, test } from 'vitest'
import { dateText, fromLocalInput, momentText, setZone, toLocalInput } from './format-date.ts'

const noon = Date.parse('2026-11-21T04:00:00.000Z')
afterEach(() => setZone('Asia/Shanghai'))

test.each([
  ['2026-11-21', '今天'],
  ['2026-11-20', '昨天'],
  ['2026-11-22', '明天'],
  ['2026-03-05', '03-05'],
  ['2025-11-21', '2025-11-21'],
])('the date %s reads %s', (date, text) => expect(dateText(date, noon)).toBe(text))

test('a moment is told in the zone of the workspace, not of the browser', () => {
  expect(momentText('2026-11-20T16:30:00.000Z', noon)).toBe('今天 00:30')
  setZone('America/New_York')
  expect(momentText('2026-11-20T16:30:00.000Z', noon)).toBe('今天 11:30')
})

test.each(['Asia/Shanghai', 'America/New_York', 'Europe/London'])(
  'a local time comes back as it went in, in %s',
  (zone) => {
    setZone(zone)
    for (const local of ['2026-03-08T12:00', '2026-11-01T00:30', '2026-06-15T23:59', '2026-01-01T00:00']) {
      expect(toLocalInput(fromLocalInput(local))).toBe(local)
    }
  },
)
