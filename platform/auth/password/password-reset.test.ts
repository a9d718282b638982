import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { authApp, type AuthApp, password } from '#test/auth-app'
import type { Mail } from '../library/auth-options.ts'

let app: AuthApp
const mails: Mail[] = []
beforeAll(async () => {
  app = await authApp({ sendMail: async (mail) => void mails.push(mail) })
})
beforeEach(() => {
  mails.length = 0
})
afterAll(() => app.close())

const next = '换了的新密码 2026'
const askFor = async (email: string, headers?: Record<string, string>) => {
  expect((await app.visitor().post('/request-password-reset', { email }, headers)).status).toBe(200)
  await expect.poll(() => mails).toHaveLength(1)
  return decodeURIComponent(/#token=(\S+)/.exec(mails[0]!.text)![1]!)
}

it('lets somebody who forgot the password choose another by mail, and ends the old sessions', async () => {
  await app.person('forgot@acme.test')
  const visitor = app.visitor()
  await visitor.signIn('forgot@acme.test')
  const token = await askFor('forgot@acme.test')
  expect((await app.visitor().post('/reset-password', { token, newPassword: next })).status).toBe(200)
  expect(await visitor.me()).toBe(401)
  expect((await app.visitor().signIn('forgot@acme.test')).status).toBe(401)
  expect((await app.visitor().signIn('forgot@acme.test', next)).status).toBe(200)
})

it('A43 reset poisoning: the link names the configured address and the mail goes to the stored one', async () => {
  await app.person('poison@acme.test')
  await askFor('POISON@acme.test', { host: 'evil.test', origin: 'http://crm.test', 'x-forwarded-host': 'evil.test' })
  expect(mails[0]!.to).toBe('poison@acme.test')
  expect(mails[0]!.text).toContain('\nhttp://crm.test/reset-password#token=')
  expect(mails[0]!.text).not.toContain('evil')
})

it('A43 reset poisoning: a smuggled second address, a list of addresses or a redirect moves no mail', async () => {
  await app.person('smuggle@acme.test')
  const { post } = app.visitor({ address: '203.0.113.9' })
  const tries: object[] = [
    { email: 'smuggle@acme.test\ncc:evil@evil.test' },
    { email: ['smuggle@acme.test', 'evil@evil.test'] },
    { email: 'smuggle@acme.test,evil@evil.test' },
    { email: 'ѕmuggle@acme.test' },
  ]
  for (const body of tries) expect((await post('/request-password-reset', body)).status).toBe(200)
  await post('/request-password-reset', { email: 'smuggle@acme.test', redirectTo: 'https://evil.test' })
  await expect.poll(() => mails).toHaveLength(1)
  expect(mails[0]).toMatchObject({ to: 'smuggle@acme.test' })
  expect(mails[0]!.text).not.toContain('evil')
})

it('A44 enumeration: asking for a reset answers alike for known, unknown and disabled accounts', async () => {
  await app.person('known@acme.test')
  const { loginId } = await app.person('shut@acme.test')
  await app.auth.disableLogin(loginId)
  const answers = []
  for (const email of ['known@acme.test', 'unknown@acme.test', 'shut@acme.test', 'nonsense']) {
    const { status, body } = await app.visitor({ address: '203.0.113.10' }).post('/request-password-reset', { email })
    answers.push({ status, body })
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  await expect.poll(() => mails.map((mail) => mail.to)).toEqual(['known@acme.test'])
})

it('A52 tokens: a reset link works once, and neither after its time nor from a copy of the database', async () => {
  await app.person('once@acme.test')
  const token = await askFor('once@acme.test')
  const stored = await app.db.query<{ identifier: string }>('select identifier from auth.verification')
  expect(JSON.stringify(stored)).not.toContain(token)
  const { post } = app.visitor({ address: '203.0.113.11' })
  expect((await post('/reset-password', { token, newPassword: next })).status).toBe(200)
  const again = await post('/reset-password', { token, newPassword: '第三个新密码' })
  expect(again.status).toBe(422)
  expect(again.body.message).toBe('重置链接已失效或已使用过,请重新申请')

  mails.length = 0
  const late = await askFor('once@acme.test')
  await app.db.query(`update auth.verification set "expiresAt" = now() - interval '1 second'`)
  expect((await post('/reset-password', { token: late, newPassword: '第三个新密码' })).status).toBe(422)
  expect((await post(`/reset-password?token=${late}`, { newPassword: '第三个新密码' })).status).toBe(422)
})

it('A46 brute force: nobody is buried under reset mails, and links cannot be guessed at speed', async () => {
  await app.person('flood@acme.test')
  const statuses = []
  for (let i = 0; i < 7; i++) {
    const { post } = app.visitor({ address: `203.0.113.${20 + i}` })
    statuses.push((await post('/request-password-reset', { email: 'flood@acme.test' })).status)
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429])
  const guesser = app.visitor({ address: '203.0.113.40' })
  const guesses = []
  for (let i = 0; i < 21; i++)
    guesses.push((await guesser.post('/reset-password', { token: `guess${i}`, newPassword: next })).status)
  expect(guesses.at(-1)).toBe(429)
})

it('refuses a new password that is weak, and leaves the link good for a better one', async () => {
  await app.person('weakling@acme.test')
  const token = await askFor('weakling@acme.test')
  const { post } = app.visitor({ address: '203.0.113.12' })
  for (const newPassword of ['short', 'password123', 'Weakling-2026']) {
    const { status, body } = await post('/reset-password', { token, newPassword })
    expect([newPassword, status, body.code]).toEqual([newPassword, 422, expect.stringMatching(/^password\./)])
  }
  expect((await post('/reset-password', { token, newPassword: next })).status).toBe(200)
})

it('A46 brute force: the current password cannot be guessed through an open session', async () => {
  await app.person('open@acme.test')
  const visitor = app.visitor({ address: '203.0.113.13' })
  await visitor.signIn('open@acme.test')
  const change = (currentPassword: string) => visitor.post('/change-password', { currentPassword, newPassword: next })
  expect((await change('wrong')).body.message).toBe('当前密码不正确')
  for (let i = 0; i < 9; i++) await change(`guess ${i}`)
  expect((await change(password)).status).toBe(429)
})

it('without a mail server says so, whoever asks', async () => {
  const mute = await authApp()
  try {
    const answer = await mute.visitor().post('/request-password-reset', { email: 'anybody@acme.test' })
    expect(answer.status).toBe(409)
    expect(answer.body.message).toBe('系统尚未配置发信,请联系管理员重置密码')
  } finally {
    await mute.close()
  }
})
