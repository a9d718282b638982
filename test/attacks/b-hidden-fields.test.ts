import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, openServer, type TestServer } from '#test/server'
import { asQuery, expectAlike, watched } from './safe.ts'

let s: TestServer
let amy: Client
let customer: string
beforeAll(async () => {
  s = await openServer({ role: 'web' })
  amy = watched(s.amy, s.db)
  customer = (await s.amy.call('POST', '/records/customer', { name: '我的客户', phone: '13812342201' })).body.id
  await s.admin.call('PATCH', `/records/customer/${customer}`, { creditLimit: '731951' }, { 'if-match': '*' })
  await s.admin.call('POST', '/schema/objects/customer/fields', {
    name: 'risk',
    kind: 'formula',
    label: '风险',
    options: { expression: 'creditLimit > 700000' },
  })
  await s.admin.call('POST', '/schema/objects/customer/fields', { name: 'old', kind: 'text', label: '旧' })
  await s.admin.call('POST', '/schema/objects/customer/fields/x_old/retire')
})
afterAll(() => s.close())

type Ask = (name: string) => readonly [method: string, path: string, body?: unknown, headers?: Record<string, string>]

const list = (filter: unknown) => ['GET', `/records/customer?filter=${asQuery(filter)}`] as const
const operators = [
  ['eq', '731951'],
  ['ne', '1'],
  ['in', ['731951']],
  ['notIn', ['1']],
  ['gt', '1'],
  ['lte', '1'],
  ['between', ['1', '9']],
  ['contains', '7'],
  ['startsWith', '7'],
  ['empty', false],
  ['hasAny', ['7']],
  ['within', 'today'],
  ['', '1'],
] as const

const attacks: Record<string, Ask[]> = {
  'A10 filter': [
    (n) => list({ [n]: '731951' }),
    (n) => list({ [n]: null }),
    (n) => list({ not: { [n]: { gt: '700000' } } }),
    (n) => list({ or: [{ name: 'x' }, { and: [{ [n]: { gt: '1' } }] }] }),
    (n) => ['POST', '/records/customer/query', { filter: { [n]: { gte: '1' } } }],
    ...operators.map(
      ([op, value]): Ask =>
        (n) =>
          list({ [n]: { [op]: value } }),
    ),
  ],
  'A11 filter over a relation': [
    (n) => ['GET', `/records/contact?filter=${asQuery({ [`customer.${n}`]: { gt: '1' } })}`],
    (n) => ['GET', `/records/customer?filter=${asQuery({ [`parent.parent.${n}`]: { gt: '1' } })}`],
    (n) => ['GET', `/records/opportunity?filter=${asQuery({ [`contact.customer.${n}`]: { gt: '1' } })}`],
    (n) => list({ subsidiaries: { some: { [n]: { gt: '1' } } } }),
    (n) => list({ contacts: { every: { [`customer.${n}`]: { gt: '1' } } } }),
    (n) => list({ contacts: { none: { [`customer.${n}`]: { gt: '1' } } } }),
  ],
  'A14 aggregate': [
    ...['sum', 'avg', 'min', 'max', 'distinct'].map((fn): Ask => (n) => [
      'GET',
      `/records/customer/aggregate?measure=${fn}:${n}`,
    ]),
    (n) => ['GET', `/records/customer/aggregate?group=${n}`],
    (n) => ['GET', `/records/customer/aggregate?group=${n}:month`],
    (n) => ['GET', `/records/contact/aggregate?measure=max:customer.${n}`],
    (n) => ['GET', `/records/contact/aggregate?group=customer.${n}`],
    (n) => ['GET', `/records/customer/aggregate?filter=${asQuery({ [n]: '1' })}`],
    (n) => ['GET', `/records/customer/aggregate?having=${asQuery({ [`max:${n}`]: { gt: '1' } })}`],
    (n) => ['GET', `/records/customer/aggregate?sort=-max:${n}`],
  ],
  'A17 alias and expression': [
    (n) => ['GET', `/records/customer?fields=${n}`],
    (n) => ['GET', `/records/customer/${customer}?fields=name,${n}`],
    (n) => ['GET', `/records/contact?fields=customer.${n}`],
    (n) => ['GET', `/records/customer?fields=${encodeURIComponent(`${n} as name`)}`],
    (n) => ['GET', `/records/customer?fields=${encodeURIComponent(`name->>'${n}'`)}`],
    (n) => ['GET', `/records/customer?fields=address.${n}`],
    (n) => ['GET', `/records/opportunity?fields=customer.parent.${n}`],
  ],
  'A19 history': [(n) => ['GET', `/records/customer/${customer}/history?field=${n}`]],
  'A21 sort': [
    (n) => ['GET', `/records/customer?sort=${n}`],
    (n) => ['GET', `/records/customer?sort=name,-${n}`],
    (n) => ['GET', `/records/contact?sort=customer.${n}`],
  ],
  'A31 write': [
    (n) => ['POST', '/records/customer', { name: 'x', [n]: '1' }],
    (n) => ['PATCH', `/records/customer/${customer}`, { [n]: '1' }, { 'if-match': '*' }],
    (n) => ['PATCH', `/records/customer/${customer}`, { [n]: '1' }, { 'if-match': '"v1"' }],
    (n) => [
      'POST',
      '/records/customer/batch',
      { operation: 'update', ids: [customer], set: { [n]: '1' }, atomic: true },
    ],
    (n) => ['POST', '/records/customer/batch', { operation: 'upsert', key: n, records: [{ name: 'x' }] }],
  ],
}

