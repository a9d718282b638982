import { afterAll, beforeAll, expect, it } from 'vitest'
import { authApp, type AuthApp, password } from '#test/auth-app'
import { totp } from '#test/totp'

let app: AuthApp
beforeAll(async () => {
  app = await authApp()
})
afterAll(() => app.close())

/** Somebody whose phone shows codes: `codes` are good now, each for one use. */
const withSecondFactor = async (email: string) => {
  const { loginId } = await app.person(email)
  const visitor = app.visitor()
  await visitor.signIn(email)
  const { body } = await visitor.post('/two-factor/enable', { password })
  const secret = new URL(body.totpUri).searchParams.get('secret')!
  const code = () => totp(secret)
  expect((await visitor.post('/two-factor/verify-totp', { code: code() })).status).toBe(200)
  await app.db.query(`delete from auth.attempt where key like 'code:%'`)
  return { loginId, visitor, code, backupCodes: body.backupCodes as string[] }
}

it('A48 second factor: the password alone opens nothing', async () => {
  const { code } = await withSecondFactor('two@acme.test')
  const visitor = app.visitor()
  const first = await visitor.signIn('two@acme.test')
  expect(first.body).toEqual({ secondFactor: true })
  expect(visitor.cookies.has('zhike.session_token')).toBe(false)
  expect(await visitor.me()).toBe(401)
  expect((await visitor.post('/two-factor/disable', { password })).status).toBe(401)
  expect((await visitor.post('/two-factor/verify-totp', { code: '000000' })).status).toBe(401)
  expect(await visitor.me()).toBe(401)
  expect((await visitor.post('/two-factor/verify-totp', { code: code() })).status).toBe(200)
  expect(await visitor.me()).toBe(200)
})

it('A48 second factor: a code that was used, and a backup code that was used, are worth nothing', async () => {
  const { code, backupCodes } = await withSecondFactor('replay@acme.test')
  const used = code()
  const owner = app.visitor()
  await owner.signIn('replay@acme.test')
  expect((await owner.post('/two-factor/verify-totp', { code: used })).status).toBe(200)
  const thief = app.visitor()
  await thief.signIn('replay@acme.test')
  expect((await thief.post('/two-factor/verify-totp', { code: used })).status).toBe(401)

  const lost = app.visitor()
  await lost.signIn('replay@acme.test')
  expect((await lost.post('/two-factor/verify-backup-code', { code: backupCodes[0] })).status).toBe(200)
  expect(await lost.me()).toBe(200)
  await app.db.query(`delete from auth.attempt where key like 'code:%'`)
  expect((await thief.post('/two-factor/verify-backup-code', { code: backupCodes[0] })).status).toBe(401)
  expect(await thief.me()).toBe(401)
})

it('A48 second factor: codes cannot be tried at will, not with a new sign-in either', async () => {
  await withSecondFactor('guess@acme.test')
  const attacker = app.visitor()
  const statuses = []
  for (let i = 0; i < 12; i++) {
    if (i % 4 === 0) await attacker.signIn('guess@acme.test')
    statuses.push((await attacker.post('/two-factor/verify-totp', { code: `${100_000 + i}` })).status)
  }
  expect(statuses).toEqual([...Array(10).fill(401), 429, 429])
  expect(await attacker.me()).toBe(401)
})

it('A48 second factor: turning it off, or enrolling over it, takes the password and a whole session', async () => {
  const { visitor } = await withSecondFactor('off@acme.test')
  expect((await visitor.post('/two-factor/disable', { password: 'wrong' })).status).toBe(422)
  expect((await visitor.post('/two-factor/enable', { password })).status).toBe(400)
  expect((await app.visitor().signIn('off@acme.test')).body).toEqual({ secondFactor: true })
  expect((await visitor.post('/two-factor/disable', { password })).status).toBe(200)
  expect((await app.visitor().signIn('off@acme.test')).body).toEqual({ secondFactor: false })
})

it('A48 second factor: a new password, by mail or by an administrator, does not skip it', async () => {
  const { loginId } = await withSecondFactor('skip@acme.test')
  await app.auth.setPassword(loginId, '管理员给的新密码')
  const visitor = app.visitor()
  expect((await visitor.signIn('skip@acme.test', '管理员给的新密码')).body).toEqual({ secondFactor: true })
  expect(await visitor.me()).toBe(401)
})

it('F68 second factor: with another SECRET the answer says what is locked and how to mend it, and the right one opens it again', async () => {
  const { code, backupCodes } = await withSecondFactor('locked@acme.test')
  const other = await app.secondNode({ secret: 'some other secret, made anew and long enough' })
  const visitor = other.visitor()
  expect((await visitor.signIn('locked@acme.test')).body).toEqual({ secondFactor: true })
  for (const [path, used] of [
    ['/two-factor/verify-totp', code()],
    ['/two-factor/verify-backup-code', backupCodes[0]],
  ] as const) {
    const refused = await visitor.post(path, { code: used })
    expect([refused.status, refused.body.code]).toEqual([503, 'auth.secondFactorLocked'])
    expect(refused.body.detail ?? refused.body.message).toContain('SECRET')
  }
  await app.db.query(`delete from auth.attempt where key like 'code:%'`)
  const back = app.visitor()
  await back.signIn('locked@acme.test')
  expect((await back.post('/two-factor/verify-totp', { code: code() })).status).toBe(200)
})
