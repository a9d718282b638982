import { expect, test } from 'vitest'
import { holds } from './holds.ts'

const page = { data: [{ id: 'a', version: 3, name: '海川' }], next: null }

test('a list that already shows the change is not fetched again', () => {
  expect(holds(page, { object: 'customer', id: 'a', version: 3 })).toBe(true)
  expect(holds({ pages: [page] }, { object: 'customer', id: 'a', version: 2 })).toBe(true)
})

test('a newer version, another record, one that is gone and many at once are fetched', () => {
  expect(holds(page, { object: 'customer', id: 'a', version: 4 })).toBe(false)
  expect(holds(page, { object: 'customer', id: 'b', version: 1 })).toBe(false)
  expect(holds(page, { object: 'customer', id: 'a' })).toBe(false)
  expect(holds(page, { object: 'customer' })).toBe(false)
})
