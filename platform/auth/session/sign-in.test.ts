import { afterAll, beforeAll, expect, it } from 'vitest'
import { authApp, type AuthApp, password } from '#test/auth-app'
import { failureLimits } from './throttle.ts'

let app: AuthApp
beforeAll(async () => {
  app = await authApp()
})
afterAll(() => app.close())

const sessionCookie = 'zhike.session_token'

it('signs a person in and tells the app who it is, in which workspace', async () => {
  const { loginId, userId } = await app.person('li@acme.test')
  const visitor = app.visitor()
  expect(await visitor.me()).toBe(401)
  const { status, set } = await visitor.signIn('Li@Acme.test')
  expect(status).toBe(200)
  expect(set.find((line) => line.startsWith(sessionCookie))).toMatch(/HttpOnly; SameSite=Lax/)
  expect((await visitor.get('/me')).body).toMatchObject({
    kind: 'session',
    loginId,
    userId,
    workspaceId: app.workspace.id,
    schemaName: 'ws_acme',
    scopes: null,
    schemaVersion: 1,
    rightsVersion: 1,
    zone: 'Asia/Shanghai',
    currency: 'CNY',
    language: 'zh-CN',
  })
})

it('tells no token in its answers: it is in the cookie, where scripts cannot read it', async () => {
  await app.person('quiet@acme.test')
  const visitor = app.visitor()
  const signedIn = await visitor.signIn('quiet@acme.test')
  const token = decodeURIComponent(visitor.cookies.get(sessionCookie)!).split('.')[0]!
  const sessions = await visitor.get('/api/auth/list-sessions')
  expect(sessions.body.data).toHaveLength(1)
  expect(JSON.stringify([signedIn.body, sessions.body])).not.toContain(token)
})

it('A40 fixation: the session known before signing in is dead afterwards', async () => {
  await app.person('fix@acme.test')
  const attacker = app.visitor()
  await attacker.signIn('fix@acme.test')
  const planted = attacker.cookies.get(sessionCookie)!
  const victim = app.visitor({ cookies: new Map([[sessionCookie, planted]]) })
  await victim.signIn('fix@acme.test')
  expect(victim.cookies.get(sessionCookie)).not.toBe(planted)
  expect(await attacker.me()).toBe(401)
  expect(await victim.me()).toBe(200)
})

it('A40 fixation: a session cookie that nobody signed, or signed for another token, is nobody', async () => {
  await app.person('forge@acme.test')
  const visitor = app.visitor()
  await visitor.signIn('forge@acme.test')
  const [token, signature] = decodeURIComponent(visitor.cookies.get(sessionCookie)!).split('.')
  for (const forged of [token!, `${token}.`, `${token}x.${signature}`, `${token}.${'A'.repeat(43)}=`, '%E0%A4%A']) {
    const thief = app.visitor({ cookies: new Map([[sessionCookie, forged]]) })
    expect([forged, await thief.me()]).toEqual([forged, 401])
  }
})

it('A44 enumeration: unknown account, wrong password, disabled login and nonsense get one answer', async () => {
  const { loginId } = await app.person('gone@acme.test')
  await app.person('here@acme.test')
  await app.auth.disableLogin(loginId)
  const visitor = app.visitor()
  const answers = [
    await visitor.signIn('nobody@acme.test'),
    await visitor.signIn('here@acme.test', 'wrong password'),
    await visitor.signIn('gone@acme.test'),
    await visitor.signIn('not an address'),
    await visitor.post('/sign-in/email', { email: ['here@acme.test'], password: { $ne: '' } }),
    await visitor.post('/sign-in/email', {}),
  ]
  for (const answer of answers) {
    expect(answer.status).toBe(401)
    expect(answer.body).toEqual(answers[0]!.body)
    expect(answer.set).toEqual([])
  }
  expect(answers[0]!.body.message).toBe('邮箱或密码不正确')
})

it('A46 brute force: an account stops answering after ten wrong passwords, the right one included', async () => {
  await app.person('brute@acme.test')
  const attacker = app.visitor({ address: '198.51.100.7' })
  for (let i = 0; i < failureLimits.account; i++) await attacker.signIn('brute@acme.test', `guess number ${i}`)
  const refused = await attacker.signIn('brute@acme.test')
  expect(refused.status).toBe(429)
  expect(refused.body.message).toMatch(/尝试次数过多,请 1[45] 分钟后再试/)
  expect((await attacker.signIn('nobody-else@acme.test')).status).toBe(401)
})

it('A46 brute force: an account that does not exist is limited alike', async () => {
  const attacker = app.visitor({ address: '198.51.100.8' })
  const answers = []
  for (let i = 0; i <= failureLimits.account; i++) answers.push((await attacker.signIn('ghost@acme.test')).status)
  expect(answers.at(-2)).toBe(401)
  expect(answers.at(-1)).toBe(429)
})

it('A46 brute force: one password tried on many accounts is stopped by the address', async () => {
  const attacker = app.visitor({ address: '2001:db8:1:2::1' })
  const guesses = Array.from({ length: failureLimits.address }, (_, i) => attacker.signIn(`u${i}@acme.test`))
  await Promise.all(guesses)
  const neighbour = app.visitor({ address: '2001:db8:1:2:ffff::9' })
  expect((await neighbour.signIn('u999@acme.test')).status).toBe(429)
  expect((await app.visitor({ address: '2001:db8:1:3::1' }).signIn('u999@acme.test')).status).toBe(401)
})

