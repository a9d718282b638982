import { expect, test } from 'vitest'
import { momentText } from './moment-text.ts'

const { TZ } = process.env

test.each([
  ['Asia/Shanghai', '2026-11-22T21:01:05+08:00', '2026-11-22T21:01:06+08:00'],
  ['UTC', '2026-11-22T13:01:05+00:00', '2026-11-22T13:01:06+00:00'],
  ['America/St_Johns', '2026-11-22T09:31:05-03:30', '2026-11-22T09:31:06-03:30'],
])('a moment is shown as the clock on the wall in %s, in whole seconds, with its zone', (zone, before, after) => {
  process.env['TZ'] = zone
  try {
    expect(momentText('2026-11-22T13:01:05.678Z')).toBe(before)
    expect(momentText('2026-11-22T13:01:05.678Z', true)).toBe(after)
    expect(momentText('2026-11-22T13:01:05.000Z', true)).toBe(before)
  } finally {
    if (TZ === undefined) delete process.env['TZ']
    else process.env['TZ'] = TZ
  }
})
