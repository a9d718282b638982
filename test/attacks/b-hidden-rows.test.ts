import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, openServer, signIn, type TestServer } from '#test/server'
import { asQuery, expectAlike, noSuchId, watched } from './safe.ts'

let s: TestServer
let amy: Client
let own: string
let south: string
const creditCode = '91350100M000100Y43'
beforeAll(async () => {
  s = await openServer({ role: 'web' })
  amy = watched(s.amy, s.db)
  south = (
    await s.eve.call('POST', '/records/customer', { name: '南方秘密公司', phone: '13812342201', industry: 'energy' })
  ).body.id
  own = (await s.amy.call('POST', '/records/customer', { name: '北方公司', industry: 'food' })).body.id
  await s.eve.call('POST', '/records/contact', { name: '南方联系人', customer: south })
})
afterAll(() => s.close())

test.each([
  'where=1',
  'lookup=1',
  'filters[$or][0][name]=x',
  'populate=*',
  'fields[]=name',
  'include=owner',
  '__proto__[x]=1',
  '__proto__=1',
  'constructor[prototype][x]=1',
  'workspace=ws2',
  'as=admin',
])('A12 unknown parameter %s is refused', async (query) => {
  expect((await amy.call('GET', `/records/customer?${query}`)).status).toBe(400)
  expect((await amy.call('GET', `/records/customer/aggregate?${query}`)).status).toBe(400)
  expect((await amy.call('GET', `/records/customer/${own}?${query}`)).status).toBe(400)
  expect((await amy.call('GET', `/me?${query}`)).status).toBe(400)
})

test('A12 unknown parameters in a body are refused as well', async () => {
  const bodies: [string, object][] = [
    ['/records/customer/query', { where: {} }],
    ['/records/customer/batch', { operation: 'create', records: [], actor: s.admin.id }],
    ['/api-keys', { name: 'k', scopes: ['*:read'], permissions: ['all'] }],
  ]
  for (const [path, body] of bodies) expect((await amy.call('POST', path, body)).status, path).toBe(400)
})

test.each([
  'limit=1e9',
  'limit=-1',
  'limit=0',
  'limit=NaN',
  'limit=1&limit=2',
  'fields=*',
  'fields=name&fields=owner',
  'total=1',
  'sort=*',
  'cursor=x',
  'asOf=yesterday',
])('A26 parameter override: %s is refused and pollutes nothing', async (query) => {
  const reply = await amy.call('GET', `/records/customer?${query}`)
  expect(reply.status).toBeGreaterThanOrEqual(400)
  expect((await amy.call('GET', '/me')).body).not.toHaveProperty('x')
  expect(({} as { x?: unknown }).x).toBeUndefined()
})

test('A21 cursor: it is signed and good only for its list and its person', async () => {
  for (const name of ['一', '二', '三']) await s.amy.call('POST', '/records/customer', { name })
  const { next } = (await amy.call('GET', '/records/customer?limit=1')).body
  const [body, seal] = next.split('.')
  const forged = `${Buffer.from(JSON.stringify(['2099-01-01T00:00:00Z', noSuchId])).toString('base64url')}.${seal}`
  expect((await amy.call('GET', `/records/customer?limit=1&cursor=${next}`)).status).toBe(200)
  for (const cursor of [forged, `${body}.`, `${body}.${'A'.repeat(22)}`, `${next}.x`, body])
    expect((await amy.call('GET', `/records/customer?limit=1&cursor=${cursor}`)).body.code, cursor).toBe(
      'request.badCursor',
    )
  expect((await amy.call('GET', `/records/contact?limit=1&cursor=${next}`)).status).toBe(400)
  expect((await amy.call('GET', `/records/customer?limit=1&sort=name&cursor=${next}`)).status).toBe(400)
  expect((await s.mgr.call('GET', `/records/customer?limit=1&cursor=${next}`)).status).toBe(400)
})

