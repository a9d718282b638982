import { expect, it } from 'vitest'
import { countOf } from './vitest-step.ts'

const report = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 }

it('counts what ran, what failed and what was skipped', () => {
  expect(countOf({ ...report, numFailedTests: 2 }, false)).toEqual({ passed: 5, failed: 2, skipped: 2 })
})

it('counts a test file that does not load as a failure', () => {
  expect(countOf(report, false).failed).toBe(1)
})

it('counts a runner that died without a report as a failure', () => {
  expect(countOf(null, false)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})
