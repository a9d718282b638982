import { expect, test } from 'vitest'
import { departmentTree } from './department-tree.ts'

const row = (id: string, parent: unknown = null) => ({ id, version: 1, parent })

test('departments stand below their parent, whose form may be an id or a record', () => {
  const tree = departmentTree([row('c', 'b'), row('a'), row('b', { id: 'a', name: 'A' }), row('d')])
  expect(tree.map(({ row, depth }) => [row.id, depth])).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 2],
    ['d', 0],
  ])
})

test('a department below one that may not be seen is not lost', () => {
  expect(departmentTree([row('x', 'hidden')]).map(({ row }) => row.id)).toEqual(['x'])
})