test('A14 aggregate, A27 totals: rows out of reach are not counted, neither directly nor through relations', async () => {
  const rows = (await amy.call('GET', '/records/customer?limit=200')).body.data.length
  expect((await amy.call('GET', '/records/customer?total=true')).body.total).toEqual({ value: rows, exact: true })
  expect((await amy.call('GET', '/records/customer/aggregate')).body.data).toEqual([{ count: rows }])
  const groups = (await amy.call('GET', '/records/customer/aggregate?group=industry')).body.data
  expect(groups.map((g: any) => g.industry)).not.toContain('energy')
  expect((await amy.call('GET', '/records/contact/aggregate?group=customer')).body.data).toEqual([])
  expect((await amy.call('GET', '/records/contact?total=true')).body.total.value).toBe(0)
})

test('A13 search, A28 pickers: what is out of reach is neither found nor suggested', async () => {
  for (const path of [
    '/records/customer?q=',
    '/records/customer/suggest?q=',
    '/records/contact?q=',
    '/records/contact/suggest?q=',
  ])
    expect((await amy.call('GET', `${path}${encodeURIComponent('南方')}`)).body.data, path).toEqual([])
  expect((await amy.call('GET', `/records/customer/suggest?id=${south}`)).body.data).toEqual([])
})

test('A28 pickers: the list of colleagues gives no more than whom to choose', async () => {
  const [colleague] = (await amy.call('GET', '/records/user/suggest?q=eve')).body.data
  expect(Object.keys(colleague).sort()).toEqual(['id', 'subtitle', 'title'])
})

test('A23 empty rules: nobody without department, role or owner is taken for everybody', async () => {
  const role = (await s.admin.call('POST', '/records/role', { name: 'empty', label: '空' })).body.id
  const password = 'Correct-Horse-42'
  const add = async (name: string, more: object) => {
    const { status } = await s.admin.call('POST', '/users', { name, email: `${name}@example.com`, password, ...more })
    expect(status).toBe(201)
    return signIn(s.url, `${name}@example.com`)
  }
  await s.db.query(`update ws_main.customer set owner = null, department = null where id = $1`, [south])
  const homeless = await add('homeless', { roles: [s.roles.get('sales')] })
  expect((await homeless.call('GET', '/records/customer')).body.data).toEqual([])
  expect((await homeless.call('GET', '/records/customer/aggregate')).body.data).toEqual([{ count: 0 }])
  for (const [name, roles] of [
    ['roleless', []],
    ['emptyrole', [role]],
  ] as const) {
    const client = await add(name, { roles, department: s.departments['north'] })
    expect((await client.call('GET', '/records/customer')).status, name).toBe(404)
    expect((await client.call('GET', '/meta')).body.objects, name).toEqual([])
  }
  expect((await amy.call('GET', `/records/customer?filter=${asQuery({ owner: { in: [] } })}`)).body.data).toEqual([])
  await s.db.query(`update ws_main.customer set owner = $2, department = $3 where id = $1`, [
    south,
    s.eve.id,
    s.departments['south'],
  ])
})

test('A24 caches: no answer about records may be kept, and one person’s ETag is nobody else’s', async () => {
  for (const path of [
    '/me',
    '/records/customer',
    `/records/customer/${own}`,
    '/openapi.json',
    '/api/docs',
    `/records/customer/${own}/history`,
  ])
    expect((await amy.call('GET', path)).headers.get('cache-control'), path).toBe('no-store, private')
  const managers = await s.mgr.call('GET', '/meta')
  const hers = await amy.call('GET', '/meta', undefined, { 'if-none-match': managers.headers.get('etag')! })
  expect(hers.status).toBe(200)
  expect(hers.text).not.toContain('creditLimit')
  expect(hers.headers.get('cache-control')).toBe('private, no-cache')
  expect(hers.headers.get('vary')).toMatch(/Cookie, Authorization/)
  const seen = await s.mgr.call('GET', `/records/customer/${own}`)
  expect(
    (await s.mgr.call('GET', `/records/customer/${own}`, undefined, { 'if-none-match': seen.headers.get('etag')! }))
      .status,
  ).toBe(200)
})

