import { expect, test } from 'vitest'
import type { ObjectMeta } from '../../api/metadata.ts'
import { plainField } from './plain-field.ts'
import { completed, suggestionsAt } from './suggestions.ts'

const customer = {
  name: 'customer',
  fields: [
    plainField('level', 'choice', '等级', { options: [{ value: 'A', label: 'A 级' }] }),
    plainField('revenue', 'money', '年营业额'),
    plainField('address', 'address', '地址'),
  ],
} as unknown as ObjectMeta
const texts = (before: string) => suggestionsAt(customer, before).map(({ text }) => text)

test('fields are offered by their name and by what people call them', () => {
  expect(texts('re')[0]).toBe('revenue')
  expect(texts('1 + 营业')).toEqual(['revenue'])
  expect(texts('address')).toContain('address.region')
})

test('functions are offered, and nothing inside a text', () => {
  expect(texts('days')).toEqual(['daysBetween('])
  expect(texts('startsWith(x, "re')).toEqual([])
})

test('a compared choice offers its options as they are stored', () => {
  expect(suggestionsAt(customer, 'level == ')).toEqual([{ text: '"A"', label: 'A 级' }])
  expect(completed('level ==', 8, { text: '"A"', label: '' })).toEqual({ text: 'level == "A"', cursor: 12 })
})

test('a suggestion takes the place of the word under way and leaves the rest', () =>
  expect(completed('rev > 1', 3, { text: 'revenue', label: '' })).toEqual({ text: 'revenue > 1', cursor: 7 }))
