import { expect, test } from 'vitest'
import { missingTargets, targetsOf } from './targets.ts'

const field = (name: string, required = false) => ({ name, label: name, kind: 'text', required, key: true })
const made = (...mapped: string[]) => ({
  object: 'customer',
  fields: [field('name', true)],
  belongings: [{ object: 'contact', label: '联系人', fields: [field('name', true), field('mobile')] }],
  columns: mapped.map((to, index) => ({ index, name: to, samples: [], mapping: { field: to } })),
})
const written = (...mapped: string[]) => targetsOf(made(...mapped)).map(({ target }) => target)

test('a further contact is offered once the ones before it have a column', () => {
  expect(written('name')).toEqual(['name', 'contact.name', 'contact.mobile'])
  expect(written('name', 'contact.mobile')).toEqual([
    'name',
    'contact.name',
    'contact.mobile',
    'contact#2.name',
    'contact#2.mobile',
  ])
  expect(targetsOf(made('contact.name')).at(-1)!.of).toBe('联系人 2')
})

test('a contact’s name is missed only where other columns speak of that contact', () => {
  const missing = (...mapped: string[]) =>
    missingTargets(targetsOf(made(...mapped)), new Set(mapped)).map(({ target }) => target)
  expect(missing('name')).toEqual([])
  expect(missing('contact.mobile')).toEqual(['name', 'contact.name'])
  expect(missing('name', 'contact.name', 'contact#2.mobile')).toEqual(['contact#2.name'])
})
