import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, openServer, type TestServer } from '#test/server'
import { asQuery, watched } from './safe.ts'

let s: TestServer
let amy: Client
beforeAll(async () => {
  s = await openServer({ role: 'web' })
  amy = watched(s.amy, s.db)
})
afterAll(() => s.close())

const nested = (depth: number): unknown => (depth === 0 ? { name: 'x' } : { and: [nested(depth - 1)] })
const many = (n: number) => Array.from({ length: n }, (_, i) => i)
const chain = (n: number) => Array(n).fill('parent').join('.')

const costly: [what: string, path: string, body?: unknown][] = [
  ['five hops', `/records/customer?fields=${chain(5)}.name`],
  ['a filter over five hops', `/records/customer?filter=${asQuery({ [`${chain(5)}.name`]: 'x' })}`],
  ['a thousand conditions', '/records/customer/query', { filter: { or: many(1_000).map((i) => ({ name: `${i}` })) } }],
  ['a thousand empty conditions', '/records/customer/query', { filter: { or: many(1_000).map(() => ({})) } }],
  ['conditions nested deep', '/records/customer/query', { filter: nested(12) }],
  [
    'related lists nested deep',
    '/records/customer/query',
    { filter: { subsidiaries: { some: { subsidiaries: { some: { subsidiaries: { some: {} } } } } } } },
  ],
  ['a list of ten thousand values', '/records/customer/query', { filter: { name: { in: many(10_000).map(String) } } }],
  [
    'many joins',
    '/records/opportunity/query',
    {
      fields: [
        'customer',
        'contact',
        'product',
        'pipeline',
        'stage',
        'owner',
        'department',
        'createdBy',
        'updatedBy',
      ].flatMap((f) => [`${f}.createdBy.name`, `${f}.updatedBy.name`]),
    },
  ],
  ['six dimensions', '/records/opportunity/aggregate?group=stage,pipeline,customer,owner,outcome,source'],
  [
    'eleven measures',
    `/records/opportunity/aggregate?measure=${['sum', 'avg', 'min', 'max', 'distinct'].flatMap((f) => [`${f}:amount`, `${f}:budget`, `${f}:probability`]).join()}`,
  ],
  ['a page of a million', '/records/customer?limit=1000000'],
  ['four sort keys', '/records/customer?sort=name,level,status,industry'],
  [
    'a thousand columns',
    '/records/customer/query',
    {
      fields: many(400)
        .map(() => 'name')
        .concat('owner.name'),
    },
  ],
]

test.each(costly)('A70 query cost: %s is refused, and the refusal names the limit', async (_, path, body) => {
  const reply = await amy.call(body ? 'POST' : 'GET', path, body)
  expect(reply.status).toBe(400)
  expect(reply.body.code).toBe('request.tooCostly')
  expect(reply.body.detail).toMatch(/\d/)
})

test('A70 query cost: a batch of more than ten thousand is refused', async () => {
  const reply = await amy.call('POST', '/records/customer/batch', {
    operation: 'create',
    records: many(10_001).map(() => ({ name: 'x' })),
  })
  expect(reply.status).toBe(400)
})

const long = 50_000
test.each([
  ['email', `${'a'.repeat(long)}@`],
  ['email', `a@${'a.'.repeat(long / 2)}`],
  ['website', `https://${'a'.repeat(long)}`],
  ['website', `http://${'a.'.repeat(long / 2)}!`],
  ['phone', '1'.repeat(long)],
  ['phone', `${'+86 '.repeat(long / 4)}x`],
  ['phone', `${'('.repeat(long)}`],
  ['creditCode', '9'.repeat(long)],
  ['name', ' '.repeat(long)],
  ['revenue', `${'1'.repeat(long)}.`],
  ['revenue', `1${',000'.repeat(long / 4)}x`],
  ['nextContactAt', `${'2026-'.repeat(long / 5)}`],
  ['tags', Array(long).fill('标签')],
  ['address', { region: '3'.repeat(long), detail: 'x' }],
])(
  'A73 ReDoS: %s of 50,000 characters is answered like any other wrong value, and others are served meanwhile',
  async (field, value) => {
    const wrong = amy.call('POST', '/records/customer', { name: 'x', [field]: value })
    expect((await fetch(`${s.url}/healthz`)).status).toBe(200)
    expect((await wrong).status).toBe(422)
  },
)

