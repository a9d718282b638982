import { expect, test } from 'vitest'
import type { Page } from '../api/records.ts'
import { learn, start } from './page-cursors.ts'

const page = (rows: number, next: string | null): Page => ({
  data: Array.from({ length: rows }, (_, at) => ({ id: String(at), version: 1 })),
  next,
})

test('each page tells where the next begins, and the last one where the list ends', () => {
  const one = learn(start('q'), 0, page(50, 'b'))
  expect(one).toMatchObject({ cursors: [null, 'b'], end: null })
  expect(learn(one, 1, page(7, null))).toMatchObject({ cursors: [null, 'b'], end: 57 })
})

test('an empty list ends at once', () => expect(learn(start('q'), 0, page(0, null)).end).toBe(0))

test('a page that teaches nothing new changes nothing, so that drawing comes to rest', () => {
  const known = learn(learn(start('q'), 0, page(50, 'b')), 1, page(7, null))
  expect(learn(known, 0, page(50, 'b'))).toBe(known)
  expect(learn(known, 1, page(7, null))).toBe(known)
  expect(learn(known, 0, undefined)).toBe(known)
})

test('when a row went, later pages are found anew from where they begin now', () => {
  const known = learn(learn(start('q'), 0, page(50, 'b')), 1, page(50, 'c'))
  expect(learn(known, 0, page(50, 'b2'))).toMatchObject({ cursors: [null, 'b2'], end: null })
  expect(learn(known, 0, page(49, null))).toMatchObject({ cursors: [null], end: 49 })
})
