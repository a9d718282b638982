import { expect, test } from 'vitest'
import { parseCondition } from '../../../engine/expressions/parse.ts'
import type { ObjectMeta } from '../../api/metadata.ts'
import type { Condition } from '../../list/filter/conditions.ts'
import { plainField } from '../schema/plain-field.ts'
import { askable } from './askable.ts'
import { readConditions } from './read-conditions.ts'
import { writeConditions } from './write-condition.ts'

const kinds = {
  name: 'text',
  phone: 'phone',
  outcome: 'choice',
  owner: 'user',
  amount: 'money',
  active: 'flag',
  closedOn: 'date',
  createdAt: 'datetime',
  tags: 'tags',
  address: 'address',
  net: 'formula',
  count: 'rollup',
  file: 'file',
} as const
const deal = {
  name: 'deal',
  fields: Object.entries(kinds).map(([name, kind]) =>
    plainField(name, kind, name, kind === 'formula' ? { result: 'decimal' } : {}),
  ),
} as unknown as ObjectMeta

const results: Record<string, string> = { net: 'decimal', count: 'decimal' }
const scope = {
  fieldKind: ([name = '', part]: readonly string[]) => (part ? 'text' : (results[name] ?? kinds[name as 'name'])),
}
const tree = (source: string) => parseCondition(source, scope).root
const is = (field: string, operator: string, value: unknown): Condition => ({ field, operator, value })

test.each<[Condition, string]>([
  [is('outcome', 'in', ['won']), 'outcome == "won"'],
  [is('owner', 'in', ['a', 'b']), 'owner in ["a", "b"]'],
  [is('outcome', 'notIn', ['lost']), 'outcome != "lost"'],
  [is('outcome', 'notIn', ['lost', 'open']), '!(outcome in ["lost", "open"])'],
  [is('amount', 'gte', '10000.5'), 'amount >= 10000.5'],
  [is('amount', 'lt', '-3'), 'amount < -3'],
  [is('net', 'ne', '0'), 'net != 0'],
  [is('active', 'eq', false), 'active == false'],
  [is('closedOn', 'gte', '2026-01-01'), 'closedOn >= date("2026-01-01")'],
  [is('createdAt', 'lt', '2026-01-01'), 'date(createdAt) < date("2026-01-01")'],
  [is('name', 'eq', '说“好”的 "A"'), String.raw`name == "说“好”的 \"A\""`],
  [is('name', 'contains', '精密'), 'contains(name, "精密")'],
  [is('name', 'startsWith', 'acme'), 'startsWith(lower(name), "acme")'],
  [is('phone', 'endsWith', '8000'), 'endsWith(phone, "8000")'],
  [is('tags', 'hasAny', ['a', 'b']), 'tags.exists(one, one in ["a", "b"])'],
  [is('tags', 'hasNone', ['a']), '!tags.exists(one, one in ["a"])'],
  [is('tags', 'hasAll', ['a', 'b']), '["a", "b"].all(one, one in tags)'],
  [is('address', 'within', '440300'), 'startsWith(address.region, "4403")'],
  [is('file', 'empty', false), 'has(file)'],
  [is('name', 'empty', true), 'empty(name)'],
])('%o is written as an expression that is read as the same', (condition, written) => {
  expect(writeConditions(deal, [condition])).toBe(written)
  expect(readConditions(deal, tree(written))).toEqual([condition])
})

test('several conditions hold together; between two days is from the first to the last', () => {
  const source = writeConditions(deal, [
    is('outcome', 'in', ['won']),
    is('closedOn', 'between', ['2026-01-01', '2026-12-31']),
  ])
  expect(source).toBe('outcome == "won" && closedOn >= date("2026-01-01") && closedOn <= date("2026-12-31")')
  expect(readConditions(deal, tree(source))).toEqual([
    is('outcome', 'in', ['won']),
    is('closedOn', 'gte', '2026-01-01'),
    is('closedOn', 'lte', '2026-12-31'),
  ])
})

test.each([
  'outcome == "won" || amount > 5',
  'amount > net * 2',
  'closedOn < today()',
  'contains(name, "Case")',
  '!active',
  'size(tags) > 2',
])('%s says more than chips can, and is left as it was written', (source) =>
  expect(readConditions(deal, tree(source))).toBeNull(),
)

test('what has to stand without the clock is offered neither dates that move nor another roll-up', () => {
  const offered = askable(deal, true).fields
  expect(offered.map(({ name }) => name)).not.toContain('count')
  expect(offered.flatMap(({ kind, filter }) => (kind === 'date' ? filter : []))).not.toContain('within')
  expect(askable(deal, false).fields.map(({ name }) => name)).toContain('count')
})
