import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf, cookieOf, openServer, password, signIn, type TestServer } from '#test/server'
import { totp } from '#test/totp'

let s: TestServer
beforeAll(async () => {
  s = await openServer()
})
afterAll(() => s.close())

test('a changed department holds with the next look, without signing in again', async () => {
  const { body } = await s.amy.call('POST', '/records/customer', { name: '南方机床' })
  expect((await s.eve.call('GET', `/records/customer/${body.id}`)).status).toBe(404)
  await s.admin.call('PATCH', `/records/user/${s.eve.id}`, { department: s.departments['north'] }, { 'if-match': '*' })
  expect((await s.eve.call('GET', `/records/customer/${body.id}`)).status).toBe(200)
  await s.admin.call('PATCH', `/records/user/${s.eve.id}`, { department: s.departments['south'] }, { 'if-match': '*' })
  expect((await s.eve.call('GET', `/records/customer/${body.id}`)).status).toBe(404)
})

test('A34 nobody gives herself a role, and the last administrator stays', async () => {
  const role = s.roles.get('administrator')
  const own = await s.sec.call('PATCH', `/records/user/${s.sec.id}`, { roles: [role] }, { 'if-match': '*' })
  expect([own.status, own.body.code]).toEqual([403, 'role.ownRights'])
  const sales = await s.amy.call('PATCH', `/records/user/${s.amy.id}`, { roles: [role] }, { 'if-match': '*' })
  expect(sales.status).toBe(403)
  const last = await s.admin.call('PATCH', `/records/user/${s.admin.id}`, { roles: [] }, { 'if-match': '*' })
  expect([last.status, last.body.code]).toEqual([409, 'user.lastAdministrator'])
  expect((await s.admin.call('POST', `/users/${s.admin.id}/disable`)).status).toBe(409)
})

test('a disabled user is out at once and back when enabled', async () => {
  expect((await s.admin.call('POST', `/users/${s.bob.id}/disable`)).body).toMatchObject({ active: false })
  expect((await s.bob.call('GET', '/me')).status).toBe(401)
  await expect(signIn(s.url, 'bob@example.com')).rejects.toThrow('could not sign in')
  await s.admin.call('POST', `/users/${s.bob.id}/enable`)
  expect((await (await signIn(s.url, 'bob@example.com')).call('GET', '/me')).body.user.name).toBe('bob')
})

test('who has lost phone and codes gets in again once an administrator has turned the second step off', async () => {
  const bob = await signIn(s.url, 'bob@example.com')
  const { body } = await bob.call('POST', '/api/auth/two-factor/enable', { password })
  const code = totp(new URL(body.totpUri).searchParams.get('secret')!)
  const verified = await bob.call('POST', '/api/auth/two-factor/verify-totp', { code })
  expect(verified.status).toBe(200)
  const begin = () => s.anonymous.call('POST', '/api/auth/sign-in/email', { email: 'bob@example.com', password })
  expect((await begin()).body).toEqual({ secondFactor: true })
  expect((await s.amy.call('DELETE', `/users/${s.bob.id}/second-factor`)).status).toBe(403)
  expect((await s.admin.call('DELETE', `/users/${s.bob.id}/second-factor`)).status).toBe(204)
  expect((await begin()).body).toEqual({ secondFactor: false })
  const before = clientOf(s.url, '', { cookie: cookieOf(verified) })
  expect((await before.call('GET', '/me')).status).toBe(401)
})

test('fifty people are added at once, each with her login, and nobody is told to try again', async () => {
  const added = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      s.admin.call('POST', '/users', { name: `同事 ${n}`, email: `colleague${n}@example.com`, password }),
    ),
  )
  expect(added.map(({ status }) => status)).toEqual(Array(50).fill(201))
  expect((await signIn(s.url, 'colleague49@example.com')).cookie).not.toBe('')
})

test('a team member sees the record until the day is over, and changes it only if she may', async () => {
  const { body } = await s.amy.call('POST', '/records/customer', { name: '协作客户' })
  const path = `/records/customer/${body.id}`
  await s.amy.call('PUT', `${path}/team/${s.eve.id}`, {
    may: 'read',
    until: new Date(Date.now() + 3_600_000).toISOString(),
  })
  expect((await s.eve.call('GET', path)).status).toBe(200)
  expect((await s.eve.call('PATCH', path, { level: 'A' }, { 'if-match': '*' })).status).toBe(403)
  await s.amy.call('PUT', `${path}/team/${s.eve.id}`, { may: 'write' })
  expect((await s.eve.call('PATCH', path, { level: 'A' }, { 'if-match': '*' })).status).toBe(200)
  await s.amy.call('PUT', `${path}/team/${s.eve.id}`, { may: 'write', until: '2020-01-01T00:00:00Z' })
  expect((await s.eve.call('GET', path)).status).toBe(404)
})

test('an API key does what its scopes name, with its person’s rights and no more', async () => {
  const made = await s.amy.call('POST', '/api-keys', { name: '只读', scopes: ['customer:read'] })
  expect([made.status, made.body]).toEqual([201, expect.objectContaining({ key: expect.stringMatching(/^zk_/) })])
  const key = clientOf(s.url, '', { key: made.body.key })
  expect((await key.call('GET', '/records/customer?limit=1')).status).toBe(200)
  expect((await key.call('POST', '/records/customer', { name: '不行' })).status).toBe(403)
  expect((await key.call('GET', '/records/contact')).body.code).toBe('request.unknownObject')
  await s.amy.call('DELETE', `/api-keys/${made.body.id}`)
  expect((await key.call('GET', '/records/customer?limit=1')).status).toBe(401)
})

test('a department with people or departments in it is not deleted; it is said what is in it; an empty one is', async () => {
  const make = async (name: string, parent?: string) =>
    (await s.admin.call('POST', '/records/department', { name, ...(parent ? { parent } : {}) })).body.id
  const above = await make('华中区')
  const below = await make('武汉办', above)
  const gone = (id: string) => s.admin.call('DELETE', `/records/department/${id}`)
  const move = (department: string) =>
    s.admin.call('PATCH', `/records/user/${s.mkt.id}`, { departments: [department] }, { 'if-match': '*' })
  expect((await gone(above)).body).toMatchObject({ code: 'department.inUse', people: 0, departments: 1 })
  await move(below)
  expect((await gone(below)).body).toMatchObject({ code: 'department.inUse', people: 1, departments: 0 })
  expect((await s.admin.call('GET', `/records/department/${below}`)).status).toBe(200)
  await move(s.departments['head']!)
  for (const id of [below, above]) expect((await gone(id)).status).toBe(200)
})
