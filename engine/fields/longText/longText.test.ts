import { expect, test } from 'vitest'
import { f } from '../index.ts'
import { longText } from './index.ts'

const need = f.longText('需求')

test('lines stay lines, however they were ended', () => {
  expect(longText.parse('第一行\r\n第二行\r第三行\n', need)).toBe('第一行\n第二行\n第三行')
})

test('leading spaces stay: they are someone’s list', () =>
  expect(longText.parse('  一\n    二', need)).toBe('  一\n    二'))

test('20,000 characters fit and no more', () => {
  expect(longText.parse('字'.repeat(20_000), need)).toHaveLength(20_000)
  expect(() => longText.parse('字'.repeat(20_001), need)).toThrow('最多 20000 个字,现在有 20001 个')
})

test('what is no text is refused', () => {
  expect(() => longText.parse(7, need)).toThrow('应为文字')
  expect(() => longText.parse('a\0', need)).toThrow('含有无法保存的字符')
})
