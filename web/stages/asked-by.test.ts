import { expect, test } from 'vitest'
import { ApiError } from '../api/api-error.ts'
import type { FieldMeta, ObjectMeta } from '../api/metadata.ts'
import { askedBy, both } from './asked-by.ts'

const field = (name: string, rest: Partial<FieldMeta> = {}) =>
  ({ name, kind: 'text', label: name, required: false, ...rest }) as FieldMeta
const visible = { op: 'constant', value: false } as unknown as NonNullable<FieldMeta['visible']>
const deal = {
  board: { group: 'stage', within: 'pipeline', card: [] },
  fields: [
    field('stage'),
    field('pipeline'),
    field('amount'),
    field('reason', { visible }),
    field('total', { readOnly: true }),
  ],
} as unknown as ObjectMeta
const refused = (...problems: object[]) => askedBy(deal, new ApiError(422, { problems }))

test('what is missing becomes an input, though the form would not show it where the record still stands', () => {
  const asked = refused({ field: 'reason', code: 'x', message: '请填写原因' })
  expect(asked).toMatchObject({ fields: [{ name: 'reason', required: true }], sentences: [] })
  expect(asked!.fields[0]).not.toHaveProperty('visible')
})

test('a condition is a sentence with the fields that can mend it; what cannot be filled in here is a sentence alone', () => {
  const asked = refused(
    { field: 'stage', code: 'x', message: '金额太小', fields: ['amount', 'total', 'stage'] },
    { field: 'total', code: 'y', message: '请找管理员' },
    { code: 'z', message: '还缺资料' },
  )
  expect(asked).toMatchObject({
    fields: [{ name: 'amount', required: false }],
    sentences: ['金额太小', '请找管理员', '还缺资料'],
  })
})

test('a second refusal adds what it asks for and keeps what was filled in', () => {
  const first = refused({ field: 'amount', code: 'x', message: '请填写金额' })!
  const second = refused({ field: 'reason', code: 'x', message: '请填写原因' })
  expect(both(first, second).fields.map(({ name }) => name)).toEqual(['amount', 'reason'])
  expect(both(first, null)).toBe(first)
})

test('a missing right, a conflict or a broken line is nothing to fill in', () => {
  expect(askedBy(deal, new ApiError(403, { problems: [{ code: 'x', message: 'x' }] }))).toBeNull()
  expect(askedBy(deal, new ApiError(422, { code: 'opportunity.stageElsewhere' }))).toBeNull()
  expect(askedBy(deal, new Error('x'))).toBeNull()
})
