import { expect, it } from 'vitest'
import { checkPassword, level3Policy } from './password-policy.ts'

const code = (password: string, email = 'zhang.wei@acme.test', policy?: typeof level3Policy) =>
  checkPassword(password, email, policy)?.code ?? null

it.each([
  ['1234567', 'password.tooShort'],
  ['密码密码密码密', 'password.tooShort'],
  ['x'.repeat(64) + '长'.repeat(65), 'password.tooLong'],
  ['password123', 'password.tooCommon'],
  ['PassWord123', 'password.tooCommon'],
  ['ＡＤＭＩＮ１２３', 'password.tooCommon'],
  ['88888888', 'password.tooCommon'],
  ['1234567890', 'password.tooCommon'],
  ['87654321', 'password.tooCommon'],
  ['abcdefghij', 'password.tooCommon'],
  ['my-Zhang.Wei-2026', 'password.hasEmail'],
])('refuses %s', (password, expected) => {
  expect(code(password)).toBe(expected)
})

it.each(['一匹会飞的马啊啊', 'correct horse battery staple', 'xk7qpl2m', '长短'.repeat(64)])(
  'accepts %s',
  (password) => {
    expect(code(password)).toBeNull()
  },
)

it('does not let a two-letter mailbox forbid half the alphabet', () => {
  expect(code('calisthenics', 'li@acme.test')).toBeNull()
})

it('asks for three kinds of characters where 等保三级 is chosen', () => {
  expect(code('xk7qpl2m', undefined, level3Policy)).toBe('password.tooPlain')
  expect(code('xK7qpl2m', undefined, level3Policy)).toBeNull()
})

it('says in Chinese and English what to do', () => {
  const problem = checkPassword('short', 'a@b.test')
  expect(problem?.say('zh-CN')).toBe('密码至少 8 个字符')
  expect(problem?.say('en')).toBe('A password has at least 8 characters')
})
