import { expect, test } from 'vitest'
import { backupProblem } from './backup-health.ts'

const now = new Date('2026-11-21T12:00:00Z')
const health = {
  last: '2026-11-20T18:30:00Z',
  bytes: 1,
  failures: 0,
  founded: '2026-01-01T00:00:00Z',
  away: null,
  notAway: 0,
}

test('a backup of last night is well; nights without one, and failures since, are told', () => {
  expect(backupProblem(health, now)).toBe(null)
  expect(backupProblem({ ...health, failures: 2 }, now)?.message).toContain('2 次')
  expect(backupProblem({ ...health, last: '2026-11-17T18:30:00Z' }, now)?.message).toContain('已 3 天')
  expect(backupProblem({ ...health, last: null }, now)?.message).toContain('天没有成功的备份')
})

test('a company of today has no backup to miss yet, and an empty installation none at all', () => {
  expect(backupProblem({ ...health, last: null, founded: '2026-11-21T01:00:00Z' }, now)).toBe(null)
  expect(backupProblem({ ...health, last: null, founded: null }, now)).toBe(null)
})

test('a backup that lies on this machine alone, though a copy of it was to be elsewhere, is told', () => {
  expect(backupProblem({ ...health, notAway: 2 }, now)?.message).toContain('2 份备份没能送到对象存储')
})
