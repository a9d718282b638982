import { fc } from '#test/chance'
import { expect, inject, test } from 'vitest'
import { f } from '../index.ts'
import { throughColumn } from '../through-column.ts'
import { json } from './index.ts'

const field = f.json('设置')
const parse = (input: unknown) => json.parse(input, field)

test('any JSON is taken', () => {
  const value = { a: [1, 'x', null, { b: true }] }
  expect(parse(value)).toEqual(value)
})

test('what JSON cannot say or PostgreSQL cannot store is refused', () => {
  for (const input of [undefined, NaN, Infinity, () => 1, new Date(), 1n, { a: undefined }])
    expect(() => parse(input)).toThrow('应为 JSON 数据')
  expect(() => parse({ a: ['x\0'] })).toThrow('含有无法保存的字符')
  expect(() => parse({ '\0': 1 })).toThrow('含有无法保存的字符')
})

test('size and depth are limited', () => {
  expect(() => parse('x'.repeat(200_001))).toThrow('最多 200000 个字符、32 层')
  expect(() => parse(JSON.parse('['.repeat(40) + ']'.repeat(40)))).toThrow('最多 200000 个字符、32 层')
})

test('a key named __proto__ is a key like any other', () => {
  const stored = parse(JSON.parse('{"__proto__": {"admin": true}}'))
  expect(JSON.stringify(stored)).toBe('{"__proto__":{"admin":true}}')
  expect((stored as { admin?: boolean }).admin).toBeUndefined()
})

const storable = fc.jsonValue({ maxDepth: 4 }).filter((value) => !JSON.stringify(value).includes(String.raw`\u0000`))

test('what is stored survives a file', () =>
  fc.assert(
    fc.property(storable, (value) => {
      const stored = parse(value)
      expect(parse(stored)).toEqual(stored)
      expect(parse(json.fromText(json.toText(stored, field), field))).toEqual(stored)
    }),
  ))

test('the column gives back the same JSON', async () => {
  const stored = [{ a: [1, 'x', null] }, [], 'text', 1.5]
  expect((await throughColumn(inject('databaseUrl'), json, stored)).map((row) => row.json)).toEqual(stored)
})

test('a broken cell is refused', () => expect(() => json.fromText('{', field)).toThrow('应为 JSON 数据'))
