import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuid7 } from '#engine'
import { addMember, createWorkspace, setMemberActive } from '#platform/control'
import { authApp, type AuthApp, password, type Visitor } from '#test/auth-app'

let app: AuthApp
beforeAll(async () => {
  app = await authApp()
})
afterAll(() => app.close())

const signedIn = async (email: string, node: Pick<AuthApp, 'visitor'> = app) => {
  const visitor = node.visitor()
  expect((await visitor.signIn(email)).status).toBe(200)
  expect(await visitor.me()).toBe(200)
  return visitor
}

it('A41 revocation: a copied cookie is dead as soon as its owner signs out', async () => {
  await app.person('out@acme.test')
  const owner = await signedIn('out@acme.test')
  const thief = app.visitor({ cookies: owner.cookies })
  expect(await thief.me()).toBe(200)
  expect((await owner.post('/sign-out')).status).toBe(200)
  expect(await thief.me()).toBe(401)
  expect(owner.cookies.has('zhike.session_token')).toBe(false)
})

it('A41 revocation: changing the password ends every other session and gives this one a new cookie', async () => {
  await app.person('change@acme.test')
  const here = await signedIn('change@acme.test')
  const elsewhere = await signedIn('change@acme.test')
  const copy = app.visitor({ cookies: here.cookies })
  const change = { currentPassword: password, newPassword: '另一匹会飞的马 43', revokeOtherSessions: false }
  expect((await here.post('/change-password', change)).status).toBe(200)
  expect(await here.me()).toBe(200)
  expect(await elsewhere.me()).toBe(401)
  expect(await copy.me()).toBe(401)
  expect((await app.visitor().signIn('change@acme.test')).status).toBe(401)
  expect((await app.visitor().signIn('change@acme.test', change.newPassword)).status).toBe(200)
})

it('A41 revocation: a password set by an administrator ends all sessions', async () => {
  const { loginId } = await app.person('set@acme.test')
  const visitor = await signedIn('set@acme.test')
  await app.auth.setPassword(loginId, '管理员给的新密码')
  expect(await visitor.me()).toBe(401)
  expect((await app.visitor().signIn('set@acme.test', '管理员给的新密码')).status).toBe(200)
})

it('A41 revocation: a disabled login is out at once and stays out until it is enabled', async () => {
  const { loginId } = await app.person('leaver@acme.test')
  const visitor = await signedIn('leaver@acme.test')
  await app.auth.disableLogin(loginId)
  expect(await visitor.me()).toBe(401)
  expect((await visitor.signIn('leaver@acme.test')).status).toBe(401)
  await app.auth.enableLogin(loginId)
  expect(await visitor.me()).toBe(401)
  await signedIn('leaver@acme.test')
})

it('A41 revocation: a sign-in that was under way while its login was disabled opens nothing', async () => {
  const { loginId } = await app.person('race@acme.test')
  await app.auth.disableLogin(loginId)
  const cookie = await app.auth.startSession(loginId, { headers: {}, socket: {} })
  const late = app.visitor({ headers: { cookie: cookie.split(';')[0]! } })
  expect(await late.me()).toBe(401)
  expect((await late.get('/api/auth/list-sessions')).status).toBe(401)
})

it('A41 revocation: the other processes refuse within a second', async () => {
  const { loginId } = await app.person('nodes@acme.test')
  const other = await app.secondNode()
  const visitor = await signedIn('nodes@acme.test')
  const there = other.visitor({ cookies: visitor.cookies })
  expect(await there.me()).toBe(200)
  await app.auth.revokeAll(loginId)
  await pause(1000)
  expect(await there.me()).toBe(401)
})

