import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Documented, documented } from './documented.ts'
import { refusedRequests } from './refused-requests.ts'
import { openServer, type Role, type TestServer } from './server.ts'
import { uploadTo } from './upload.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'zhike-documented-'))
let s: TestServer
const told = {} as Record<'admin' | 'mgr' | 'amy' | 'mkt' | 'aud' | 'rdr', Documented>
const any = { 'if-match': '*' }
let customer: string
let deal: string

beforeAll(async () => {
  s = await openServer({ dataDir, requestsPerMinute: 1_000_000 })
  const fields = [
    { name: 'grade', kind: 'choice', label: '评级', options: { options: { a: '甲', b: '乙' } } },
    { name: 'twice', kind: 'formula', label: '两倍', options: { expression: 'revenue * 2' } },
    { name: 'friends', kind: 'refs', label: '友商', options: { to: 'customer' } },
    { name: 'text', kind: 'richText', label: '简介' },
    {
      name: 'sum',
      kind: 'rollup',
      label: '在谈',
      options: { rollup: { of: 'opportunity', by: 'customer', measure: 'sum', field: 'amount' } },
    },
  ]
  for (const field of fields) await s.admin.call('POST', '/schema/objects/customer/fields', field)
  for (const role of Object.keys({ admin: 1, mgr: 1, amy: 1, mkt: 1, aud: 1, rdr: 1 }) as (keyof typeof told)[])
    told[role] = await documented(s[role as Role])
  const made = await told.amy.call('POST', '/records/customer', {
    name: '文档公司',
    phone: '13800138000',
    email: 'a@example.com',
    website: 'https://example.com',
    address: { region: '310115', detail: '某路' },
    revenue: '10.50',
    employees: 7,
    tags: ['甲'],
    nextContactAt: '2026-03-31T01:00:00Z',
    x_grade: 'a',
    x_text: '<p>好</p>',
  })
  customer = made.body.id
  await told.amy.call('PATCH', `/records/customer/${customer}`, { x_friends: [customer], parent: null }, any)
  deal = (
    await told.amy.call('POST', '/records/opportunity', {
      name: '单',
      customer,
      amount: '9.90',
      expectedClose: '2026-12-31',
    })
  ).body.id
})
afterAll(async () => {
  await s.close()
  rmSync(dataDir, { recursive: true, force: true })
})

/** What was not as documented, once each. */
const faults = () => [...new Set(Object.values(told).flatMap((each) => each.faults))]

const roles = ['admin', 'mgr', 'amy', 'mkt', 'aud', 'rdr'] as const

test.each(roles)('every read that %s makes is answered as her document says', async (role) => {
  const { call } = told[role]
  const meta = (await call('GET', '/meta')).body
  for (const at of [
    '/me',
    '/me?meta=true',
    '/openapi.json',
    '/setup',
    '/workspace',
    '/search?q=文档',
    '/notifications',
    '/notifications/preferences',
    '/api-keys',
    '/imports',
    '/sample-data',
    '/backups',
    '/rights/catalogue',
    '/schema',
    '/audit',
    '/audit/refusals',
    '/files?ids=x',
    '/nowhere',
  ])
    await call('GET', at)
  for (const { name, fields } of meta.objects as {
    name: string
    fields: { name: string; targets: string[]; kind: string }[]
  }[]) {
    const paths = fields
      .filter((f) => f.targets.length > 0)
      .map((f) => `${f.name}.${f.kind === 'relatedTo' ? 'title' : 'id'}`)
    const list = await call('GET', `/records/${name}?total=true&limit=3`)
    await call('POST', `/records/${name}/query`, { fields: [...paths.slice(0, 10), 'rights'], limit: 3 })
    await call(
      'GET',
      `/records/${name}/aggregate?group=createdBy,createdAt:month&totals=true&measure=count,max:createdAt`,
    )
    await call('GET', `/records/${name}/suggest`)
    for (const at of [
      '',
      '?fields=rights,createdBy.name',
      '?path=true',
      '/history',
      '/timeline',
      '/team',
      '/related',
      '/access',
      '?asOf=2030-01-01T00:00:00Z',
    ])
      await call('GET', `/records/${name}/${list.body.data[0]?.id ?? customer}${at}`)
  }
  await call('GET', `/access/explain?object=customer&record=${customer}&user=${s.amy.id}&field=creditLimit`)
  await call('GET', '/records/opportunity/board?group=stage&sum=amount')
  await call('GET', '/records/lead/board?group=status')
  expect(faults()).toEqual([])
})

