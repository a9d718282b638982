import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, openServer, type TestServer } from '#test/server'
import { asQuery, expectAlike, noSuchId, watched } from './safe.ts'

let s: TestServer
let amy: Client
let bob: Client
/** A customer of the south, one of hers that is in the bin, and one each of amy and bob. */
let south: string
let binned: string
let own: string
let colleagues: string
beforeAll(async () => {
  s = await openServer({ role: 'web' })
  amy = watched(s.amy, s.db)
  bob = watched(s.bob, s.db)
  const customer = async (client: Client, name: string) =>
    (await client.call('POST', '/records/customer', { name })).body.id as string
  south = await customer(s.eve, '南方的客户')
  binned = await customer(s.eve, '南方已删的客户')
  await s.eve.call('DELETE', `/records/customer/${binned}`)
  own = await customer(s.amy, '我的客户')
  colleagues = await customer(s.bob, '同事的客户')
})
afterAll(() => s.close())

const onOne: [method: string, path: string, body?: unknown, headers?: Record<string, string>][] = [
  ['GET', ''],
  ['GET', '?fields=name'],
  ['GET', '?deleted=true'],
  ['GET', '?asOf=2099-01-01T00:00:00Z'],
  ['PATCH', '', { name: '改名' }, { 'if-match': '*' }],
  ['PATCH', '', { name: '改名' }, { 'if-match': '"v1"' }],
  ['PATCH', '', { name: '改名' }, { 'if-match': '"v9"' }],
  ['PATCH', '', { nonsense: 1 }, { 'if-match': '*' }],
  ['DELETE', ''],
  ['POST', '/restore'],
  ['GET', '/history'],
  ['GET', '/timeline'],
  ['GET', '/team'],
  ['PUT', `/team/${noSuchId}`, { may: 'write' }],
  ['DELETE', `/team/${noSuchId}`],
  ['POST', '/actions/convert', {}],
]

test.each(onOne)(
  'A01 read by id, A02 sub-resource: %s customer/{id}%s answers for the unseen and the binned as for one that never was',
  async (method, path, body, headers) => {
    const ask = (id: string) => amy.call(method, `/records/customer/${id}${path}`, body, headers)
    const never = await ask(noSuchId)
    expect(never.status).toBe(404)
    for (const id of [south, binned]) expectAlike([await ask(id), id], [never, noSuchId], `${method} ${path}`)
  },
)

test('A05 bulk mix: of a mixed batch only the own records change, and the counts say so', async () => {
  const ids = [own, colleagues, south, noSuchId]
  const reply = await amy.call('POST', '/records/customer/batch', { operation: 'update', ids, set: { remark: '批量' } })
  expect(reply.body.counts).toEqual({ updated: 1, failed: 3 })
  expect(reply.body.results.map((r: any) => r.problem?.code ?? r.status)).toEqual([
    'updated',
    'record.forbidden',
    'record.notFound',
    'record.notFound',
  ])
  const changed = await s.db.query(`select id from ws_main.customer where remark = '批量'`)
  expect(changed).toEqual([{ id: own }])
})

test.each(['update', 'delete'])(
  'A05 bulk mix: all or nothing %s with a foreign record is refused whole',
  async (operation) => {
    const reply = await amy.call('POST', '/records/customer/batch', {
      operation,
      ids: [own, south],
      set: { remark: '全部' },
      atomic: true,
    })
    expect(reply.body).toMatchObject({ status: 404, code: 'record.notFound', row: 1 })
  },
)

test('A05 bulk mix: a batch by filter reaches what the caller may change, and not the rest of what matches', async () => {
  const reply = await amy.call('POST', '/records/customer/batch', {
    operation: 'update',
    filter: { name: { contains: '客户' } },
    set: { remark: '筛选' },
  })
  expect(reply.body.counts).toEqual({ updated: 1, failed: 1 })
  expect(await s.db.query(`select id from ws_main.customer where remark = '筛选'`)).toEqual([{ id: own }])
})

test('A06 write first: what a colleague may look at but not change stays as it is, and the attempt is remembered', async () => {
  const attempts: [string, string, unknown?][] = [
    ['PATCH', '', { level: 'A' }],
    ['DELETE', ''],
    ['PUT', `/team/${s.amy.id}`, { may: 'write' }],
    ['DELETE', `/team/${s.bob.id}`],
  ]
  for (const [method, path, body] of attempts) {
    const reply = await amy.call(method, `/records/customer/${colleagues}${path}`, body, { 'if-match': '*' })
    expect(reply.status, `${method} ${path}`).toBe(403)
  }
  await expect
    .poll(() =>
      s.db.query(
        `select method, target, reason from ws_main.refusal where actor = $1 and target like '%' || $2 || '%' order by id`,
        [s.amy.id, colleagues],
      ),
    )
    .toEqual(
      attempts.map(([method, path]) => ({
        method,
        target: `/api/v1/records/customer/${colleagues}${path}`,
        reason: 'record.forbidden',
      })),
    )
})

