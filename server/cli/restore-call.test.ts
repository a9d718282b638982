import { expect, test } from 'vitest'
import { command } from './backup.ts'
import { explainCall } from './explain-call.ts'
import { type RestoreCall, wrongCall } from './restore-call.ts'

const none = { positionals: [], until: undefined, into: undefined, only: undefined, as: undefined, dryRun: false }
const called = (more: Partial<RestoreCall>) => wrongCall({ ...none, ...more })
const file = ['x.zkb']

test('a restore that is whole is not held up', () => {
  expect(called({ positionals: file, dryRun: true })).toBe(null)
  expect(called({ positionals: file, into: '/srv/x' })).toBe(null)
  expect(called({ positionals: file, only: '海川', into: '/srv/x', dryRun: true, as: 'hc' })).toBe(null)
  expect(called({ until: '2026-11-22T10:30:00+08:00', into: '/srv/x' })).toBe(null)
})

test.each([
  [{}, '请写明备份文件'],
  [{ positionals: ['a', 'b'], dryRun: true }, '一次只能恢复一份备份'],
  [{ positionals: file }, '请写明恢复到哪里(--into),或只验证(--dry-run)'],
  [{ positionals: file, into: '/srv/x', dryRun: true }, '不能同时写 --into'],
  [{ positionals: file, into: '/srv/x', as: 'hc' }, '--as 只和 --workspace 一起用'],
  [{ positionals: file, only: '海川', into: '/srv/x', as: '海川' }, '只能用小写字母'],
  [{ until: '2026-11-22 10:30', dryRun: true }, '带时区的时刻'],
  [{ positionals: file, until: '2026-11-22T10:30:00Z', dryRun: true }, '不能同时写备份文件'],
])('what is missing or too much in a restore is one sentence: %j', (more, sentence) => {
  expect(called(more)).toContain(sentence)
})

test.each([
  [['--tto', '/x'], '没有 --tto 这个选项'],
  [['--to'], '--to 后面要写值'],
  [['--json=1'], '--json 后面不能写值'],
  [['x'], '多了“x”'],
])('an option that is mistyped is told in Chinese first: %j', async (args, sentence) => {
  const error = await command.run(args).catch((thrown: unknown) => thrown)
  expect(explainCall(error)).toContain(sentence)
  expect(explainCall(new TypeError('x'))).toBe(null)
})