it('A46 brute force: the owner of an attacked account still gets in from a device that was in before', async () => {
  await app.person('admin@acme.test')
  const owner = app.visitor({ address: '192.0.2.10' })
  await owner.signIn('admin@acme.test')
  await owner.post('/sign-out')
  const attacker = app.visitor({ address: '198.51.100.9' })
  for (let i = 0; i <= failureLimits.account; i++) await attacker.signIn('admin@acme.test', `guess number ${i}`)
  expect((await app.visitor({ address: '192.0.2.11' }).signIn('admin@acme.test')).status).toBe(429)
  expect((await owner.signIn('admin@acme.test')).status).toBe(200)
})

it('A46 brute force: a stolen device cookie is counted too, and is worth nothing for another account', async () => {
  await app.person('one@acme.test')
  await app.person('two@acme.test')
  const device = app.visitor({ address: '192.0.2.20' })
  await device.signIn('one@acme.test')
  const own = () => app.db.query(`select from auth.attempt where key like 'sign-in:account:device.%'`)
  const before = (await own()).length
  await device.signIn('two@acme.test', 'wrong password')
  expect(await own()).toHaveLength(before)
  for (let i = 0; i < failureLimits.account; i++) await device.signIn('one@acme.test', `guess number ${i}`)
  expect((await device.signIn('one@acme.test')).status).toBe(429)
})

it('A47 limit bypass: invented proxies, spelling of the address and a parallel burst share one counter', async () => {
  await app.person('burst@acme.test')
  const attacker = app.visitor({ address: '198.51.100.10' })
  const spellings = ['burst@acme.test', 'BURST@acme.test', ' burst@ACME.test ']
  const burst = await Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      attacker.signIn(spellings[i % 3]!, `guess number ${i}`, {
        'x-forwarded-for': `10.0.0.${i}`,
        'x-real-ip': `10.0.1.${i}`,
        forwarded: `for=10.0.2.${i}`,
        'x-zhike-address': `10.0.3.${i}`,
      }),
    ),
  )
  expect(burst.filter((answer) => answer.status === 401)).toHaveLength(failureLimits.account)
  expect(burst.filter((answer) => answer.status === 429)).toHaveLength(30 - failureLimits.account)
})

it('A47 limit bypass: other spellings of the path reach nothing', async () => {
  await app.person('path@acme.test')
  for (const path of ['//sign-in/email', '/sign-in//email', '/sign-in/email/', '/Sign-In/Email', '/sign-in/email.']) {
    const answer = await app.visitor().post(path, { email: 'path@acme.test', password })
    expect([path, answer.status]).toEqual([path, 404])
  }
})

it('serves none of the endpoints of the library that nobody asked for', async () => {
  await app.person('curious@acme.test')
  const visitor = app.visitor()
  await visitor.signIn('curious@acme.test')
  for (const path of ['/sign-up/email', '/update-user', '/delete-user', '/update-session', '/sign-in/social', '/ok']) {
    const { status } = await visitor.post(path, { email: 'x@y.test', password, name: 'x' })
    expect([path, status]).toEqual([path, 404])
  }
  expect((await visitor.get('/api/auth/get-session')).status).toBe(404)
})

it('refuses a sign-in or sign-out that another site sends', async () => {
  await app.person('csrf@acme.test')
  const visitor = app.visitor()
  await visitor.signIn('csrf@acme.test')
  const foreign = { origin: 'https://evil.test' }
  expect((await visitor.post('/sign-out', {}, foreign)).status).toBe(403)
  expect((await visitor.signIn('csrf@acme.test', password, foreign)).status).toBe(403)
  expect((await visitor.post('/sign-out', {}, { origin: 'null' })).status).toBe(403)
  expect((await visitor.post('/sign-out', {}, { 'content-type': 'text/plain' })).status).toBe(415)
  expect(await visitor.me()).toBe(200)
})

it('A81 secrets: the log of an attack names neither the account nor the password', async () => {
  const lines: unknown[] = []
  const logged = await authApp({ log: { warn: (facts, message) => lines.push(facts, message) } })
  try {
    const attacker = logged.visitor()
    const guess = 'canary-password-1'
    for (let i = 0; i <= failureLimits.account; i++) await attacker.signIn('canary@acme.test', guess)
    expect(lines).toContain('too many failed attempts')
    expect(JSON.stringify(lines)).not.toMatch(/canary/)
  } finally {
    await logged.close()
  }
})

it('over https the cookie is bound to the very host and to encrypted pages', async () => {
  const secure = await authApp({ publicUrl: 'https://crm.test' })
  try {
    await secure.person('s@acme.test')
    const visitor = secure.visitor({ headers: { origin: 'https://crm.test' } })
    const { set } = await visitor.signIn('s@acme.test')
    expect(set).toHaveLength(2)
    for (const line of set)
      expect(line).toMatch(/^__Host-zhike\.\w+=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    expect(await visitor.me()).toBe(200)
  } finally {
    await secure.close()
  }
})