test('A25 uniqueness oracle: a taken number is said to be taken, without a word of by whom', async () => {
  await s.eve.call('PATCH', `/records/customer/${south}`, { creditCode }, { 'if-match': '*' })
  const reply = await amy.call('POST', '/records/customer', { name: '试探', creditCode })
  expect(reply.status).toBe(409)
  expect(reply.body).not.toHaveProperty('existing')
  expect(reply.text).not.toMatch(/南方|eve/)
  expect(reply.text).not.toContain(south)
  const upsert = await amy.call('POST', '/records/customer/batch', {
    operation: 'upsert',
    key: 'creditCode',
    records: [{ name: '覆盖', creditCode }],
  })
  expect(upsert.body.counts).toEqual({ failed: 1 })
  expect(upsert.text).not.toContain(south)
  expect((await s.eve.call('GET', `/records/customer/${south}`)).body.name).toBe('南方秘密公司')
})

test('A25 dedupe oracle: a check past one’s limits names no record, is remembered, and is limited', async () => {
  const reply = await amy.call('POST', '/records/customer/check-duplicates', { phone: '13812342201' })
  expect(reply.body.data).toHaveLength(1)
  expect(reply.text).not.toMatch(/南方/)
  expect(reply.text).not.toContain(south)
  await expect
    .poll(() =>
      s.db.query(
        `select reason from ws_main.refusal where actor = $1 and reason = 'duplicates.lookedPast' and field = 'phone'`,
        [s.amy.id],
      ),
    )
    .toHaveLength(1)
  const codes = new Set<number>()
  for (let i = 0; i < 65; i++)
    codes.add((await s.amy.call('POST', '/records/customer/check-duplicates', { phone: '13812342201' })).status)
  expect(codes).toContain(429)
  // Nor does another way of asking give more looks.
  const asked = new Set<number>()
  for (let i = 0; i < 50; i++) {
    const values = { name: `试探${i}`, phone: '13812342201' }
    asked.add((await s.amy.call('POST', '/records/customer?allow_duplicate=false', values)).status)
  }
  expect(asked).toEqual(new Set([409, 429]))
})

test('A25 dedupe oracle: a company that says so tells nobody whose it is, or not even that it is there', async () => {
  const settle = (hint: string) => s.admin.call('PATCH', '/workspace', { duplicates: { hint } })
  const phone = '13812342201'
  const answers = async () => {
    const replies = [
      await s.bob.call('POST', '/records/customer/check-duplicates', { phone }),
      await s.bob.call('POST', '/whose', { text: phone }),
      await s.bob.call('POST', '/records/customer?allow_duplicate=false', { name: '探听', phone }),
      await s.bob.call('POST', '/records/customer/ask-to-join', { field: 'phone', value: phone }),
    ]
    for (const { text } of replies) expect(text).not.toMatch(new RegExp(`"eve"|南方|"south"|${south}`))
    return replies.map(({ status, body }) => [status, body.data ?? body.candidates ?? body.code ?? body])
  }
  await settle('exists')
  expect(await answers()).toEqual([
    [200, [{ field: 'phone' }]],
    [200, [{ object: 'customer', field: 'phone' }]],
    [409, [{ field: 'phone' }]],
    [202, {}],
  ])
  await settle('nothing')
  const [check, whose, made, ask] = await answers()
  expect([check, whose, made![0], ask]).toEqual([[200, []], [200, []], 201, [404, 'duplicates.nobodyToAsk']])
  await settle('owner')
  expect((await s.bob.call('POST', '/whose', { text: phone })).text).toContain('eve')
})

test('A29 existence: an id that is none, one never given and one out of reach cannot be told apart', async () => {
  const ask = (id: string, match: string) =>
    amy.call('PATCH', `/records/customer/${id}`, { creditCode }, { 'if-match': match })
  for (const match of ['*', '"v1"', '"v999"'])
    expectAlike([await ask(south, match), south], [await ask(noSuchId, match), noSuchId], match)
  expect((await amy.call('GET', '/records/customer/1')).status).toBe(404)
})
