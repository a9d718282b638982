import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import { readConditions, writeConditions } from './conditions.ts'

test('a filter reads as one chip for each thing it asks', () => {
  expect(readConditions({ level: 'A', amount: { gte: '1', lt: '9' }, owner: { in: ['x'] } })).toEqual([
    { field: 'level', operator: 'eq', value: 'A' },
    { field: 'amount', operator: 'gte', value: '1' },
    { field: 'amount', operator: 'lt', value: '9' },
    { field: 'owner', operator: 'in', value: ['x'] },
  ])
  expect(readConditions({ and: [{ level: 'A' }, { and: [{ tags: { hasAny: ['a'] } }] }] })).toHaveLength(2)
  expect(readConditions(undefined)).toEqual([])
})

test('what chips cannot show is kept as it is', () => {
  const or = { or: [{ level: 'A' }, { level: 'B' }] }
  const some = { contacts: { some: { role: 'decider' } } }
  expect(readConditions({ and: [or, some] })).toEqual([{ filter: or }, { filter: some }])
  expect(writeConditions(readConditions({ and: [or, some] }))).toEqual({ ...or, ...some })
})

test('two questions about one field do not swallow each other', () => {
  const filter = writeConditions([
    { field: 'amount', operator: 'gte', value: '1' },
    { field: 'amount', operator: 'lt', value: '9' },
  ])
  expect(filter).toEqual({ and: [{ amount: { gte: '1' } }, { amount: { lt: '9' } }] })
})

test('chips written and read again are the same chips', () => {
  const condition = fc.record({
    field: fc.constantFrom('level', 'amount', 'owner.name', 'tags'),
    operator: fc.constantFrom('eq', 'gte', 'in', 'empty', 'contains'),
    value: fc.oneof(fc.string(), fc.boolean(), fc.array(fc.string()), fc.constant(null)),
  })
  fc.assert(
    fc.property(fc.array(condition, { maxLength: 6 }), (conditions) => {
      expect(readConditions(writeConditions(conditions))).toEqual(conditions)
    }),
  )
})