it('A42 live rights: leaving one workspace, or a change of its rights, shows with the next request', async () => {
  const { userId } = await app.person('live@acme.test')
  const visitor = await signedIn('live@acme.test')
  await app.db.query('update zhike.workspace set rights_version = 7 where id = $1', [app.workspace.id])
  app.auth.forgetCredentials()
  expect((await visitor.get('/me')).body.rightsVersion).toBe(7)
  await app.db.query('update zhike.member set active = false where user_id = $1', [userId])
  app.auth.forgetCredentials()
  expect(await visitor.me()).toBe(401)
})

it('lists where somebody is signed in, and ends one of those sessions or all the others', async () => {
  await app.person('list@acme.test')
  const [a, b, c] = [
    await signedIn('list@acme.test'),
    await signedIn('list@acme.test'),
    await signedIn('list@acme.test'),
  ]
  const sessions = (await a.get('/api/auth/list-sessions')).body.data as { id: string; current: boolean }[]
  expect(sessions).toHaveLength(3)
  expect(sessions.filter((session) => session.current)).toHaveLength(1)
  const bId = (await b.get('/me')).body.id as string
  await a.post('/revoke-session', { id: bId })
  expect([await a.me(), await b.me(), await c.me()]).toEqual([200, 401, 200])
  await a.post('/revoke-other-sessions')
  expect([await a.me(), await c.me()]).toEqual([200, 401])
})

it('lets nobody end, or see, the session of somebody else', async () => {
  await app.person('mine@acme.test')
  await app.person('yours@acme.test')
  const mine = await signedIn('mine@acme.test')
  const yours = await signedIn('yours@acme.test')
  const id = (await mine.get('/me')).body.id as string
  await yours.post('/revoke-session', { id })
  await yours.post('/revoke-other-sessions')
  expect(await mine.me()).toBe(200)
  expect(JSON.stringify((await yours.get('/api/auth/list-sessions')).body)).not.toContain(id)
  expect((await app.visitor().get('/api/auth/list-sessions')).status).toBe(401)
})

it.each([
  ['expired', `"expiresAt" = now() - interval '1 second'`],
  ['unused for more than a week', `"updatedAt" = now() - interval '8 days'`],
])('refuses a session that is %s', async (why, change) => {
  const email = `${why.replaceAll(' ', '-')}@acme.test`
  const { loginId } = await app.person(email)
  const visitor = await signedIn(email)
  await app.db.query(`update auth.session set ${change} where "userId" = $1`, [loginId])
  app.auth.forgetCredentials()
  expect(await visitor.me()).toBe(401)
  expect((await visitor.get('/api/auth/list-sessions')).status).toBe(401)
})

it('keeps a session alive that is used', async () => {
  const { loginId } = await app.person('busy@acme.test')
  const visitor = await signedIn('busy@acme.test')
  await app.db.query(`update auth.session set "updatedAt" = now() - interval '6 days' where "userId" = $1`, [loginId])
  app.auth.forgetCredentials()
  expect(await visitor.me()).toBe(200)
  await expect
    .poll(() =>
      app.db.query(`select from auth.session where "userId" = $1 and "updatedAt" > now() - interval '1 minute'`, [
        loginId,
      ]),
    )
    .toHaveLength(1)
})

it('asks the database once for many requests within a second', async () => {
  await app.person('hot@acme.test')
  const visitor = await signedIn('hot@acme.test')
  const statements: string[] = []
  app.auth.forgetCredentials()
  app.db.onStatement = (text) => statements.push(text)
  expect(await Promise.all(Array.from({ length: 20 }, () => visitor.me()))).toEqual(Array(20).fill(200))
  app.db.onStatement = undefined
  expect(statements).toHaveLength(1)
})

it('on a borrowed computer the cookie goes with the browser, and the session within a day', async () => {
  const { loginId } = await app.person('cafe@acme.test')
  const body = { email: 'cafe@acme.test', password, rememberMe: false }
  const { set } = await app.visitor().post('/sign-in/email', body)
  expect(set.find((line) => line.startsWith('zhike.session_token'))).not.toMatch(/Max-Age|Expires/i)
  const long = `select from auth.session where "userId" = $1 and "expiresAt" > now() + interval '25 hours'`
  expect(await app.db.query(long, [loginId])).toEqual([])
})

