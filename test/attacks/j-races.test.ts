import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, openServer, type TestServer } from '#test/server'

let s: TestServer
beforeAll(async () => {
  s = await openServer({ role: 'web' })
})
afterAll(() => s.close())

const together = <T>(n: number, work: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: n }, (_, i) => work(i)))
const countBy = (replies: readonly { status: number }[]) =>
  Object.fromEntries([...Map.groupBy(replies, (r) => r.status)].map(([status, list]) => [status, list.length]))
const newCustomer = async (client: Client, name: string): Promise<string> =>
  (await client.call('POST', '/records/customer', { name })).body.id

const qualifiedLead = async (company: string): Promise<string> => {
  const { id } = (await s.amy.call('POST', '/records/lead', { company, name: '李四' })).body
  for (const status of ['working', 'qualified'])
    await s.amy.call('PATCH', `/records/lead/${id}`, { status }, { 'if-match': '*' })
  return id
}

test('A95 double submit: fifty equal requests with one key make one record and get one answer', async () => {
  const key = crypto.randomUUID()
  const replies = await together(50, () =>
    s.amy.call('POST', '/records/customer', { name: '只建一次' }, { 'idempotency-key': key }),
  )
  expect(countBy(replies)).toEqual({ 201: 50 })
  expect(new Set(replies.map((r) => r.text)).size).toBe(1)
  expect((await s.amy.call('GET', `/records/customer?q=${encodeURIComponent('只建一次')}`)).body.data).toHaveLength(1)
})

test('A95 double submit: a key used for another request, or by another person, answers nothing of the first', async () => {
  const key = crypto.randomUUID()
  const headers = { 'idempotency-key': key }
  await s.amy.call('POST', '/records/customer', { name: '第一' }, headers)
  expect((await s.amy.call('POST', '/records/customer', { name: '第二' }, headers)).body.code).toBe('request.keyReused')
  expect((await s.amy.call('POST', '/records/contact', { name: '第一' }, headers)).body.code).toBe('request.keyReused')
  const eves = await s.eve.call('POST', '/records/customer', { name: '第一' }, headers)
  expect(eves.body.owner).toBe(s.eve.id)
})

test('A95 double submit: a refused request leaves its key free for the mended one', async () => {
  const headers = { 'idempotency-key': crypto.randomUUID() }
  expect((await s.amy.call('POST', '/records/customer', { creditCode: '1' }, headers)).status).toBe(422)
  expect((await s.amy.call('POST', '/records/customer', { name: '改好了' }, headers)).status).toBe(201)
})

test('A95 double submit, A97 stage gates: fifty conversions of one lead at once convert it once', async () => {
  const id = await qualifiedLead('并发转化公司')
  const replies = await together(50, () => s.amy.call('POST', `/records/lead/${id}/actions/convert`, { name: '商机' }))
  expect(countBy(replies)).toEqual({ 200: 1, 409: 49 })
  expect((await s.amy.call('GET', `/records/opportunity?q=${encodeURIComponent('商机')}`)).body.data).toHaveLength(1)
})

test('A93 claim: of fifty who take one customer by its version exactly one gets it', async () => {
  const id = await newCustomer(s.admin, '公海客户')
  const replies = await together(50, (i) =>
    s.admin.call(
      'PATCH',
      `/records/customer/${id}`,
      { owner: [s.amy.id, s.bob.id, s.eve.id][i % 3] },
      { 'if-match': '"v1"' },
    ),
  )
  const owners = (
    await s.db.query<{ owner: string }>(
      `select new->>'owner' as owner from ws_main.change where record = $1 and op = 'update'`,
      [id],
    )
  ).map((r) => r.owner)
  // Asking for what is already so is no change and no clash.
  expect(owners).toHaveLength(1)
  const { owner } = (await s.admin.call('GET', `/records/customer/${id}`)).body
  expect(owner).toBe(owners[0])
  expect(Object.keys(countBy(replies)).sort()).toEqual(['200', '412'])
})

test('A96 lost update: without a version 428, on an old one 412 with both values, disjoint fields merge', async () => {
  const id = await newCustomer(s.amy, '两人同改')
  const patch = (body: object, match?: string) =>
    s.amy.call('PATCH', `/records/customer/${id}`, body, match ? { 'if-match': match } : {})
  expect((await patch({ level: 'A' })).status).toBe(428)
  expect((await patch({ level: 'A' }, '"v1"')).status).toBe(200)
  expect((await patch({ size: 's2' }, '"v1"')).body).toMatchObject({ level: 'A', size: 's2', version: 3 })
  expect((await patch({ level: 'B' }, '"v1"')).body).toMatchObject({
    status: 412,
    mine: { level: 'B' },
    theirs: { level: 'A' },
    original: { level: 'C' },
  })
  for (const match of ['v1', '""', '"v-1"', '"v1", "v2"', '"1"'])
    expect((await patch({ level: 'B' }, match)).status, match).toBe(400)
})

