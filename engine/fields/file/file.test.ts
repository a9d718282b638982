import { expect, inject, test } from 'vitest'
import { f } from '../index.ts'
import { throughColumn } from '../through-column.ts'
import { file } from './index.ts'

const field = f.file('附件')
const [a, b] = ['0198c0de-0000-7000-8000-00000000000a', '0198c0de-0000-7000-8000-00000000000b'] as const

test('files keep the order in which people put them', () => expect(file.parse([b, a, b], field)).toEqual([b, a]))

test('what is no list of files is refused', () => {
  expect(() => file.parse('合同.pdf', field)).toThrow('应为列表')
  expect(() => file.parse(['合同.pdf'], field)).toThrow('应为一条记录的编号')
})

test('the column gives back the list', async () => {
  const stored = [file.parse([b, a], field)]
  expect((await throughColumn(inject('databaseUrl'), file, stored)).map(({ json }) => json)).toEqual(stored)
})
