import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf, openServer, signIn, type TestServer } from '#test/server'

// Fixation, revocation, resets, enumeration, keys, brute force, second factor and tokens are attacked beside the code, in
// platform/auth (A40, A41, A43–A48, A52). Here is what only the whole server shows.
let s: TestServer
beforeAll(async () => {
  s = await openServer({ role: 'web' })
})
afterAll(() => s.close())

const any = { 'if-match': '*' }

test('A42 live rights: a role taken away is gone with the next request, by whichever path it was taken', async () => {
  const sales = s.roles.get('sales')
  const take: [string, string, unknown][] = [
    ['PATCH', `/records/user/${s.bob.id}`, { roles: [] }],
    ['POST', '/records/user/batch', { operation: 'update', ids: [s.bob.id], set: { roles: [] } }],
  ]
  for (const [method, path, body] of take) {
    expect((await s.bob.call('GET', '/records/customer')).status).toBe(200)
    const taken = await s.admin.call(method, path, body, any)
    expect(taken.status).toBe(200)
    expect((await s.bob.call('GET', '/records/customer')).status, `${method} ${path}`).toBe(404)
    expect((await s.admin.call('PATCH', `/records/user/${s.bob.id}`, { roles: [sales] }, any)).status).toBe(200)
  }
})

test('A42 live rights: the reach follows a move to another department, and a department that moves', async () => {
  const { id } = (await s.eve.call('POST', '/records/customer', { name: '南方客户' })).body
  const sees = async (client: typeof s.bob) => (await client.call('GET', `/records/customer/${id}`)).status === 200
  expect(await sees(s.bob)).toBe(false)
  await s.admin.call('PATCH', `/records/user/${s.bob.id}`, { department: s.departments['south'] }, any)
  expect(await sees(s.bob)).toBe(true)
  await s.admin.call('PATCH', `/records/user/${s.bob.id}`, { department: s.departments['north'] }, any)
  expect(await sees(s.bob)).toBe(false)
  expect(await sees(s.mgr)).toBe(false)
  await s.admin.call('PATCH', `/records/department/${s.departments['south']}`, { parent: s.departments['north'] }, any)
  expect(await sees(s.mgr)).toBe(true)
  await s.admin.call('PATCH', `/records/department/${s.departments['south']}`, { parent: s.departments['head'] }, any)
  expect(await sees(s.mgr)).toBe(false)
})

test('A42 live rights: undo of a change of roles shows at once, too', async () => {
  await s.admin.call('PATCH', `/records/user/${s.bob.id}`, { roles: [] }, any)
  const [{ request }] = (await s.db.query<{ request: string }>(
    `select request from ws_main.change where object = 'user' and record = $1 order by id desc limit 1`,
    [s.bob.id],
  )) as [{ request: string }]
  expect((await s.bob.call('GET', '/records/customer')).status).toBe(404)
  expect((await s.admin.call('POST', `/changes/${request}/undo`)).status).toBe(200)
  expect((await s.bob.call('GET', '/records/customer')).status).toBe(200)
})

test('A42 live rights: a page in hand does not open what its person lost', async () => {
  for (const name of ['一', '二', '三']) await s.bob.call('POST', '/records/customer', { name })
  const { next } = (await s.bob.call('GET', '/records/customer?limit=1')).body
  await s.admin.call('PATCH', `/records/user/${s.bob.id}`, { roles: [] }, any)
  expect((await s.bob.call('GET', `/records/customer?limit=1&cursor=${next}`)).status).toBe(404)
  await s.admin.call('PATCH', `/records/user/${s.bob.id}`, { roles: [s.roles.get('sales')] }, any)
})

test('A42 live rights: who was disabled is out with the next request, with session and with key, and comes back as she was', async () => {
  const { key } = (await s.bob.call('POST', '/api-keys', { name: 'k', scopes: ['*:read'] })).body
  const byKey = clientOf(s.url, s.bob.id, { key })
  expect((await byKey.call('GET', '/me')).status).toBe(200)
  expect((await s.admin.call('POST', `/users/${s.bob.id}/disable`)).status).toBe(200)
  expect((await s.bob.call('GET', '/me')).status).toBe(401)
  expect((await byKey.call('GET', '/me')).status).toBe(401)
  await expect(signIn(s.url, 'bob@example.com')).rejects.toThrow('could not sign in')
  expect((await s.admin.call('POST', `/users/${s.bob.id}/enable`)).status).toBe(200)
  const back = await signIn(s.url, 'bob@example.com', s.bob.id)
  expect((await back.call('GET', '/records/customer')).status).toBe(200)
})

test('A42 live rights: another process knows within a second', async () => {
  const other = await s.secondNode()
  try {
    const there = clientOf(other.url, s.sup.id, { cookie: s.sup.cookie })
    expect((await there.call('GET', '/records/customer')).status).toBe(200)
    await s.admin.call('PATCH', `/records/user/${s.sup.id}`, { roles: [] }, any)
    await pause(1_000)
    expect((await there.call('GET', '/records/customer')).status).toBe(404)
  } finally {
    await other.close()
  }
})

test('A41 revocation: a copied cookie is dead after sign-out, and after an administrator set a new password', async () => {
  const copy = await signIn(s.url, 'rdr@example.com')
  expect(
    (await clientOf(s.url, '', { cookie: copy.cookie }).call('POST', '/api/auth/sign-out', {}, { origin: s.url }))
      .status,
  ).toBe(200)
  expect((await copy.call('GET', '/me')).status).toBe(401)
  expect((await s.rdr.call('GET', '/me')).status).toBe(200)
  expect((await s.admin.call('POST', `/users/${s.rdr.id}/password`, { password: 'Another-Horse-43' })).status).toBe(204)
  expect((await s.rdr.call('GET', '/me')).status).toBe(401)
})

test('A40 fixation: a cookie set beforehand is not the one that signing in gives', async () => {
  const planted = 'zhike.session_token=planted.by-somebody'
  const reply = await s.anonymous.call(
    'POST',
    '/api/auth/sign-in/email',
    { email: 'amy@example.com', password: 'Correct-Horse-42' },
    { cookie: planted },
  )
  expect(reply.headers.getSetCookie().join()).not.toContain('planted')
  expect((await clientOf(s.url, '', { cookie: planted }).call('GET', '/me')).status).toBe(401)
})
