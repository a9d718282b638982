import { expect, test } from 'vitest'
import { readStep, stepOf } from './step-of.ts'

test.each([
  ['a new file is to be mapped', 'mapping', null, undefined, 'map'],
  ['the address leads on to the duplicates', 'mapping', null, 'duplicates', 'duplicates'],
  ['a check under way is shown whatever the address says', 'checking', null, 'map', 'check'],
  ['a checked file waits for the word', 'checked', null, undefined, 'check'],
  ['a checked file can still be mapped anew', 'checked', null, 'map', 'map'],
  ['a check that broke off says so where it was', 'failed', null, undefined, 'check'],
  ['what has written rows cannot go back', 'cancelled', '2026-11-21T08:00:00.000Z', 'map', 'run'],
] as const)('%s', (_name, status, startedAt, asked, step) => {
  expect(stepOf({ status, startedAt }, asked)).toBe(step)
})

test('an address that makes no sense asks for nothing', () => {
  expect([readStep('run'), readStep(3), readStep('check')]).toEqual([undefined, undefined, 'check'])
})
