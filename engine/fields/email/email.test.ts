import { fc } from '#test/chance'
import { expect, inject, test } from 'vitest'
import { f } from '../index.ts'
import { throughColumn } from '../through-column.ts'
import { email } from './index.ts'

const field = f.email('邮箱')
const parse = (input: unknown) => email.parse(input, field)

test.each([
  [' Wang.Fang@QQ.com ', 'wang.fang@qq.com'],
  ['ｗａｎｇ＠qq.com', 'wang@qq.com'],
  ['wang+crm@mail.example.com.cn', 'wang+crm@mail.example.com.cn'],
  ['王芳@例子.中国', '王芳@例子.中国'],
  ['wang@xn--fsqu00a.xn--fiqs8s', 'wang@例子.中国'],
])('%s is stored as %s', (input, address) => expect(parse(input)).toBe(address))

test.each([
  'wang',
  'wang@',
  '@qq.com',
  'wang@qq',
  'wa ng@qq.com',
  'wang@qq..com',
  '.wang@qq.com',
  'wang.@qq.com',
  'wa..ng@qq.com',
  'wang@-qq.com',
  'wang@127.0.0.1',
  'wang@qq.com/x',
  'a@b@qq.com',
  'wang@qq.com\nbcc:x@y.com',
  `${'a'.repeat(65)}@qq.com`,
  `wang@${'a.'.repeat(130)}com`,
  '"wang fang"@qq.com',
])('%s is no address', (input) => expect(() => parse(input)).toThrow('不是有效的邮箱地址'))

test('a mask shows the first letter and the provider', async () => {
  const rows = await throughColumn(inject('databaseUrl'), email, ['wangfang@qq.com', '王芳@例子.中国'])
  expect(rows.map(({ mask }) => mask)).toEqual(['w***@qq.com', '王***@例子.中国'])
})

test('a cell may be a link', () => expect(parse(email.fromText(' mailto:wang@qq.com', field))).toBe('wang@qq.com'))

test('what is stored is stored the same again', () =>
  fc.assert(
    fc.property(fc.emailAddress(), (address) => {
      const stored = parse(address)
      expect(parse(stored)).toBe(stored)
      expect(parse(email.fromText(email.toText(stored, field), field))).toBe(stored)
    }),
  ))
