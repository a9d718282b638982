import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf, type Client, openServer, signIn, type TestServer } from '#test/server'
import { expectAlike, noSuchId, watched } from './safe.ts'

let s: TestServer
let amy: Client
let sec: Client
let admin: Client
let own: string
beforeAll(async () => {
  s = await openServer({ role: 'web' })
  amy = watched(s.amy, s.db)
  sec = watched(s.sec, s.db)
  admin = watched(s.admin, s.db)
  own = (await s.amy.call('POST', '/records/customer', { name: '我的客户' })).body.id
})
afterAll(() => s.close())

const any = { 'if-match': '*' }

test.each([
  ['id', noSuchId],
  ['version', 99],
  ['createdAt', '2000-01-01T00:00:00Z'],
  ['createdBy', noSuchId],
  ['updatedBy', noSuchId],
  ['deletedAt', '2000-01-01T00:00:00Z'],
  ['number', 'C2000000001'],
  ['wonAmount', '1'],
  ['openOpportunities', 5],
  ['workspace', 'ws2'],
  ['workspaceId', noSuchId],
  ['isAdmin', true],
  ['__proto__x', {}],
])('A31 mass assignment: %s is refused on create, change, batch and upsert', async (field, value) => {
  expect((await amy.call('POST', '/records/customer', { name: 'x', [field]: value })).status).toBe(422)
  expect((await amy.call('PATCH', `/records/customer/${own}`, { [field]: value }, any)).status).toBe(422)
  expect(
    (
      await amy.call('POST', '/records/customer/batch', {
        operation: 'update',
        ids: [own],
        set: { [field]: value },
        atomic: true,
      })
    ).status,
  ).toBe(422)
  const upsert = await amy.call('POST', '/records/customer/batch', {
    operation: 'upsert',
    key: 'creditCode',
    records: [{ name: 'x', [field]: value }],
    atomic: true,
  })
  expect(upsert.status).toBe(422)
})

test('A31 mass assignment: what only actions and the engine set cannot be set by hand on an opportunity, a lead or a user', async () => {
  const writes: [string, Record<string, unknown>][] = [
    ['opportunity', { name: 'x', outcome: 'won' }],
    ['opportunity', { name: 'x', stageSince: '2000-01-01T00:00:00Z' }],
    ['opportunity', { name: 'x', weighted: '1' }],
    ['lead', { company: 'x', name: 'y', score: 100 }],
    ['lead', { company: 'x', name: 'y', customer: own }],
    ['task', { subject: 'x', doneAt: '2000-01-01T00:00:00Z' }],
  ]
  for (const [object, values] of writes)
    expect((await amy.call('POST', `/records/${object}`, values)).status, JSON.stringify(values)).toBe(422)
  for (const values of [{ active: false }, { email: 'amy' }, { roles: 'x' }])
    expect((await admin.call('PATCH', `/records/user/${s.bob.id}`, values, any)).status).toBe(422)
})

test('A31 mass assignment: polluted bodies are refused and pollute nothing', async () => {
  for (const body of [
    '{"name":"x","__proto__":{"polluted":1}}',
    '{"name":"x","constructor":{"prototype":{"polluted":1}}}',
    '{"__proto__":null,"name":"x"}',
  ])
    expect((await amy.call('POST', '/records/customer', body)).status).toBeGreaterThanOrEqual(400)
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})

test('A32 nested write: nothing is written or linked through a document inside a document', async () => {
  const south = (await s.eve.call('POST', '/records/customer', { name: '南方' })).body.id
  for (const customer of [{ id: south, name: '改名' }, { name: '新建' }, [south]]) {
    const reply = await amy.call('POST', '/records/contact', { name: '张三', customer })
    expect(reply.status).toBe(422)
  }
  const link = (id: string) => amy.call('POST', '/records/activity', { subject: 'x', contacts: [id] })
  const theirs = (await s.eve.call('POST', '/records/contact', { name: '南方人', customer: south })).body.id
  expectAlike([await link(theirs), theirs], [await link(noSuchId), noSuchId], 'refs')
})

test('A33 share: who may only read does not pass rights on, and a right that ran out is gone', async () => {
  await s.amy.call('PUT', `/records/customer/${own}/team/${s.eve.id}`, { may: 'read' })
  const eve = watched(s.eve, s.db)
  expect((await eve.call('GET', `/records/customer/${own}`)).status).toBe(200)
  expect((await eve.call('PUT', `/records/customer/${own}/team/${s.eve.id}`, { may: 'write' })).status).toBe(403)
  expect((await eve.call('PUT', `/records/customer/${own}/team/${s.sup.id}`, { may: 'read' })).status).toBe(403)
  expect((await eve.call('PATCH', `/records/customer/${own}`, { level: 'A' }, any)).status).toBe(403)
  await s.amy.call('PUT', `/records/customer/${own}/team/${s.eve.id}`, { may: 'write', until: '2001-01-01T00:00:00Z' })
  expect((await eve.call('GET', `/records/customer/${own}`)).status).toBe(404)
  await s.amy.call('PUT', `/records/customer/${own}/team/${s.eve.id}`, { may: 'write' })
  await s.amy.call('DELETE', `/records/customer/${own}/team/${s.eve.id}`)
  expect((await eve.call('GET', `/records/customer/${own}`)).status).toBe(404)
})

