import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, openServer, type TestServer } from '#test/server'
import { asQuery, tableHash, watched } from './safe.ts'

let s: TestServer
let amy: Client
let admin: Client
beforeAll(async () => {
  s = await openServer({ role: 'web' })
  amy = watched(s.amy, s.db)
  admin = watched(s.admin, s.db)
})
afterAll(() => s.close())

/** Injection texts for every place that becomes part of a statement. */
const payloads = [
  `' or 1=1 --`,
  `" or ""="`,
  `name;select pg_sleep(3)`,
  `1) or (select 1 from pg_sleep(3)) is null --`,
  `name" desc nulls last,(select 1)--`,
  `UTC')||(select pg_sleep(3))||('`,
  `month'); drop table customer; --`,
  `count(*) filter (where pg_sleep(3) is null)`,
  `$1`,
  `\\'; select 1`,
  `name\u0000`,
  `ｎａｍｅ`,
  `nаme`,
  `constructor`,
  `__proto__`,
  `toString`,
  `a.b.c.d.e.f`,
  `..`,
  '',
  'x'.repeat(200),
]

test.each(payloads)('A35 operators, A36 aggregates: %j is refused wherever a name belongs', async (p) => {
  const e = encodeURIComponent(p)
  const queries = [
    `/records/customer?filter=${asQuery({ [p]: 'x' })}`,
    `/records/customer?filter=${asQuery({ name: { [p]: 1 } })}`,
    `/records/customer?filter=${asQuery({ [`parent.${p}`]: 'x' })}`,
    `/records/customer?filter=${asQuery({ contacts: { [p]: {} } })}`,
    `/records/customer?filter=${asQuery({ createdAt: { within: p } })}`,
    `/records/customer?filter=${asQuery({ createdAt: { within: { last: p, unit: 'day' } } })}`,
    `/records/customer?filter=${asQuery({ createdAt: { within: { last: 1, unit: p } } })}`,
    `/records/customer?filter=${asQuery({ address: { within: p } })}`,
    `/records/customer?filter=${asQuery({ revenue: { gt: p } })}`,
    `/records/customer?filter=${asQuery({ owner: p || 'x' })}`,
    `/records/customer?filter=${asQuery({ industry: { in: [p] } })}`,
    ...(p === ''
      ? []
      : [
          `/records/customer?sort=${e}`,
          `/records/customer?sort=-${e}`,
          `/records/customer?sort=name,${e}`,
          `/records/customer?fields=${e}`,
        ]),
    `/records/customer?limit=${e}&`,
    `/records/customer?asOf=${e}`,
    ...(p === ''
      ? []
      : [
          `/records/customer/aggregate?group=${e}`,
          `/records/customer/aggregate?measure=${e}`,
          `/records/customer/aggregate?sort=${e}`,
        ]),
    `/records/customer/aggregate?group=createdAt:${e}`,
    `/records/customer/aggregate?group=address:${e}`,
    `/records/customer/aggregate?measure=sum:${e}`,
    `/records/customer/aggregate?measure=${e}:revenue`,
    `/records/customer/aggregate?measure=count&having=${asQuery({ [p]: { gt: 1 } })}`,
    `/records/customer/aggregate?measure=count&having=${asQuery({ count: { [p]: 1 } })}`,
    `/records/customer/aggregate?measure=count&having=${asQuery({ count: { gt: p } })}`,
    `/records/${e || 'x'}x`,
    `/records/customer/${e || 'x'}`,
    `/records/customer/${e || 'x'}/history`,
    `/records/customer/${e || 'x'}/timeline`,
  ]
  for (const path of queries) {
    const reply = await s.amy.call('GET', path)
    expect(reply.status, path).toBeGreaterThanOrEqual(400)
    expect(reply.status, path).toBeLessThan(500)
    expect(reply.text, path).not.toMatch(/syntax error|does not exist at|ws_main/)
  }
})

test.each(payloads.filter((p) => p !== ''))('A35 operators: %j as a value is only a value', async (p) => {
  const before = await tableHash(s.db)
  for (const filter of [{ name: p }, { name: { contains: p } }, { name: { startsWith: p } }, { name: { in: [p] } }])
    // What cannot be stored can be said to be nobody's, or not to be a value at all.
    expect(
      (await s.amy.call('GET', `/records/customer?filter=${asQuery(filter)}`)).body,
      JSON.stringify(filter),
    ).toSatisfy((b: any) => b.data?.length === 0 || b.status === 422)
  expect((await s.amy.call('GET', `/records/customer?q=${encodeURIComponent(p)}`)).body.data).toEqual([])
  expect(await tableHash(s.db)).toBe(before)
})

