import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import { f } from '../index.ts'
import { text } from './index.ts'

const name = f.text('名称')
const short = f.text('简称', { length: 4 })
const code = f.text('统一社会信用代码', { format: 'creditCode' })

test('a line is trimmed, its white space made single, its characters composed', () => {
  expect(text.parse('  华信\t科技\n有限公司 ', name)).toBe('华信 科技 有限公司')
  expect(text.parse('e\u0301', name)).toBe('\u00e9')
})

test('the limit counts characters as people do, and is named', () => {
  expect(text.parse('𠮷野家店', short)).toBe('𠮷野家店')
  expect(() => text.parse('𠮷野家旗舰店', short)).toThrow('最多 4 个字,现在有 6 个')
  expect(() => text.parse('字'.repeat(256), name)).toThrow('最多 255 个字')
})

test.each([1, true, {}, ['a']])('%o is no text', (input) => expect(() => text.parse(input, name)).toThrow('应为文字'))

test('what PostgreSQL cannot store is refused', () => {
  expect(() => text.parse('a\0b', name)).toThrow('含有无法保存的字符')
  expect(() => text.parse('a\ud800', name)).toThrow('含有无法保存的字符')
})

test('a credit code is checked, and the message says where to look', () => {
  expect(text.parse(' 91350100m000100y43', code)).toBe('91350100M000100Y43')
  expect(() => text.parse('91350100M000100Y44', code)).toThrow('请核对第 18 位附近')
})

test('what is stored is stored the same again, and survives a file', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (line) => {
      fc.pre(!line.includes('\0'))
      const stored = text.parse(line, name)
      expect(text.parse(stored, name)).toBe(stored)
      expect(text.parse(text.fromText(text.toText(stored, name), name), name)).toBe(stored)
    }),
  ))