test('A34 self-promotion: the security officer cannot give herself a role, a department or a manager’s reach, by no path', async () => {
  const administrator = s.roles.get('administrator')
  const patches = [
    { roles: [administrator] },
    { roles: [s.roles.get('security'), s.roles.get('sales')] },
    { department: s.departments['north'] },
    { departments: [s.departments['south']] },
  ]
  for (const patch of patches) {
    const reply = await sec.call('PATCH', `/records/user/${s.sec.id}`, patch, any)
    expect(reply.body, JSON.stringify(patch)).toMatchObject({ status: 403, code: 'role.ownRights' })
  }
  const batch = await sec.call('POST', '/records/user/batch', {
    operation: 'update',
    ids: [s.sec.id],
    set: { roles: [administrator] },
  })
  expect(batch.text).toContain('role.ownRights')
  expect((await s.sec.call('GET', '/me')).body.user.roles.map((r: any) => r.name)).toEqual(['security'])
})

test('A34 self-promotion: nor widen the role that she holds', async () => {
  const security = s.roles.get('security')
  expect((await sec.call('PATCH', `/records/role/${security}`, { basis: 'administrator' }, any)).body.code).toBe(
    'role.ownRights',
  )
  expect(
    (
      await sec.call('PUT', `/roles/${security}/rights`, {
        grants: { customer: { read: 'all' } },
        abilities: ['rights', 'users'],
      })
    ).body.code,
  ).toBe('role.ownRights')
  expect((await sec.call('PATCH', `/records/role/${security}`, { grants: {} }, any)).status).toBe(422)
  expect((await sec.call('POST', '/records/role', { name: 'own', label: 'x', abilities: ['users'] })).status).toBe(422)
})

test('A34 self-promotion: undo does not bring back a right that was taken away', async () => {
  const { body } = await s.admin.call(
    'PATCH',
    `/records/user/${s.sec.id}`,
    { roles: [s.roles.get('security'), s.roles.get('sales')] },
    any,
  )
  expect(body.roles).toHaveLength(2)
  const given = await s.sec.call('PATCH', `/records/user/${s.bob.id}`, { position: '组长' }, any)
  expect(given.status).toBe(200)
  const mine = await s.db.query<{ request: string }>(
    `select request from ws_main.change where object = 'user' and actor = $1`,
    [s.admin.id],
  )
  for (const { request } of mine) expect((await sec.call('POST', `/changes/${request}/undo`)).status).toBe(404)
})

test('A34 self-promotion: the last administrator stays one, whatever the path', async () => {
  const administrator = s.roles.get('administrator')
  const attempts: [string, string, unknown?][] = [
    ['PATCH', `/records/user/${s.admin.id}`, { roles: [] }],
    ['PATCH', `/records/role/${administrator}`, { basis: null }],
    ['PATCH', `/records/role/${administrator}`, { basis: 'sales' }],
    ['DELETE', `/records/role/${administrator}`],
    [
      'POST',
      '/records/user/batch',
      { operation: 'update', ids: [s.admin.id, s.bob.id], set: { roles: [s.roles.get('sales')] }, atomic: true },
    ],
    ['POST', '/records/role/batch', { operation: 'delete', ids: [administrator], atomic: true }],
    ['POST', `/users/${s.admin.id}/disable`],
  ]
  for (const [method, path, body] of attempts) {
    const reply = await admin.call(method, path, body, any)
    expect(reply.body, `${method} ${path}`).toMatchObject({ status: 409, code: 'user.lastAdministrator' })
  }
})

test('A34 self-promotion: two administrators cannot dismiss each other at once', async () => {
  const second = await s.admin.call('POST', '/users', {
    name: '二号',
    email: 'two@example.com',
    password: 'Correct-Horse-42',
    roles: [s.roles.get('administrator')],
  })
  const two = await signIn(s.url, 'two@example.com', second.body.id)
  const dismiss = (client: Client, id: string) => client.call('PATCH', `/records/user/${id}`, { roles: [] }, any)
  const replies = await Promise.all([dismiss(s.admin, two.id), dismiss(two, s.admin.id)])
  expect(replies.filter((r) => r.status === 200)).toHaveLength(1)
  expect(
    await s.db.query(`select id from ws_main."user" where $1::uuid = any(roles)`, [s.roles.get('administrator')]),
  ).toHaveLength(1)
})

test('A45 API keys: a key reaches no further than its person and its scopes, and manages nothing', async () => {
  const { key } = (await s.amy.call('POST', '/api-keys', { name: 'rob', scopes: ['customer:read'] })).body
  const rob = watched(clientOf(s.url, s.amy.id, { key }), s.db)
  expect((await rob.call('GET', `/records/customer/${own}`)).status).toBe(200)
  expect((await rob.call('GET', '/records/contact')).status).toBe(404)
  const made = await s.amy.call('POST', '/records/customer', { name: '刚建的' })
  const [{ request }] = (await s.db.query<{ request: string }>(`select request from ws_main.change where record = $1`, [
    made.body.id,
  ])) as [{ request: string }]
  const calls: [string, string, unknown?][] = [
    ['POST', '/records/customer', { name: 'x' }],
    ['PATCH', `/records/customer/${own}`, { level: 'A' }],
    ['DELETE', `/records/customer/${own}`],
    ['PUT', `/records/customer/${own}/team/${s.bob.id}`, { may: 'write' }],
    ['POST', `/changes/${request}/undo`],
    ['PATCH', '/me/preferences', { theme: 'dark' }],
    ['GET', '/api-keys'],
    ['POST', '/api-keys', { name: 'more', scopes: ['*:write'] }],
  ]
  for (const [method, path, body] of calls)
    expect((await rob.call(method, path, body, any)).status, `${method} ${path}`).toBe(403)
  const adminKey = (await s.bob.call('POST', '/api-keys', { name: 'other', scopes: ['*:write'], user: s.amy.id }))
    .status
  expect(adminKey).toBe(403)
})
