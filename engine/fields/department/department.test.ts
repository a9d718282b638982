import { expect, inject, test } from 'vitest'
import { throughColumn } from '../through-column.ts'
import { f } from '../index.ts'
import { department } from './index.ts'

test('the column gives back the id of the department', async () => {
  const stored = [department.parse('0198C0DE-0000-7000-8000-00000000ABCD', f.department('部门'))]
  expect((await throughColumn(inject('databaseUrl'), department, stored)).map(({ json }) => json)).toEqual(stored)
})