test.each([
  `a'b`,
  'a"b',
  'a b',
  'A',
  '1a',
  'ａ',
  'а',
  'a-b',
  'a.b',
  'a[*]',
  'a$',
  'a?',
  '',
  'a'.repeat(49),
  'select',
  'user',
  'constructor',
  'prototype',
  'id',
  'x_',
  'a\u0000',
])('A37 identifiers: no object or field can be called %j', async (name) => {
  if (name !== '')
    expect((await admin.call('POST', '/schema/objects', { name, label: '坏' })).status).toBeGreaterThanOrEqual(400)
  const field = await admin.call('POST', '/schema/objects/customer/fields', {
    name: name || ' ',
    kind: 'text',
    label: '坏',
  })
  expect(field.status).toBeGreaterThanOrEqual(400)
})

test('A37 identifiers: names that PostgreSQL would cut to the same 63 bytes stay apart', async () => {
  const long = 'n'.repeat(46)
  for (const end of ['a', 'b'])
    expect(
      (
        await s.admin.call('POST', '/schema/objects/customer/fields', {
          name: `${long}${end}`,
          kind: 'text',
          label: `长${end}`,
          options: { unique: true, index: true },
        })
      ).status,
    ).toBe(201)
  const made = await s.amy.call('POST', '/records/customer', {
    name: '长名',
    [`x_${long}a`]: 'first',
    [`x_${long}b`]: 'second',
  })
  expect(made.body).toMatchObject({ [`x_${long}a`]: 'first', [`x_${long}b`]: 'second' })
  const clash = await s.amy.call('POST', '/records/customer', { name: '长名', [`x_${long}b`]: 'second' })
  expect(clash.body).toMatchObject({ status: 409, field: `x_${long}b` })
})

test.each([`a'b`, 'a"b', 'a b', `x');drop table customer;--`, '', '$1', '{a}'])(
  'A37 identifiers: no option can have the key %j',
  async (key) => {
    const reply = await admin.call('POST', '/schema/objects/customer/fields', {
      kind: 'choice',
      label: '选项',
      options: { options: { [key]: '坏' } },
    })
    expect(reply.status).toBe(422)
  },
)

test('A37 identifiers: options of a field that hold SQL, the wrong type or too much are refused', async () => {
  const fields: [string, object][] = [
    ['text', { default: { a: 1 } }],
    ['text', { length: `1); drop table customer; --` }],
    ['text', { length: -1 }],
    ['integer', { min: `'` }],
    ['decimal', { scale: `2); --` }],
    ['decimal', { scale: 10_000 }],
    ['ref', { to: `customer" (id); --` }],
    ['ref', { to: ['customer'] }],
    ['ref', { to: 'customer', inverse: `a"b` }],
    ['choice', { options: 'x' }],
    ['choice', { options: { a: { b: 1 } } }],
    ['text', { visibleWhen: `name == '` }],
    ['formula', { expression: `name'); drop` }],
    ['serial', { pattern: `'` }],
    ['rollup', {}],
    ['json', {}],
    ['__proto__', {}],
  ]
  for (const [kind, options] of fields) {
    const reply = await admin.call('POST', '/schema/objects/customer/fields', { kind, label: '坏', options })
    expect(reply.status, JSON.stringify([kind, options])).toBeGreaterThanOrEqual(400)
  }
  expect((await amy.call('GET', '/records/customer')).status).toBe(200)
})

test('A38 second order: what was stored as a value stays literal in every list, group, export of metadata and new statement', async () => {
  const evil = `'); drop table customer; -- " \\ $1 {{7*7}}`
  const made = await s.amy.call('POST', '/records/customer', { name: evil, remark: evil })
  expect(made.body.name).toBe(evil)
  await s.amy.call('POST', '/records/contact', { name: evil, customer: made.body.id })
  await s.amy.call('POST', '/records/activity', { subject: evil, about: { object: 'customer', id: made.body.id } })
  expect(
    (await s.amy.call('POST', '/records/view', { name: evil, object: evil, query: { filter: { [evil]: 1 } } })).status,
  ).toBe(201)
  const label = {
    kind: 'choice',
    label: evil.slice(0, 40),
    labelEn: evil.slice(0, 40),
    options: { help: evil, options: { a: evil } },
  }
  expect((await s.admin.call('POST', '/schema/objects/customer/fields', label)).body).toEqual({
    name: expect.stringMatching(/^x_/),
  })
  const reads = [
    `/records/customer?filter=${asQuery({ name: evil })}`,
    `/records/customer?q=${encodeURIComponent(evil)}`,
    '/records/contact?fields=name,customer.name&sort=customer.name',
    '/records/contact/aggregate?group=customer',
    '/records/customer/aggregate?group=name',
    `/records/customer/${made.body.id}/history`,
    `/records/customer/${made.body.id}/timeline`,
    '/records/activity?fields=about.title',
    '/records/view',
    '/meta',
    '/openapi.json',
  ]
  for (const path of reads) {
    const reply = await amy.call('GET', path)
    expect(reply.status, path).toBe(200)
    expect(reply.text, path).toContain(JSON.stringify(evil).slice(1, 30))
  }
  expect((await amy.call('GET', '/api/docs')).text).not.toContain(evil.slice(0, 40))
})
