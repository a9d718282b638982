import { expect, inject, test } from 'vitest'
import { f } from '../index.ts'
import { throughColumn } from '../through-column.ts'
import { relatedTo } from './index.ts'

const field = f.relatedTo('相关记录', { to: ['customer', 'opportunity'] })
const id = '0198c0de-0000-7000-8000-00000000abcd'

test('a record of one of the objects is taken; what else it carries is left', () =>
  expect(relatedTo.parse({ object: 'customer', id, name: '华信' }, field)).toEqual({ object: 'customer', id }))

test('another object, or none, is refused with those there are', () => {
  for (const input of [{ object: 'user', id }, { id }, id, [], { object: 'toString', id }])
    expect(() => relatedTo.parse(input, field)).toThrow('对象可为:customer、opportunity')
  expect(() => relatedTo.parse({ object: 'customer' }, field)).toThrow('应为一条记录的编号')
})

test('the column gives back object and id', async () => {
  const stored = [{ object: 'customer', id }]
  expect((await throughColumn(inject('databaseUrl'), relatedTo, stored)).map(({ json }) => json)).toEqual(stored)
})
