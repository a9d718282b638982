import { expect, test } from 'vitest'
import { nextSort, readColumns, readListSearch, readSort, writeColumns } from './list-search.ts'

test('an address keeps what it says and loses what makes no sense', () => {
  const said = {
    filter: { level: 'A' },
    sort: '-total',
    q: 138,
    layout: 'board',
    peek: '',
    view: 7,
    cols: null,
    hack: 1,
  }
  expect(readListSearch(said)).toEqual({ filter: { level: 'A' }, sort: '-total', q: '138', layout: 'board', view: '7' })
  expect(readListSearch({ filter: 'level', layout: 'map' })).toEqual({})
  expect(readListSearch({ filter: [1] })).toEqual({})
})

test('columns come back as they were written, without impossible widths', () => {
  expect(readColumns('number,name:240,owner')).toEqual([
    { name: 'number' },
    { name: 'name', width: 240 },
    { name: 'owner' },
  ])
  expect(writeColumns(readColumns('number,name:240,owner'))).toBe('number,name:240,owner')
  expect(readColumns('a:5,b:99999,c:x,,:200')).toEqual([{ name: 'a' }, { name: 'b' }, { name: 'c' }])
})

test('a column sorts up, then down, then not', () => {
  expect(nextSort(undefined, 'total')).toBe('total')
  expect(nextSort('total', 'total')).toBe('-total')
  expect(nextSort('-total', 'total')).toBeUndefined()
  expect(nextSort('-total', 'name')).toBe('name')
  expect(readSort('-a,b')).toEqual([
    { field: 'a', descending: true },
    { field: 'b', descending: false },
  ])
})