test.each(['zh-CN', 'en'])(
  'every refusal is a problem as documented, in the language that was asked for: %s',
  async (language) => {
    const { call } = told.amy
    for (const [method, at, body, headers] of refusedRequests(customer, deal)) {
      const reply = await call(method, at, body, { 'accept-language': language, ...headers })
      expect(reply.status, `${method} ${at}`).toBeGreaterThanOrEqual(400)
      expect(reply.status, `${method} ${at}: ${reply.text}`).toBeLessThan(500)
      const sentences = [reply.body.title, reply.body.detail, ...(reply.body.problems ?? []).map((p: any) => p.message)]
      for (const sentence of sentences)
        if (language === 'en') expect(sentence, `${method} ${at}`).not.toMatch(/\p{Script=Han}/u)
        else expect(sentence, `${method} ${at}`).toMatch(/\p{Script=Han}/u)
    }
    expect(faults()).toEqual([])
  },
)

test('what people do is answered as documented', async () => {
  const { admin, amy, mgr } = told
  const at = `/records/customer/${customer}`
  await amy.call('POST', '/records/customer/check-duplicates', { name: '文档公司' })
  await amy.call('POST', '/whose', { text: '文档公司' })
  await amy.call('PUT', `${at}/team/${s.bob.id}`, { may: 'read', until: '2030-01-01T00:00:00Z' })
  await amy.call('DELETE', `${at}/team/${s.bob.id}`)
  await amy.call('POST', `${at}/who-sees`, { users: [s.eve.id] })
  await amy.call('POST', '/records/customer/batch', {
    operation: 'upsert',
    key: 'creditCode',
    records: [{ name: '甲', level: 'Z' }, { name: '乙' }],
  })
  await amy.call('POST', '/records/customer/batch/preview', { operation: 'update', ids: [customer] })
  const bulk = await amy.call('POST', '/records/customer/bulk-changes', {
    operation: 'update',
    ids: [customer],
    set: { remark: 'x' },
  })
  for (const [method, part] of [
    ['GET', ''],
    ['GET', '/failures'],
    ['POST', '/cancel'],
  ] as const)
    await amy.call(method, `/bulk-changes/${bulk.body.id}${part}`)
  const changed = await amy.call('PATCH', at, { level: 'A' }, any)
  await amy.call('POST', `/changes/${changed.headers.get('x-change-id')}/undo`)
  await amy.call('DELETE', at)
  await amy.call('GET', `${at}?deleted=true`)
  await amy.call('POST', `${at}/restore`)
  const lead = (await amy.call('POST', '/records/lead', { company: '线索公司', name: '某', source: 'web' })).body.id
  for (const status of ['working', 'qualified']) await amy.call('PATCH', `/records/lead/${lead}`, { status }, any)
  await amy.call('POST', `/records/lead/${lead}/actions/convert`, { name: '商机' })
  const comment = { text: '@', about: { object: 'customer', id: customer }, mentions: [s.mgr.id] }
  await amy.call('POST', '/records/comment?fields=about.title,mentions.name', comment)
  await amy.call('POST', '/notifications/read', { before: '2030-01-01T00:00:00Z' })
  await amy.call('PATCH', '/notifications/preferences', {})
  await amy.call('PATCH', '/me/preferences', { theme: 'dark' })
  const place = { object: 'customer', id: customer }
  await amy.call('PUT', '/me/editing', place)
  await amy.call('DELETE', `/me/editing?${new URLSearchParams(place)}`)
  const key = await amy.call('POST', '/api-keys', { name: 'k', scopes: ['customer:read'] })
  await amy.call('GET', '/api-keys')
  await amy.call('DELETE', `/api-keys/${key.body.id}`)
  const file = await uploadTo(s.url, s.amy, '文件.txt', '内容')
  amy.check('POST', '/files', file)
  await amy.call('GET', `/files?ids=${file.body.id}`)
  await amy.call('GET', `/files/${file.body.id}`)
  await amy.call('GET', `/files/${file.body.id}/content`)
  const exported = await mgr.call('POST', '/exports', { object: 'customer', format: 'csv' })
  await expect.poll(async () => (await mgr.call('GET', `/exports/${exported.body.id}`)).body.status).toBe('done')
  await mgr.call('GET', `/exports/${exported.body.id}/file`)
  // As if it were still under way: the real one is over too soon to be stopped.
  const [company] = await s.db.query<{ schema: string }>('select schema_name as schema from zhike.workspace')
  await s.db.query(`update "${company!.schema}".export set status = 'running' where id = $1`, [exported.body.id])
  await mgr.call('POST', `/exports/${exported.body.id}/cancel`)
  await admin.call('GET', `/users/${s.eve.id}/records`)
  await admin.call('POST', `/users/${s.eve.id}/transfer`, { to: s.amy.id })
  await admin.call('GET', `/departments/${s.departments['south']}/contents`)
  await admin.call('POST', '/audit/verify')
  expect(faults()).toEqual([])
})

