import { fc } from '#test/chance'
import { expect, inject, test } from 'vitest'
import { f } from '../index.ts'
import { throughColumn } from '../through-column.ts'
import { multiChoice } from './index.ts'

const ways = f.multiChoice('联系方式', {
  options: { phone: '电话', sms: '电话/短信', mail: '邮件', wecom: '企微、微信' },
})
const parse = (input: unknown) => multiChoice.parse(input, ways)

test('several options are stored once each, in their declared order', () =>
  expect(parse(['mail', 'phone', 'mail'])).toEqual(['phone', 'mail']))

test('what is no list of options is refused', () => {
  expect(() => parse('mail')).toThrow('应为列表')
  expect(() => parse(['fax'])).toThrow('没有“fax”这个选项')
  expect(() => parse(Array(1000).fill('mail'))).toThrow('最多 4 项')
})

test.each([
  ['电话、邮件', ['phone', 'mail']],
  ['邮件,电话', ['mail', 'phone']],
  ['邮件;phone', ['mail', 'phone']],
  ['电话/邮件', ['phone', 'mail']],
  ['电话/短信、邮件', ['sms', 'mail']],
  ['企微、微信；电话', ['wecom', 'phone']],
  [' 邮件 ， ', ['mail']],
])('a cell %s holds %o', (cell, values) => expect(multiChoice.fromText(cell, ways)).toEqual(values))

test('an unknown label among known ones is named', () =>
  expect(() => multiChoice.fromText('电话、传真、邮件', ways)).toThrow('没有“传真”这个选项'))

test('every choice survives a file, even of labels that hold a comma', () =>
  fc.assert(
    fc.property(fc.subarray(['phone', 'sms', 'mail', 'wecom']), (values) => {
      const stored = parse(values)
      expect(parse(stored)).toEqual(stored)
      expect(parse(multiChoice.fromText(multiChoice.toText(stored, ways), ways))).toEqual(stored)
    }),
  ))

test('the column gives back the list', async () => {
  const stored = [['phone', 'mail'], []]
  expect((await throughColumn(inject('databaseUrl'), multiChoice, stored)).map(({ json }) => json)).toEqual(stored)
})
