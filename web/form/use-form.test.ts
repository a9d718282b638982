import { expect, test } from 'vitest'
import { ApiError } from '../api/api-error.ts'
import type { FieldMeta } from '../api/metadata.ts'
import { sortProblems } from './use-form.ts'

const field = (name: string) => ({ name, label: name, kind: 'text' }) as FieldMeta
const fields = [field('name'), field('phone')]

test('problems land on the fields that have them', () => {
  const refused = new ApiError(422, {
    problems: [
      { field: 'phone', code: 'x', message: '手机应为 11 位' },
      { field: 'phone', code: 'y', message: '另一处' },
    ],
  })
  expect(sortProblems(refused, fields)).toEqual({ onFields: { phone: '手机应为 11 位' }, rest: null })
})

test('a problem of a field that is not on the screen is still shown', () => {
  const refused = new ApiError(422, { problems: [{ field: 'owner', code: 'x', message: '没有这个人' }] })
  expect(sortProblems(refused, fields)).toEqual({ onFields: {}, rest: refused })
})

test('a refusal without problems is shown whole', () => {
  const refused = new ApiError(0, { code: 'network' })
  expect(sortProblems(refused, fields).rest).toBe(refused)
  const crash = new Error('x')
  expect(sortProblems(crash, fields).rest).toBe(crash)
})

test('a refusal that is all there is to say lands on the field it names', () => {
  const refused = new ApiError(422, { code: 'webhook.badTarget', title: '这个地址不能用', field: 'phone' })
  expect(sortProblems(refused, fields)).toEqual({ onFields: { phone: '这个地址不能用' }, rest: null })
})
