import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OwnDatabase, ownDatabase } from '#test/own-database'
import { secondCompany } from '#test/second-company'
import { type Client, clientOf, config, cookieOf, password, signIn } from '#test/server'
import { createApp } from '../../server/app.ts'
import { createServices } from '../../server/main.ts'
import type { Services } from '../../server/services.ts'
import { asQuery, expectAlike, noSuchId, tableHash } from './safe.ts'

/** Two companies in one database, served by one process over two connections. */
let own: OwnDatabase
let services: Services
let close: () => Promise<void>
let url: string
let ada: Client
let ivy: Client
/** Records of the first company. */
let theirs: { customer: string; contact: string; role: string; key: string; request: string }

beforeAll(async () => {
  own = await ownDatabase()
  services = await createServices(config(own.url))
  for (const pool of [services.database.pool, services.database.prepared]) pool.options.max = 2
  const app = await createApp(services)
  await app.listen({ port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${(app.server.address() as { port: number }).port}`
  close = () => app.close()
  const founded = await clientOf(url).call('POST', '/setup', {
    company: '第一公司',
    name: 'ada',
    email: 'ada@example.com',
    password,
  })
  ada = clientOf(url, '', { cookie: cookieOf(founded) })
  await secondCompany(services, 'second', 'ivy@example.com')
  ivy = await signIn(url, 'ivy@example.com')
  const customer = (await ada.call('POST', '/records/customer', { name: '一号客户', creditCode: '91350100M000100Y43' }))
    .body.id
  const contact = (await ada.call('POST', '/records/contact', { name: '一号联系人', customer })).body.id
  const role = (await ada.call('GET', '/records/role?limit=1')).body.data[0].id
  const { key } = (await ada.call('POST', '/api-keys', { name: 'k', scopes: ['*:write'] })).body
  const [row] = await own.db.query<{ request: string }>(`select request from ws_main.change where record = $1`, [
    customer,
  ])
  theirs = { customer, contact, role, key, request: row!.request }
})
afterAll(async () => {
  await close()
  await Promise.allSettled([
    services.jobs.stop(),
    services.auth.close(),
    services.wake?.close(),
    services.database.close(),
  ])
  await own.drop()
})

test('A08 tenant hop: ids of another company answer like ids that never were, on every path, and nothing there changes', async () => {
  const before = await tableHash(own.db)
  const asks = (customer: string, contact: string, role: string, request: string): [string, string, unknown?][] => [
    ['GET', `/records/customer/${customer}`],
    ['PATCH', `/records/customer/${customer}`, { name: 'x' }],
    ['DELETE', `/records/customer/${customer}`],
    ['POST', `/records/customer/${customer}/restore`],
    ['GET', `/records/customer/${customer}/history`],
    ['GET', `/records/customer/${customer}/timeline`],
    ['GET', `/records/customer/${customer}/team`],
    ['GET', `/records/contact/${contact}?fields=customer.name`],
    ['GET', `/records/contact?filter=${asQuery({ customer })}`],
    ['POST', '/records/contact', { name: 'x', customer }],
    ['POST', '/records/contact', { name: 'x', owner: contact }],
    ['POST', '/records/activity', { subject: 'x', about: { object: 'customer', id: customer } }],
    ['POST', '/records/customer/batch', { operation: 'update', ids: [customer], set: { name: 'x' }, atomic: true }],
    ['GET', `/roles/${role}/rights`],
    ['PUT', `/roles/${role}/rights`, { grants: {}, abilities: [] }],
    ['POST', `/users/${contact}/disable`],
    ['POST', `/users/${contact}/password`, { password }],
    ['POST', `/changes/${request}/undo`],
    ['GET', `/records/customer/suggest?id=${customer}`],
  ]
  const foreign = asks(theirs.customer, theirs.contact, theirs.role, theirs.request)
  const never = asks(noSuchId, noSuchId, noSuchId, noSuchId)
  for (const [i, [method, path, body]] of foreign.entries()) {
    const send = (ask: (typeof foreign)[number]) => ivy.call(ask[0], ask[1], ask[2], { 'if-match': '*' })
    const other = await send(never[i]!)
    expectAlike([await send([method, path, body]), 'no-id'], [other, 'no-id'], `${method} ${path}`)
  }
  const admins = await own.db.query<{ id: string }>(`select id from ws_main."user"`)
  for (const verb of ['disable', 'enable'])
    expect((await ivy.call('POST', `/users/${admins[0]!.id}/${verb}`)).status).toBe(404)
  expect(await tableHash(own.db)).toBe(before)
})

test('A08 tenant hop: no header, parameter, body or name of a schema leads into another company', async () => {
  for (const name of ['x-workspace', 'x-tenant-id', 'x-forwarded-host', 'x-workspace-id']) {
    const { status, body } = await ivy.call('GET', '/records/customer', undefined, { [name]: 'main' })
    expect([status, body.data]).toEqual([200, []])
  }
  expect((await ivy.call('GET', '/records/customer?workspace=main')).status).toBe(400)
  for (const body of [{ workspace: 'main' }, { workspace_id: noSuchId }, { tenant: 'main' }])
    expect((await ivy.call('POST', '/records/customer', { name: 'x', ...body })).status).toBe(422)
  for (const object of [
    'ws_main.customer',
    'public.user',
    'pg_catalog.pg_user',
    'pg_user',
    'zhike.workspace',
    'auth.user',
    'change',
    'idempotency',
    '"ws_main"."customer"',
    '..%2fws_main%2fcustomer',
  ])
    expect((await ivy.call('GET', `/records/${object}`)).status, object).toBe(404)
})

test('A08 tenant hop: what is unique in one company is free in another, and cursors do not cross', async () => {
  expect(
    (await ivy.call('POST', '/records/customer', { name: '二号客户', creditCode: '91350100M000100Y43' })).status,
  ).toBe(201)
  for (const name of ['二', '三']) await ada.call('POST', '/records/customer', { name })
  const { next } = (await ada.call('GET', '/records/customer?limit=1')).body
  expect((await ivy.call('GET', `/records/customer?limit=1&cursor=${next}`)).status).toBe(400)
  expect(
    (await clientOf(url, '', { key: theirs.key }).call('GET', '/records/customer?total=true')).body.total.value,
  ).toBe(3)
})

test('A08 tenant hop: an idempotency key of one company is not known in the other', async () => {
  const headers = { 'idempotency-key': 'the-same-key' }
  const [a, b] = await Promise.all(
    [ada, ivy].map((client) => client.call('POST', '/records/customer', { name: '同键' }, headers)),
  )
  expect([a!.status, b!.status]).toEqual([201, 201])
  expect(a!.body.id).not.toBe(b!.body.id)
})

test('A08 tenant hop: a thousand interleaved calls of both companies over two connections give 0 foreign rows', async () => {
  const worlds = [
    { client: ada, mark: 'ADA' },
    { client: ivy, mark: 'IVY' },
  ] as const
  for (const { client, mark } of worlds) {
    const records = Array.from({ length: 20 }, (_, i) => ({ name: `${mark}-${i}`, tags: [mark] }))
    await client.call('POST', '/records/customer/batch', { operation: 'create', records })
  }
  const calls = [
    '/records/customer?limit=200&total=true',
    '/records/customer?limit=200&sort=name',
    '/records/customer?q=-1',
    '/records/customer/aggregate?group=name&measure=count',
    '/records/customer/suggest?q=-',
    `/records/customer?filter=${asQuery({ tags: { hasAny: ['ADA', 'IVY'] } })}&limit=200`,
    '/records/user',
    '/me',
  ]
  const foreign: string[] = []
  let answered = 0
  await Promise.all(
    Array.from({ length: 1_000 }, async (_, i) => {
      const world = worlds[i % 2]!
      const other = worlds[(i + 1) % 2]!
      const write = i % 10 === 0
      const reply = write
        ? await world.client.call('POST', '/records/customer', { name: `${world.mark}-w${i}`, remark: world.mark })
        : await world.client.call('GET', calls[Math.floor(i / 2) % calls.length]!)
      // Two connections for a thousand calls: who waits too long is told to come again, and has seen nothing.
      if (reply.status < 300) answered++
      else if (reply.status !== 503) foreign.push(`${reply.status} ${reply.text}`)
      if (new RegExp(`${other.mark}-|${other.mark.toLowerCase()}@`).test(reply.text)) foreign.push(reply.text)
    }),
  )
  expect(foreign).toEqual([])
  expect(answered).toBeGreaterThan(500)
  const strays = await own.db.query(
    `select name from ws_main.customer where name like 'IVY-%' union all select name from ws_second.customer where name like 'ADA-%'`,
  )
  expect(strays).toEqual([])
})

test('A08 tenant hop: who works in two companies has each apart, and a page of one is not answered by the other', async () => {
  const { data: roles } = (await ada.call('GET', '/records/role?fields=name')).body
  const sales = roles.find(({ name }: { name: string }) => name === 'sales').id
  const person = { name: 'both', email: 'both@example.com', password, roles: [sales] }
  expect((await ada.call('POST', '/users', person)).status).toBe(201)
  const third = await secondCompany(services, 'third', 'third@example.com')
  await own.db.query(
    `update zhike.member set login = (select id from auth."user" where email = 'both@example.com') where login = $1`,
    [third.loginId],
  )
  const both = await signIn(url, 'both@example.com')
  const { workspace, workspaces } = (await both.call('GET', '/me')).body
  expect(workspaces.map(({ name }: { name: string }) => name)).toEqual(['第一公司', 'third'])
  const page = { 'x-shown-workspace': workspace.id }
  const add = (client: Client) => client.call('POST', '/records/customer', { name: '页面里的客户' }, page)
  expect((await add(both)).status).toBe(201)

  const moved = await both.call('POST', '/api/auth/change-workspace', { workspace: third.workspaceId })
  const there = clientOf(url, '', { cookie: cookieOf(moved) })
  expect((await there.call('GET', '/me')).body.workspace.name).toBe('third')
  const refused = await add(there)
  expect([refused.status, refused.body.code]).toEqual([409, 'workspace.changed'])
  const { data } = (await there.call('GET', '/records/customer?limit=200&fields=name')).body
  expect(data.map(({ name }: { name: string }) => name)).not.toContain('页面里的客户')
  // A key is of one company, and tells of no other.
  const { key } = (await there.call('POST', '/api-keys', { name: 'k', scopes: ['*:read'] })).body
  const byKey = await clientOf(url, '', { key }).call('GET', '/me')
  expect(byKey.body.workspace.id).toBe(third.workspaceId)
  expect(byKey.body.workspaces).toEqual([])
})