it('signs in without a password whoever proved itself otherwise, as the first set-up does', async () => {
  const { loginId } = await app.person('setup@acme.test')
  const request = { headers: { 'user-agent': 'test' }, socket: { remoteAddress: '192.0.2.1' } }
  const cookie = await app.auth.startSession(loginId, request)
  const [, name, value] = /^([^=]+)=([^;]+); Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/.exec(cookie)!
  expect(await app.visitor({ cookies: new Map([[name!, value!]]) }).me()).toBe(200)
})

/** A second company that the person joined later. */
const joined = async (loginId: string, slug: string): Promise<string> => {
  const { id } = await createWorkspace(app.db, { slug, name: slug })
  await addMember(app.db, { workspaceId: id, loginId, userId: uuid7() })
  return id
}
const placeOf = async (visitor: Visitor) => (await visitor.get('/me')).body.workspaceId

it('goes over into another of her companies, and only this browser does; her next sign-in begins there', async () => {
  const { loginId } = await app.person('both@acme.test')
  const second = await joined(loginId, 'second')
  const [here, elsewhere] = [await signedIn('both@acme.test'), await signedIn('both@acme.test')]
  const copy = app.visitor({ cookies: here.cookies })
  expect(await placeOf(here)).toBe(app.workspace.id)
  const moved = await here.post('/change-workspace', { workspace: second })
  expect(moved.status).toBe(200)
  expect(moved.set.join()).toMatch(/Max-Age=25\d{5};/)
  expect(await placeOf(here)).toBe(second)
  expect(await placeOf(elsewhere)).toBe(app.workspace.id)
  // The old cookie is worth nothing any more, so that nothing kept by it can speak of the other company.
  expect(await copy.me()).toBe(401)
  expect((await here.get('/api/auth/list-sessions')).body.data).toHaveLength(2)
  expect(await placeOf(await signedIn('both@acme.test'))).toBe(second)
})

it('whoever is shut out of the company she is in goes on in the one that is left', async () => {
  const { loginId, userId } = await app.person('left@acme.test')
  const second = await joined(loginId, 'left')
  const visitor = await signedIn('left@acme.test')
  await visitor.post('/change-workspace', { workspace: second })
  await visitor.post('/change-workspace', { workspace: app.workspace.id })
  expect(await placeOf(visitor)).toBe(app.workspace.id)
  await setMemberActive(app.db, app.workspace.id, userId, false)
  app.auth.forgetCredentials()
  expect(await placeOf(visitor)).toBe(second)
})

it('A41 tenants: nobody goes over into a company that is not hers, nor without a session', async () => {
  await app.person('alone@acme.test')
  const { id } = await createWorkspace(app.db, { slug: 'foreign', name: 'foreign' })
  const visitor = await signedIn('alone@acme.test')
  for (const workspace of [id, uuid7(), 'none', undefined]) {
    const { status, body } = await visitor.post('/change-workspace', { workspace })
    expect([status, body.code]).toEqual([404, 'auth.noSuchWorkspace'])
  }
  expect(await placeOf(visitor)).toBe(app.workspace.id)
  expect((await app.visitor().post('/change-workspace', { workspace: app.workspace.id })).status).toBe(401)
})

it('a session that goes with the browser still does after a change of company', async () => {
  const { loginId } = await app.person('borrowed@acme.test')
  const second = await joined(loginId, 'borrowed')
  const visitor = app.visitor()
  await visitor.post('/sign-in/email', { email: 'borrowed@acme.test', password, rememberMe: false })
  const { status, set } = await visitor.post('/change-workspace', { workspace: second })
  expect(status).toBe(200)
  expect(set.join()).not.toMatch(/Max-Age|Expires/i)
})
