import { fc } from '#test/chance'
import { expect, inject, test } from 'vitest'
import { f } from '../index.ts'
import { throughColumn } from '../through-column.ts'
import { tags } from './index.ts'

const field = f.tags('标签')
const parse = (input: unknown) => tags.parse(input, field)

test('tags are trimmed and stored once each', () =>
  expect(parse([' 大客户 ', '华东', '大客户', 'A/B 测试'])).toEqual(['大客户', '华东', 'A/B 测试']))

test('limits are named', () => {
  expect(() => parse(['字'.repeat(31)])).toThrow('最多 30 个字,现在有 31 个')
  expect(() => parse(Array.from({ length: 51 }, (_, i) => `t${i}`))).toThrow('最多 50 项,现在有 51 项')
  expect(() => parse([''])).toThrow('标签不能为空')
  expect(() => parse(['a,b'])).toThrow('标签“a,b”里不能有逗号')
  expect(() => parse('大客户')).toThrow('应为列表')
})

test('a cell is split at commas of any kind', () =>
  expect(tags.fromText('大客户、华东，重点;VIP', field)).toEqual(['大客户', '华东', '重点', 'VIP']))

const tag = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((text) => {
  try {
    return parse([text]).length === 1
  } catch {
    return false
  }
})

test('tags survive a file', () =>
  fc.assert(
    fc.property(fc.array(tag, { maxLength: 10 }), (words) => {
      const stored = parse(words)
      expect(parse(stored)).toEqual(stored)
      expect(parse(tags.fromText(tags.toText(stored, field), field))).toEqual(stored)
    }),
  ))

test('the column gives back the list', async () => {
  const stored = [['大客户', '"引号" 与 {括号}'], []]
  expect((await throughColumn(inject('databaseUrl'), tags, stored)).map(({ json }) => json)).toEqual(stored)
})
