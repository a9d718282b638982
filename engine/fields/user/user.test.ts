import { expect, inject, test } from 'vitest'
import { throughColumn } from '../through-column.ts'
import { f } from '../index.ts'
import { user } from './index.ts'

test('the column gives back the id of the person', async () => {
  const stored = [user.parse('0198C0DE-0000-7000-8000-00000000ABCD', f.user('负责人'))]
  expect((await throughColumn(inject('databaseUrl'), user, stored)).map(({ json }) => json)).toEqual(stored)
})
