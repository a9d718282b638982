import pg from 'pg'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openServer, type TestServer } from '#test/server'

/** How long the server may remember who asks, and a little more. */
const rememberedMs = 1_000

let s: TestServer
let sent: string[] = []
const client = pg.Client.prototype as unknown as { query(...args: unknown[]): unknown }
const { query } = client

beforeAll(async () => {
  // A web process alone: the jobs of a worker would be counted too.
  s = await openServer({ role: 'web' })
  client.query = function (this: unknown, ...args: unknown[]) {
    const [first] = args as [string | { text: string }]
    const text = typeof first === 'string' ? first : first.text
    // Word to the open screens goes out on its own time, one for many changes; no request waits for it.
    if (!text.includes('pg_notify')) sent.push(text)
    return query.apply(this, args)
  }
})
beforeEach(async () => {
  await s.amy.call('GET', '/records/customer?limit=1')
})
afterAll(async () => {
  client.query = query
  await s.close()
})

/** The statements of one call, begin and commit among them. */
const statementsOf = async (...call: Parameters<TestServer['amy']['call']>) => {
  sent = []
  const reply = await s.amy.call(...call)
  expect(reply.status).toBeLessThan(300)
  return { statements: sent.slice(), body: reply.body }
}

const filter = encodeURIComponent(
  JSON.stringify({ 'customer.industry': 'energy', or: [{ amount: { gte: '1' } }, { outcome: 'won' }] }),
)

test.each([
  ['a list', '/records/customer?sort=-createdAt&fields=name,owner.name'],
  [
    'a list with a filter over a relation and the total',
    `/records/opportunity?filter=${filter}&fields=name,customer.name&total=true`,
  ],
  ['a list of what was noted, with the titles of what it is about', '/records/activity?fields=subject,about.title'],
  ['totals by group', '/records/opportunity/aggregate?group=stage,expectedClose:month&measure=count,sum:amount'],
])('%s is one statement', async (_, path) => {
  expect((await statementsOf('GET', path)).statements).toHaveLength(1)
})

test('a new record with its number and history is one statement, reading it is one, changing it two, deleting it two', async () => {
  const made = await statementsOf('POST', '/records/customer', { name: '一条语句' })
  expect(made.statements).toHaveLength(1)
  const path = `/records/customer/${made.body.id}`
  expect((await statementsOf('GET', `${path}?fields=name,owner.name`)).statements).toHaveLength(1)
  expect((await statementsOf('PATCH', path, { level: 'A' }, { 'if-match': '"v1"' })).statements).toHaveLength(2)
  expect((await statementsOf('DELETE', path)).statements).toHaveLength(2)
})

/** A record of every object that people write all day, with a field to change. */
const written = [
  ['contact', { name: '联系人' }, { position: '经理' }],
  ['lead', { name: '线索', company: '公司' }, { position: '经理' }],
  ['opportunity', { name: '商机' }, { needs: '更快' }],
  ['activity', { subject: '跟进' }, { nextStep: '报价' }],
  ['task', { subject: '待办' }, { subject: '今天的待办' }],
  ['product', { name: '产品' }, { name: '新产品' }],
] as const

test.each(written)('of %s a list and a record are one statement, a change is two', async (object, values, patch) => {
  await s.admin.call('GET', '/records/customer?limit=1')
  const made = await s.admin.call('POST', `/records/${object}`, values)
  expect(made.status).toBe(201)
  const count = async (...call: Parameters<TestServer['admin']['call']>) => {
    sent = []
    expect((await s.admin.call(...call)).status).toBeLessThan(300)
    return sent.length
  }
  const path = `/records/${object}/${made.body.id}`
  expect(await count('GET', `/records/${object}?limit=5`)).toBe(1)
  expect(await count('GET', path)).toBe(1)
  expect(await count('PATCH', path, patch, { 'if-match': '*' })).toBe(2)
})

test('a deal of a customer is changed by two statements where no figure of the customer depends on it', async () => {
  const customer = await s.amy.call('POST', '/records/customer', { name: '客户' })
  const deal = await s.amy.call('POST', '/records/opportunity', { name: '商机', customer: customer.body.id })
  const change = (patch: object) =>
    statementsOf('PATCH', `/records/opportunity/${deal.body.id}`, patch, { 'if-match': '*' })
  expect((await change({ needs: '更快' })).statements).toHaveLength(2)
  // Its amount is part of the customer's figures, which are worked out in the same transaction, the customer locked.
  const amount = (await change({ amount: '5.00' })).statements.map((text) => text.split(' ')[0])
  expect(amount).toEqual(['select', 'begin', 'with', 'select', 'update', 'commit'])
})

test('who asks is looked up by one statement, at most once a second', async () => {
  await wait(rememberedMs)
  const first = await statementsOf('GET', '/records/customer')
  expect(first.statements.filter((text) => text.includes('auth.session'))).toHaveLength(1)
  expect(first.statements).toHaveLength(2)
  expect((await statementsOf('GET', '/records/customer')).statements).toHaveLength(1)
})
