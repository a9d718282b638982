import { expect, test } from 'vitest'
import { f } from './index.ts'
import { kindOf, kinds } from './kinds.ts'

test('whatever can be declared has a kind, and the other way round; only id is not declared', () =>
  expect(Object.keys(kinds).toSorted()).toEqual([...Object.keys(f), 'id'].toSorted()))

test.each(Object.entries(kinds))('%s is registered under its own name', (name, kind) => {
  expect(kind.name).toBe(name)
  expect(kindOf({ kind: name, label: '字段', options: {} })).toBe(kind)
})

test.each(Object.entries(kinds))('%s can be explained to a client of the API without any options', (name, kind) =>
  expect(() => JSON.stringify(kind.schema({ kind: name, label: '字段', options: {} }))).not.toThrow(),
)

test('kinds that offer filters on lists can read one element', () => {
  const lists = Object.values(kinds).filter(({ operators }) => operators.includes('hasAny'))
  expect(lists.map(({ name }) => name)).toEqual(['multiChoice', 'tags', 'refs'])
  for (const kind of lists) expect(kind.parseElement).toBeTypeOf('function')
})

test('an unknown kind is an error of the declaration, named', () =>
  expect(() => kindOf({ kind: 'toString', label: '神秘', options: {} })).toThrow(
    'there is no kind of field named “toString”',
  ))