test('A97 stage gates: no path leads around the steps of a flow', async () => {
  const lead = (await s.amy.call('POST', '/records/lead', { company: '跳步', name: '王五' })).body.id
  const any = { 'if-match': '*' }
  expect((await s.amy.call('PATCH', `/records/lead/${lead}`, { status: 'converted' }, any)).status).toBe(409)
  expect((await s.amy.call('PATCH', `/records/lead/${lead}`, { status: 'qualified' }, any)).status).toBe(409)
  expect((await s.amy.call('POST', `/records/lead/${lead}/actions/convert`, { name: 'x' })).status).toBe(409)
  expect(
    (await s.amy.call('POST', '/records/lead', { company: 'x', name: 'y', status: 'converted' })).status,
  ).toBeGreaterThanOrEqual(400)
  const batch = await s.amy.call('POST', '/records/lead/batch', {
    operation: 'update',
    ids: [lead],
    set: { status: 'converted' },
  })
  expect(batch.body.counts).toEqual({ failed: 1 })
  expect((await s.amy.call('GET', `/records/lead/${lead}`)).body.status).toBe('new')
})

test('A97 stage gates: a converted lead stays converted, and a stage of another pipeline is refused', async () => {
  const id = await qualifiedLead('已转化公司')
  expect((await s.amy.call('POST', `/records/lead/${id}/actions/convert`, { name: '商机二' })).status).toBe(200)
  expect((await s.amy.call('PATCH', `/records/lead/${id}`, { status: 'new' }, { 'if-match': '*' })).status).toBe(409)
  const pipeline = (await s.admin.call('POST', '/records/pipeline', { name: '另一流程', position: 9 })).body.id
  const stage = (await s.admin.call('POST', '/records/stage', { pipeline, name: '一', position: 1, probability: '10' }))
    .body.id
  const [deal] = (await s.amy.call('GET', '/records/opportunity?limit=1&fields=pipeline')).body.data
  expect(
    (
      await s.amy.call(
        'PATCH',
        `/records/opportunity/${deal.id}`,
        { stage, pipeline: deal.pipeline },
        { 'if-match': '*' },
      )
    ).status,
  ).toBe(422)
})

test('A101 numbering, F46: two hundred creates at once, a third of them failing, get two hundred numbers without a double or a gap', async () => {
  await newCustomer(s.amy, '起点')
  const numbers = async () =>
    (await s.db.query<{ n: number }>(`select right(number, 6)::int as n from ws_main.customer order by 1`)).map(
      (r) => r.n,
    )
  const start = (await numbers()).at(-1)!
  const replies = await together(300, (i) =>
    i % 3 === 0
      ? s.amy.call('POST', '/records/customer/batch', {
          operation: 'create',
          atomic: true,
          records: [{ name: '好' }, { name: '坏', creditCode: 'x' }],
        })
      : s.amy.call('POST', '/records/customer', { name: `并发${i}` }),
  )
  expect(countBy(replies)).toEqual({ 201: 200, 422: 100 })
  expect((await numbers()).filter((n) => n > start)).toEqual(Array.from({ length: 200 }, (_, i) => start + 1 + i))
})

test('A101 numbering: a save that the database itself takes back leaves no gap, and no number is given twice', async () => {
  const code = '91440300708461136T'
  const replies = await together(20, () => s.amy.call('POST', '/records/customer', { name: '同码', creditCode: code }))
  expect(countBy(replies)).toEqual({ 201: 1, 409: 19 })
  const rows = await s.db.query<{ n: number }>(`select right(number, 6)::int as n from ws_main.customer order by 1`)
  expect(rows.map((r) => r.n)).toEqual(rows.map((_, i) => rows[0]!.n + i))
})

test('A101 numbering: a deleted record’s number is not given again', async () => {
  const first = (await s.amy.call('POST', '/records/customer', { name: '删除' })).body
  await s.amy.call('DELETE', `/records/customer/${first.id}`)
  expect((await s.amy.call('POST', '/records/customer', { name: '再建' })).body.number > first.number).toBe(true)
})

test('F45 lost update: interleaved edits of two people end as the versions say, and every change is in the history once', async () => {
  const id = await newCustomer(s.amy, '交错')
  let version = 1
  const edits = await together(60, async (i) => {
    const seen = version
    const reply = await s.amy.call(
      'PATCH',
      `/records/customer/${id}`,
      i % 2 ? { remark: `备注${i}` } : { website: `https://a${i}.example.com` },
      { 'if-match': `"v${seen}"` },
    )
    if (reply.status === 200) version = Math.max(version, reply.body.version)
    return reply
  })
  const saved = edits.filter((r) => r.status === 200)
  const final = (await s.amy.call('GET', `/records/customer/${id}`)).body
  const log = await s.db.query<{ version: number }>(
    `select version from ws_main.change where record = $1 order by version`,
    [id],
  )
  expect(log.map((r) => r.version)).toEqual(log.map((_, i) => i + 1))
  expect(final.version).toBe(saved.length + 1)
  expect(edits.every((r) => [200, 409, 412].includes(r.status))).toBe(true)
})
