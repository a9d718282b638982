import { expect, test } from 'vitest'
import { department } from '../department/index.ts'
import { f } from '../index.ts'
import { user } from '../user/index.ts'
import { ref } from './index.ts'

const id = '0198c0de-0000-7000-8000-00000000abcd'
const kinds = [
  ['a reference', ref, f.ref('客户', { to: 'customer' })],
  ['a user', user, f.user('负责人')],
  ['a department', department, f.department('部门')],
] as const

test.each(kinds)('%s is taken as an id or as a record that has one', (_, kind, field) => {
  expect(kind.parse(id, field)).toBe(id)
  expect(kind.parse(id.toUpperCase(), field)).toBe(id)
  expect(kind.parse({ id, name: '华信' }, field)).toBe(id)
})

test.each(kinds)('%s that is no id is refused', (_, kind, field) => {
  for (const input of ['华信', `${id}0`, `{${id}}`, 7, {}, { id: { id } }, [id], `${id}\n`])
    expect(() => kind.parse(input, field)).toThrow('应为一条记录的编号')
})

test.each(kinds)('%s in a cell is left to be matched by name', (_, kind, field) =>
  expect(kind.fromText('华信科技', field)).toBe('华信科技'),
)
