import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import { resetOf, serialFault, serialPeriod, serialText } from './serial-rule.ts'

test('a number is written with the day it is given on, and outgrows its zeros', () => {
  expect(serialText('C{yyyy}{000000}', 123, '2026-11-21')).toBe('C2026000123')
  expect(serialText('{yy}{mm}{dd}-{00}号', 100, '2026-11-21')).toBe('261121-100号')
})

test.each([
  ['C{000000}', undefined, 'never', ''],
  ['C{yyyy}{0000}', undefined, 'year', '2026'],
  ['C{yy}{mm}{0000}', undefined, 'month', '2026-11'],
  ['{yyyy}{mm}{dd}{00}', undefined, 'day', '2026-11-21'],
  ['{yyyy}{mm}{0000}', 'year', 'year', '2026'],
  ['{yyyy}{0000}', 'never', 'never', ''],
] as const)('%s with %s begins anew: %s', (pattern, reset, when, period) => {
  const rule = reset ? { pattern, reset } : { pattern }
  expect([resetOf(rule), serialFault(rule), serialPeriod(rule, '2026-11-21')]).toEqual([when, null, period])
})

test.each([
  ['C{yyyy}', undefined, 'digits'],
  ['{000}{00}', undefined, 'digits'],
  ['C{yyy}{000}', undefined, 'braces'],
  ['{mm}{0000}', undefined, 'hidden'],
  ['{yyyy}{0000}', 'month', 'hidden'],
  ['C{0000}', 'year', 'hidden'],
  [`${'长'.repeat(60)}{0}`, undefined, 'length'],
] as const)('%s with %s is refused: %s', (pattern, reset, fault) =>
  expect(serialFault(reset ? { pattern, reset } : { pattern })).toBe(fault),
)

test('under a rule without fault no two days or counts ever give the same number', () => {
  const pattern = fc
    .array(fc.constantFrom<string>('C', '-', '{yyyy}', '{yy}', '{mm}', '{dd}'), { maxLength: 5 })
    .chain((parts) => fc.nat(parts.length).map((at) => parts.toSpliced(at, 0, '{00}').join('')))
  const reset = fc.constantFrom('never', 'year', 'month', 'day', undefined)
  const day = fc.date({ min: new Date('2001-01-01'), max: new Date('2098-12-31'), noInvalidDate: true })
  const given = fc.record({
    day: day.map((d) => d.toISOString().slice(0, 10)),
    count: fc.integer({ min: 1, max: 3000 }),
  })
  let compared = 0
  fc.assert(
    fc.property(pattern, reset, given, given, (text, when, a, b) => {
      const rule = when ? { pattern: text, reset: when } : { pattern: text }
      if (serialFault(rule)) return
      const key = (one: typeof a) => `${serialPeriod(rule, one.day)} ${one.count}`
      if (key(a) === key(b)) return
      compared++
      expect(serialText(text, a.count, a.day)).not.toBe(serialText(text, b.count, b.day))
    }),
    { numRuns: 3_000 },
  )
  expect(compared).toBeGreaterThan(200)
})
