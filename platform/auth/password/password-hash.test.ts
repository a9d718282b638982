import { expect, it } from 'vitest'
import { hashPassword, verifyPassword } from './password-hash.ts'

it('knows its own hash again, and no other password', async () => {
  const hash = await hashPassword('一匹会飞的马')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(await verifyPassword('一匹会飞的马', hash)).toBe(true)
  expect(await verifyPassword('一匹会飞的牛', hash)).toBe(false)
})

it('salts: the same password never has the same hash', async () => {
  expect(await hashPassword('same password')).not.toBe(await hashPassword('same password'))
})

it('verifies what the reference implementation made', async () => {
  const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  expect(await verifyPassword('password', reference)).toBe(true)
  expect(await verifyPassword('passwore', reference)).toBe(false)
})

it('takes a character and its composed twin for the same', async () => {
  expect(await verifyPassword('café', await hashPassword('cafe\u0301'))).toBe(true)
})

it.each(['', 'plain text', '$2b$10$abcdefghijklmnopqrstuv', '$argon2id$v=19$m=1,t=1,p=1$$'])(
  'refuses %s for a hash',
  async (hash) => {
    expect(await verifyPassword(hash, hash)).toBe(false)
  },
)
