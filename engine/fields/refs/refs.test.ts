import { expect, inject, test } from 'vitest'
import { f } from '../index.ts'
import { throughColumn } from '../through-column.ts'
import { refs } from './index.ts'

const field = f.refs('参与人', { to: 'contact' })
const [a, b] = ['0198c0de-0000-7000-8000-00000000000a', '0198c0de-0000-7000-8000-00000000000b'] as const

test('several records are stored once each', () => expect(refs.parse([b, { id: a }, b], field)).toEqual([b, a]))

test('what is no list of ids is refused', () => {
  expect(() => refs.parse(a, field)).toThrow('应为列表')
  expect(() => refs.parse([a, '华信'], field)).toThrow('应为一条记录的编号')
  const many = Array.from({ length: 1001 }, (_, i) => `0198c0de-0000-7000-8000-${String(i).padStart(12, '0')}`)
  expect(() => refs.parse(many, field)).toThrow('最多 1000 项,现在有 1001 项')
})

test('the column gives back the list', async () => {
  const stored = [refs.parse([b, a], field), refs.parse([], field)]
  expect((await throughColumn(inject('databaseUrl'), refs, stored)).map(({ json }) => json)).toEqual(stored)
})