/** A hidden field, a formula over it, and one out of use: all of them are no more there than a misspelt one. */
const unseen = ['creditLimit', 'x_risk', 'x_old'] as const
const typo = 'craditLimet'

describe.each(Object.entries(attacks))('%s', (name, asks) => {
  test(`${name}: a hidden field answers like a typo`, async () => {
    for (const ask of asks) {
      const send = (field: string) => amy.call(...ask(field))
      const misspelt = await send(typo)
      const what = ask(typo)
        .slice(0, 3)
        .map((part) => JSON.stringify(part))
        .join(' ')
      expect(misspelt.status, what).toBeGreaterThanOrEqual(400)
      for (const field of unseen) expectAlike([await send(field), field], [misspelt, typo], `${field}: ${what}`)
    }
  })
})

test('A13 search: the quick search and the picker do not look into hidden fields', async () => {
  for (const q of ['731951', '7319', 'creditLimit', '信用额度']) {
    expect((await amy.call('GET', `/records/customer?q=${encodeURIComponent(q)}&total=true`)).body).toMatchObject({
      data: [],
      total: { value: 0 },
    })
    expect((await amy.call('GET', `/records/customer/suggest?q=${encodeURIComponent(q)}`)).body.data).toEqual([])
  }
})

test('A17 alias, A19 history: documents, history and metadata name neither field nor value', async () => {
  const paths = [
    `/records/customer/${customer}`,
    '/records/customer',
    `/records/customer/${customer}/history`,
    `/records/customer/${customer}/timeline`,
    '/meta',
    '/openapi.json',
    '/api/docs',
  ]
  for (const path of paths) {
    const { status, text } = await amy.call('GET', path)
    expect(status, path).toBe(200)
    expect(text, path).not.toMatch(/creditLimit|731951|信用额度|x_risk|x_old/)
  }
})

test('A20 computed: a formula over a hidden field is hidden with it, for whom the source is readable it is there', async () => {
  expect((await amy.call('GET', `/records/customer/${customer}`)).body).not.toHaveProperty('x_risk')
  expect((await s.mgr.call('GET', `/records/customer/${customer}`)).body).toMatchObject({
    creditLimit: '731951.00',
    x_risk: true,
  })
})

test('A20 computed: who may not see an amount does not learn it from a total of it', async () => {
  await s.admin.call('POST', '/records/opportunity', { name: '单', customer, amount: '88411', owner: s.amy.id })
  for (const client of [s.mkt, s.sup]) {
    const text = (await client.call('GET', `/records/customer/${customer}`)).text
    expect(text).not.toContain('wonAmount')
  }
  expect((await s.mkt.call('GET', '/records/opportunity/aggregate?measure=sum:weighted')).status).toBe(422)
})
