import pg from 'pg'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Field, ObjectDef } from '#engine'
import { Activity, Task } from '#modules/activities'
import { Contact, Customer } from '#modules/customers'
import { Lead, Opportunity } from '#modules/sales'
import { openServer, type TestServer } from '#test/server'
import { uploadTo } from '#test/upload'

/** How long the server may remember who asks, and a little more. */
const rememberedMs = 1_000
/** And no less than this. */
const leastMs = 800

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

const looksUpWhoAsks = (text: string) => text.includes('auth.session')

/** The statements of one call, begin and commit among them; looking up who asks, which is done once a second, apart. */
const statementsOf = async (...call: Parameters<TestServer['amy']['call']>) => {
  sent = []
  const reply = await s.amy.call(...call)
  expect(reply.status).toBeLessThan(300)
  return {
    statements: sent.filter((text) => !looksUpWhoAsks(text)),
    whoAsks: sent.filter(looksUpWhoAsks).length,
    body: reply.body,
  }
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

/** How many statements a call of the administrator, who may write every field, takes; looking up who asks apart. */
const countOf = async (...call: Parameters<TestServer['admin']['call']>): Promise<number> => {
  sent = []
  const reply = await s.admin.call(...call)
  if (reply.status >= 300) throw new Error(`${call[0]} ${call[1]}: ${reply.text}`)
  return sent.filter((text) => !looksUpWhoAsks(text)).length
}

const idOf = async (...call: Parameters<TestServer['admin']['call']>): Promise<string> => {
  const reply = await s.admin.call(...call)
  expect(reply.status).toBe(201)
  return reply.body.id
}

/** What the records of this test point to, by object, and a file. */
const others = async (): Promise<Record<string, string>> => {
  const customer = await idOf('POST', '/records/customer', { name: '另一家' })
  const pipeline = await idOf('POST', '/records/pipeline', { name: crypto.randomUUID() })
  const stage = { pipeline, name: '初访', position: 0, probability: '10' }
  const first = await idOf('POST', '/records/stage', stage)
  const won = { ...stage, name: '赢单', position: 1, outcome: 'won' }
  const file = await uploadTo(s.url, s.admin, 'a.txt', '报价')
  return {
    home: await idOf('POST', '/records/customer', { name: '这一家' }),
    customer,
    pipeline,
    first,
    contact: await idOf('POST', '/records/contact', { name: '另一位', customer }),
    lead: await idOf('POST', '/records/lead', { name: '线索', company: '公司' }),
    opportunity: await idOf('POST', '/records/opportunity', { name: '另一单', customer }),
    product: await idOf('POST', '/records/product', { name: '产品' }),
    stage: await idOf('POST', '/records/stage', won),
    user: s.bob.id,
    department: await idOf('POST', '/records/department', { name: '新部门' }),
    file: file.body.id,
  }
}

/** A value that a field can be changed to. */
const valueFor = (name: string, { kind, options }: Field, there: Record<string, string>): unknown =>
  ({
    text: name === 'creditCode' ? '91350100M000100Y43' : '别的',
    longText: '别的',
    richText: '<p>别的</p>',
    integer: 1999,
    decimal: '5',
    money: '5.00',
    percent: '5',
    flag: true,
    date: '2026-12-01',
    datetime: '2026-12-01T08:00:00.000Z',
    choice: Object.keys(options.options ?? {}).find((option) => option !== options.default),
    multiChoice: Object.keys(options.options ?? {}).slice(0, 1),
    tags: ['重点'],
    phone: '13800138000',
    email: 'a@example.com',
    url: 'https://example.com',
    address: { region: '310101', detail: '一号' },
    user: there['user'],
    department: there['department'],
    ref: there[String(options.to)],
    refs: [there[String(options.to)]],
    relatedTo: { object: 'opportunity', id: there['opportunity'] },
    file: [there['file']],
  })[kind]

/** Every object that people write all day, as a new record of it that belongs to a customer. */
const written: readonly (readonly [ObjectDef<any, any>, (customer: string) => Record<string, unknown>])[] = [
  [Customer, (parent) => ({ name: '客户', parent })],
  [Contact, (customer) => ({ name: '联系人', customer })],
  [Lead, () => ({ name: '线索', company: '公司' })],
  [Opportunity, (customer) => ({ name: '商机', customer, amount: '7.00' })],
  [Activity, (id) => ({ subject: '跟进', about: { object: 'customer', id } })],
  [Task, (id) => ({ subject: '待办', about: { object: 'customer', id } })],
]

const generated = new Set(['serial', 'formula', 'rollup'])

test.each(written.map(([def, values]) => [def.name, def, values] as const))(
  'a new %s, a change of any of its fields, its removal and its return are two statements at most',
  async (object, def, values) => {
    const there = await others()
    const home = there['home']!
    // With the new department, rights are worked out anew.
    await s.admin.call('GET', '/me')
    expect(await countOf('GET', `/records/${object}?limit=5`)).toBe(1)
    const counts: Record<string, number> = {}
    const id = await idOf('POST', `/records/${object}`, values(home))
    const path = `/records/${object}/${id}`
    expect(await countOf('GET', path)).toBe(1)
    // Something below it, so that a change of hands has somebody to tell.
    if (['customer', 'contact', 'lead', 'opportunity'].includes(object))
      await idOf('POST', '/records/activity', { subject: '跟进', about: { object, id } })
    if (object === 'customer')
      await idOf('POST', '/records/opportunity', { name: '商机', customer: id, amount: '1.00' })
    expect(await countOf('POST', `/records/${object}`, values(home))).toBeLessThanOrEqual(2)
    for (const [name, field] of Object.entries<Field>(def.fields)) {
      if (field.options.readOnly || field.options.computed || generated.has(field.kind)) continue
      counts[name] = await countOf('PATCH', path, { [name]: valueFor(name, field, there) }, { 'if-match': '*' })
    }
    counts['removal'] = await countOf('DELETE', path)
    counts['return'] = await countOf('POST', `${path}/restore`)
    expect(Object.keys(counts).length).toBeGreaterThan(8)
    // The look and the write; who changes nothing only looks.
    expect(Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 2))).toEqual({})
  },
)

