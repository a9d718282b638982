import { afterAll, beforeAll, expect, it } from 'vitest'
import { authApp, type AuthApp } from '#test/auth-app'

let app: AuthApp
beforeAll(async () => {
  app = await authApp({ sendMail: async () => {} })
})
afterAll(() => app.close())

const paths = [
  '/sign-in/email',
  '/sign-out',
  '/revoke-session',
  '/revoke-other-sessions',
  '/change-password',
  '/request-password-reset',
  '/reset-password',
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/generate-backup-codes',
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
]
const values = [null, 1, true, [], ['a@acme.test'], {}, { $gt: '' }, '\0', '\ud800', "' or 1=1 --", 'x'.repeat(9000)]
const names = ['email', 'password', 'token', 'newPassword', 'currentPassword', 'code', 'id']

it.each(paths)('%s answers nonsense politely, signed in or not, and never breaks', async (path) => {
  const email = `hostile-${paths.indexOf(path)}@acme.test`
  await app.person(email)
  const address = `192.0.2.${paths.indexOf(path) + 1}`
  const visitor = app.visitor({ address })
  await visitor.signIn(email)
  const session = new Map(visitor.cookies)
  const bodies: unknown[] = [[], null, ...values.map((value) => Object.fromEntries(names.map((name) => [name, value])))]
  const broken = []
  for (const cookies of [new Map<string, string>(), session]) {
    for (const body of bodies) {
      await app.db.query('delete from auth.attempt')
      const { status } = await app.visitor({ address, cookies }).post(path, body as object)
      if (status >= 500) broken.push([body, status])
    }
  }
  expect(broken).toEqual([])
})

it('refuses a body that is larger than any honest one', async () => {
  const { status } = await app.visitor().post('/sign-in/email', { email: 'x'.repeat(20_000), password: 'x' })
  expect(status).toBe(413)
})
