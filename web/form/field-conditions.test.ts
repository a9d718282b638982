import { expect, test } from 'vitest'
import { parseCondition } from '../../engine/expressions/parse.ts'
import type { FieldMeta } from '../api/metadata.ts'
import { isRequired, isVisible } from './field-conditions.ts'

const kinds: Record<string, string> = { level: 'choice', amount: 'money', owner: 'user', tags: 'tags', team: 'refs' }
const field = (source: string) =>
  ({
    name: 'x_reason',
    visible: parseCondition(source, { fieldKind: ([name]) => kinds[name ?? ''] }).root,
  }) as unknown as FieldMeta
const looker = { user: 'u1', zone: 'Asia/Shanghai' }
const shown = (source: string, values: object) => isVisible(field(source), values as never, looker)

test('a field without a condition is always shown', () =>
  expect(isVisible({ name: 'name' } as FieldMeta, {}, looker)).toBe(true))

test.each([
  ['level == "A"', { level: 'A' }, true],
  ['level == "A"', { level: 'B' }, false],
  ['level == "A"', {}, false],
  ['amount > 1000', { amount: '1,200' }, true],
  ['amount > 1000', { amount: '999.99' }, false],
  ['amount > 1000', { amount: '1.' }, false],
  ['owner == me()', { owner: { id: 'u1', name: '王琳' } }, true],
  ['owner == me()', { owner: 'u2' }, false],
  ['"a" in tags', { tags: ['a'] }, true],
  ['"r1" in team', { team: [{ id: 'r1', name: '李' }] }, true],
  ['empty(team)', { team: [] }, true],
])('%s holds for %o: %s', (source, values, holds) => expect(shown(source, values)).toBe(holds))

test('what is required by a condition is so while it holds, and a condition that cannot be judged leaves it to the server', () => {
  const urgent = { ...field('level == "A"'), visible: undefined, requirement: field('level == "A"').visible }
  const asked = (values: object, one: object = urgent) => isRequired(one as never, values as never, looker)
  expect([asked({ level: 'A' }), asked({ level: 'B' }), asked({})]).toEqual([true, false, false])
  expect(asked({ level: 'B' }, { ...urgent, required: true })).toBe(true)
  const costly = { requirement: { ...field('empty(tags)').visible, name: 'no such operation' } }
  expect(asked({}, costly)).toBe(false)
})
