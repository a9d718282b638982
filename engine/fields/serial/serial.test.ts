import { expect, inject, test } from 'vitest'
import { f } from '../index.ts'
import { throughColumn } from '../through-column.ts'
import { serial } from './index.ts'

const number = f.serial('客户编号', { pattern: 'C{yyyy}{000000}' })

test('people cannot write it', () => expect(() => serial.parse('C2026000123', number)).toThrow('由系统自动生成'))

test('filters may ask for it', () => {
  expect(serial.parseElement?.(' Ｃ2026000123 ', number)).toBe('C2026000123')
  expect(() => serial.parseElement?.(7, number)).toThrow('应为文字')
})

test('the column gives back the number', async () =>
  expect(await throughColumn(inject('databaseUrl'), serial, ['C2026000123'])).toMatchObject([{ json: 'C2026000123' }]))
