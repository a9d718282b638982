import { expect, inject, test } from 'vitest'
import { f } from '../index.ts'
import { throughColumn } from '../through-column.ts'
import { rollup } from './index.ts'

const open = f.rollup('商机数', { of: 'opportunity', by: 'customer', measure: 'count' })

test('people cannot write it', () => expect(() => rollup.parse('3', open)).toThrow('由系统自动生成'))

test('filters may ask for it', () => {
  expect(rollup.parseElement?.('1,000.0', open)).toBe('1000')
  expect(() => rollup.parseElement?.('很多', open)).toThrow('应为数字')
})

test('the column gives back the figure without idle zeros', async () => {
  const rows = await throughColumn(inject('databaseUrl'), rollup, ['1860000.00', '3'])
  expect(rows.map(({ json }) => json)).toEqual(['1860000', '3'])
})