const text = (body: string): [string, string] => [
  body.length > 60 ? `${body.slice(0, 30)}… (${body.length})` : body,
  body,
]

test.each([
  text('['.repeat(400_000) + ']'.repeat(400_000)),
  text(`{"name":${'['.repeat(400_000)}${']'.repeat(400_000)}}`),
  text(`{"name":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`),
  text(`{"name":"x","nextContactAt":${'[['.repeat(50)}${']]'.repeat(50)}}`),
  text(
    `{${many(60_000)
      .map((i) => `"k${i}":1`)
      .join()}}`,
  ),
  text('{"name":"\\ud800"}'),
  text('{"name":"a\\u0000b"}'),
  text('{"name":"x","employees":1e400}'),
  text('{"name":"x","employees":99999999999999999999}'),
  text('{"name":"x","employees":1.5}'),
  text('{"name":"x","employees":NaN}'),
  text('{"name":"x","revenue":1e308}'),
  text('{"name":"x","revenue":"9999999999999999999999999999999"}'),
  text('{"name":"x","nextContactAt":"+275760-09-13T00:00:00.001Z"}'),
  text('{"name":"x","founded":-0}'),
  text('{"name":"x"'),
  text('null'),
  text('[]'),
  text('"x"'),
  text('1'),
  text('\ufeff{"name":'),
])('A74 JSON: %s is refused or kept clean, and breaks nothing', async (_, body) => {
  for (const [method, path] of [
    ['POST', '/records/customer'],
    ['POST', '/records/customer/query'],
    ['POST', '/records/customer/batch'],
    ['POST', '/records/customer/check-duplicates'],
  ] as const) {
    const reply = await amy.call(method, path, body)
    if (reply.status >= 200 && reply.status < 300) expect(JSON.stringify(reply.body)).not.toMatch(/\\u0000|\\ud800/)
  }
  expect(
    (await s.amy.call('POST', '/records/customer', body, { 'idempotency-key': crypto.randomUUID() })).status,
  ).toBeLessThan(500)
})

test('A74 JSON: of two values for one key the checks see the one that is kept', async () => {
  const reply = await amy.call('POST', '/records/customer', '{"name":"一","name":"二"}')
  expect(reply.body.name).toBe('二')
  expect(
    (await amy.call('POST', '/records/customer', '{"name":"一","creditLimit":"1","creditLimit":null}')).status,
  ).toBe(422)
})

test('A74 JSON, F27: a body of megabytes is refused before it is read', async () => {
  const body = `{"name":"${'x'.repeat(3 * 1024 * 1024)}"}`
  const outcome = await fetch(`${s.url}/api/v1/records/customer`, {
    method: 'POST',
    body,
    headers: { cookie: s.amy.cookie, 'content-type': 'application/json' },
  }).then(
    (r) => r.status,
    () => 'cut',
  )
  expect([413, 'cut']).toContain(outcome)
  expect((await amy.call('GET', '/me')).status).toBe(200)
})

test('A78 floods: a hundred thousand tags, and more own fields than a table bears, are refused', async () => {
  expect(
    (await amy.call('POST', '/records/customer', { name: 'x', tags: many(100_000).map((i) => `t${i}`) })).status,
  ).toBeGreaterThanOrEqual(400)
  await s.db.query(
    `insert into ws_main.custom_field (object, name, field, label_en, retired, position, created_at)
     select 'product', 'x_f' || n, '{"kind":"formula","label":"f","options":{"expression":"1","result":"decimal"}}', 'f', false, n, now() from generate_series(1, 200) n`,
  )
  await s.db.query(`update zhike.workspace set schema_version = schema_version + 1`)
  const full = () => s.admin.call('POST', '/schema/objects/product/fields', { kind: 'text', label: '第二百零一个' })
  await expect.poll(async () => (await full()).body.code).toBe('schema.tooManyFields')
})