test('A07 function level: a salesperson reaches no administration', async () => {
  const role = s.roles.get('sales')
  const calls: [string, string, unknown?][] = [
    ['POST', '/users', { name: 'x', email: 'x@example.com', password: 'Correct-Horse-42' }],
    ['POST', `/users/${s.bob.id}/password`, { password: 'Correct-Horse-43' }],
    ['POST', `/users/${s.bob.id}/disable`],
    ['POST', `/users/${s.bob.id}/enable`],
    ['GET', `/roles/${role}/rights`],
    ['PUT', `/roles/${role}/rights`, { grants: {}, abilities: ['users'] }],
    ['POST', '/schema/objects', { name: 'a', label: 'a' }],
    ['POST', '/schema/objects/customer/fields', { kind: 'text', label: 'a' }],
    ['PATCH', '/schema/objects/customer/fields/x_a', { label: 'b' }],
    ['POST', '/schema/objects/customer/fields/x_a/retire'],
    ['GET', '/audit'],
    ['POST', '/audit/verify'],
    ['POST', '/records/user', { name: 'x', email: 'y@example.com' }],
    ['PATCH', `/records/user/${s.amy.id}`, { roles: [s.roles.get('administrator')] }],
    ['POST', '/records/role', { name: 'x', label: 'x', basis: 'administrator' }],
    ['DELETE', `/records/role/${role}`],
  ]
  for (const [method, path, body] of calls)
    expect((await amy.call(method, path, body, { 'if-match': '*' })).status, `${method} ${path}`).toBe(403)
})

test('A07 function level: headers and spellings that other servers listen to change nothing', async () => {
  for (const [name, value] of [
    ['x-http-method-override', 'DELETE'],
    ['x-user-id', s.admin.id],
    ['x-role', 'system'],
    ['x-original-url', '/api/v1/audit'],
  ] as const) {
    const me = await amy.call('GET', '/me', undefined, { [name]: value })
    expect(me.body.user.id).toBe(s.amy.id)
  }
  expect((await amy.call('GET', '/me?role=system')).status).toBe(400)
  for (const path of [
    '/API/v1/audit',
    '//api/v1/audit',
    '/api//v1/audit',
    '/api/v1/audit/',
    '/api/v1/audit;x=1',
    '/api;/v1/audit',
    '/api/v1/x/..%2faudit',
  ])
    expect((await fetch(`${s.url}${path}`, { headers: { cookie: s.amy.cookie } })).status, path).toSatisfy(
      (status) => status === 404 || status === 400,
    )
  const head = await fetch(`${s.url}/api/v1/audit`, { method: 'HEAD', headers: { cookie: s.amy.cookie } })
  expect(head.status).toBe(403)
})

test('A07 function level: an object on which a role has no rights answers like a mistyped name', async () => {
  const paths = [
    ['GET', ''],
    ['POST', '/query', {}],
    ['GET', '/aggregate'],
    ['GET', '/suggest'],
    ['GET', `/${noSuchId}`],
    ['GET', `/${noSuchId}/history`],
    ['POST', '', { name: 'x' }],
    ['POST', '/batch', { operation: 'create', records: [{}] }],
    ['POST', '/check-duplicates', {}],
  ] as const
  for (const [method, path, body] of paths) {
    const ask = (name: string) => s.sup.call(method, `/records/${name}${path}`, body)
    expectAlike([await ask('lead'), 'lead'], [await ask('laed'), 'laed'], `${method} ${path}`)
  }
})

test('A07 function level: a role whose row is gone grants nothing', async () => {
  const role = (await s.admin.call('POST', '/records/role', { name: 'gone', label: '临时', basis: 'sales' })).body.id
  const before = (await s.admin.call('GET', `/records/user/${s.bob.id}?fields=roles`)).body.roles
  await s.admin.call('PATCH', `/records/user/${s.bob.id}`, { roles: [role] }, { 'if-match': '*' })
  expect((await bob.call('GET', '/records/customer')).status).toBe(200)
  expect((await s.admin.call('DELETE', `/records/role/${role}`)).status).toBe(200)
  expect((await bob.call('GET', '/records/customer')).status).toBe(404)
  expect((await bob.call('POST', '/records/customer', { name: 'x' })).status).toBe(404)
  await s.admin.call('PATCH', `/records/user/${s.bob.id}`, { roles: before }, { 'if-match': '*' })
})

test('A09 relate to unseen: pointing at an unseen record is refused like pointing at none, and no name comes back', async () => {
  const writes = (id: string): [string, unknown][] => [
    ['/records/contact', { name: '张三', customer: id }],
    ['/records/customer', { name: '子公司', parent: id }],
    ['/records/opportunity', { name: '商机', customer: id }],
    ['/records/activity', { subject: '电话', about: { object: 'customer', id } }],
    ['/records/task', { subject: '任务', about: { object: 'customer', id } }],
    ['/records/comment', { text: '评论', about: { object: 'customer', id } }],
  ]
  for (const [i, [path]] of writes(south).entries()) {
    const [seen, never] = [
      await amy.call('POST', path, writes(south)[i]![1]),
      await amy.call('POST', path, writes(noSuchId)[i]![1]),
    ]
    expect(never.status, path).toBe(422)
    expectAlike([seen, south], [never, noSuchId], path)
  }
  const filters = [{ parent: south }, { parent: { in: [south] } }]
  for (const filter of filters)
    expect((await amy.call('GET', `/records/customer?filter=${asQuery(filter)}`)).body.data).toEqual([])
})