test('what administrators set is answered as documented', async () => {
  const { admin } = told
  const person = { name: '新人', email: 'new@example.com', password: 'Correct-Horse-42' }
  const user = (await admin.call('POST', '/users', person)).body.id
  for (const part of ['disable', 'enable']) await admin.call('POST', `/users/${user}/${part}`)
  await admin.call('POST', `/users/${user}/password`, { password: 'Correct-Horse-43' })
  const role = (await admin.call('POST', `/roles/${s.roles.get('sales')}/copy`, { label: '新角色' })).body.id
  const { grants, abilities } = (await admin.call('GET', `/roles/${role}/rights`)).body
  await admin.call('PUT', `/roles/${role}/rights`, { grants, abilities })
  const object = (await admin.call('POST', '/schema/objects', { name: 'site', label: '现场', fields: [] })).body.name
  await admin.call('PATCH', `/schema/objects/${object}`, { label: '工地' })
  const field = (
    await admin.call('POST', `/schema/objects/${object}/fields`, { name: 'size', kind: 'integer', label: '面积' })
  ).body.name
  const inField = `/schema/objects/${object}/fields/${field}`
  await admin.call('PATCH', inField, { label: '大小' })
  for (const part of ['', '/option-usages']) await admin.call('GET', inField + part)
  for (const part of ['retire', 'restore']) await admin.call('POST', `${inField}/${part}`)
  await admin.call('GET', `/schema/objects/${object}/usages`)
  for (const expression of ['x_size > 1', 'nothing +'])
    await admin.call('POST', `/schema/objects/${object}/check`, { expression })
  const rule = { must: 'x_size > 0', message: '要大于零', messageEn: 'more than zero' }
  const made = await admin.call('POST', `/schema/objects/${object}/rules`, rule)
  await admin.call('GET', `/schema/objects/${object}/rules`)
  await admin.call('PATCH', `/schema/objects/${object}/rules/${made.body.id}`, { active: false })
  for (const part of ['retire', 'restore']) await admin.call('POST', `/schema/objects/${object}/${part}`)
  await admin.call('PATCH', '/workspace', { name: '新名' })
  const hook = { name: 'x', url: 'https://example.com/', events: ['customer.*'] }
  const webhook = (await admin.call('POST', '/webhooks', hook)).body.id
  await admin.call('POST', `/webhooks/${webhook}/secret`)
  await admin.call('GET', '/webhooks/old-secrets')
  await admin.call('DELETE', `/webhooks/${webhook}/old-secrets`)
  await admin.call('GET', `/webhooks/${webhook}/deliveries`)
  await admin.call('GET', '/backups')
  expect(faults()).toEqual([])
})

const upload = async () => {
  const response = await fetch(`${s.url}/api/v1/imports?object=customer`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'a.csv', cookie: s.mgr.cookie },
    body: '公司名称,联系电话\n导入一,13812349001\n导入二,138\n',
  })
  const made = (await response.json()) as { id: string }
  told.mgr.check('POST', '/imports', { status: response.status, headers: response.headers, body: made })
  return `/imports/${made.id}`
}

test('an import is answered as documented', async () => {
  const { mgr } = told
  await mgr.call('DELETE', await upload())
  const at = await upload()
  const until = async (status: string) => {
    await expect.poll(async () => (await mgr.call('GET', at)).body.status).toBe(status)
  }
  await mgr.call('PATCH', at, { policy: 'skip' })
  await mgr.call('POST', `${at}/check`)
  await until('checked')
  const rows = (await mgr.call('GET', `${at}/rows`)).body.data
  await mgr.call('PATCH', `${at}/rows/${rows[0].row}`, { cells: { 1: '13812349002' } })
  await mgr.call('POST', `${at}/decide`, { decision: 'skip' })
  await mgr.call('POST', `${at}/template`, { name: '模板' })
  await mgr.call('GET', `${at}/failed.csv`)
  await mgr.call('POST', `${at}/start`)
  await until('done')
  await mgr.call('POST', `${at}/revert`)
  await until('reverted')
  await mgr.call('GET', `${at}/conflicts`)
  expect(faults()).toEqual([])
})

/** They need what a test has not: an outside receiver, a clock that goes on, a company of its own. */
const elsewhere =
  /setup|logo|second-factor|sample-data|backups|events|webhooks\/\{id\}\/(test|deliveries\/)|ask-to-join|imports\/\{id\}\/(cancel|conflicts\/)|departments\/\{id\}\/move|department-moves/

test('nearly every operation of the document was held to it', () => {
  const answered = new Set(Object.values(told).flatMap((each) => [...each.answered]))
  const onRecords = (operation: string) => operation.replace(/\/records\/[^/]+/, '/records/*')
  const done = new Set([...answered].map(onRecords))
  const open = told.admin.operations.filter(
    (operation) => !elsewhere.test(operation) && !done.has(onRecords(operation)),
  )
  expect([...new Set(open.map(onRecords))]).toEqual([])
})