test('a key costs a write no statement more; repeated, the write is taken back and its answer looked up', async () => {
  const there = await others()
  const home = { name: '带钥匙', parent: there['home'] }
  await idOf('POST', '/records/customer', home)
  await s.admin.call('GET', '/me')
  const key = () => ({ 'idempotency-key': crypto.randomUUID() })
  const mine = key()
  const path = `/records/customer/${there['customer']}`
  const counts = {
    new: await countOf('POST', '/records/customer', { name: '带钥匙' }, mine),
    repeated: await countOf('POST', '/records/customer', { name: '带钥匙' }, mine),
    changed: await countOf('PATCH', path, { level: 'A' }, { ...key(), 'if-match': '*' }),
    moved: await countOf('PATCH', path, { parent: there['home'] }, { ...key(), 'if-match': '*' }),
    unchanged: await countOf('PATCH', path, { level: 'A' }, { ...key(), 'if-match': '*' }),
    removed: await countOf('DELETE', path, undefined, key()),
    returned: await countOf('POST', `${path}/restore`, undefined, key()),
  }
  expect(counts).toEqual({ new: 1, repeated: 2, changed: 2, moved: 2, unchanged: 2, removed: 2, returned: 2 })
})

test('a key costs an action one statement more', async () => {
  const convert = async (headers: Record<string, string>) => {
    const id = await idOf('POST', '/records/lead', { name: '王芳', company: crypto.randomUUID(), source: 'web' })
    for (const status of ['working', 'qualified'])
      await s.admin.call('PATCH', `/records/lead/${id}`, { status }, { 'if-match': '*' })
    return countOf('POST', `/records/lead/${id}/actions/convert`, { name: '商机' }, headers)
  }
  await convert({})
  const without = await convert({})
  expect(await convert({ 'idempotency-key': crypto.randomUUID() })).toBe(without + 1)
})

test('a card moved on the board takes the amount to another stage of its customer by two statements', async () => {
  const { home: customer = '', pipeline, first, stage } = await others()
  const deal = { name: '商机', customer, pipeline, stage: first, amount: '5.00' }
  const id = await idOf('POST', '/records/opportunity', deal)
  const won = async () => (await s.admin.call('GET', `/records/customer/${customer}`)).body.wonAmount
  expect(await won()).toBe('0')
  expect(await countOf('PATCH', `/records/opportunity/${id}`, { stage }, { 'if-match': '*' })).toBe(2)
  expect(await won()).toBe('5')
})

test('the greatest and the average of a field that the company added cost no more', async () => {
  const { home: customer = '' } = await others()
  for (const [name, measure] of [
    ['largest', 'max'],
    ['mean', 'avg'],
  ] as const) {
    const options = { rollup: { of: 'opportunity', by: 'customer', measure, field: 'amount' } }
    const field = { name, label: name, labelEn: name, kind: 'rollup', options }
    await idOf('POST', '/schema/objects/customer/fields', field)
  }
  const deal = { name: '商机', customer, amount: '5.00' }
  const id = await idOf('POST', '/records/opportunity', deal)
  const path = `/records/opportunity/${id}`
  expect(await countOf('PATCH', path, { amount: '9.00' }, { 'if-match': '*' })).toBe(2)
  expect(await countOf('POST', '/records/opportunity', deal)).toBe(2)
  expect((await s.admin.call('GET', `/records/customer/${customer}`)).body).toMatchObject({
    x_largest: '9',
    x_mean: '7',
  })
  expect(await countOf('DELETE', path)).toBe(2)
  expect((await s.admin.call('GET', `/records/customer/${customer}`)).body).toMatchObject({
    x_largest: '5',
    x_mean: '5',
  })
})

test('who asks is looked up by one statement, at most once a second', async () => {
  await wait(rememberedMs)
  const began = performance.now()
  expect(await statementsOf('GET', '/records/customer')).toMatchObject({ whoAsks: 1, statements: [expect.any(String)] })
  let again = 0
  for (let times = 0; times < 10; times++) again += (await statementsOf('GET', '/records/customer')).whoAsks
  // However slow the machine is.
  expect(again).toBeLessThanOrEqual(Math.floor((performance.now() - began) / leastMs))
})
