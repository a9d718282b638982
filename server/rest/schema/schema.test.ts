import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type Reply, type TestServer } from '#test/server'

let s: TestServer
let customer: string
beforeAll(async () => {
  s = await openServer()
  customer = (await s.amy.call('POST', '/records/customer', { name: '海川机电', level: 'A' })).body.id
  for (const [subject, kind] of [
    ['上门', 'visit'],
    ['来电', 'call'],
  ])
    await s.amy.call('POST', '/records/activity', { subject, kind, about: { object: 'customer', id: customer } })
})
afterAll(() => s.close())

const fields = '/schema/objects/customer/fields'
const read = async (names: string): Promise<Reply['body']> =>
  (await s.amy.call('GET', `/records/customer/${customer}?fields=${names}`)).body

test('a roll-up that is added works out what is there and follows what is written', async () => {
  const rollup = { of: 'activity', by: 'about', measure: 'count', where: 'kind == "visit"' }
  const made = await s.admin.call('POST', fields, {
    name: 'visits',
    kind: 'rollup',
    label: '拜访次数',
    options: { rollup },
  })
  expect(made.status, made.text).toBe(201)
  await expect.poll(async () => (await read('x_visits')).x_visits).toBe('1')
  await s.amy.call('POST', '/records/activity', {
    subject: '再上门',
    kind: 'visit',
    about: { object: 'customer', id: customer },
  })
  expect(await read('x_visits')).toMatchObject({ x_visits: '2' })
  const found = await s.amy.call('GET', `/records/customer?filter=${encodeURIComponent('{"x_visits":{"gte":2}}')}`)
  expect(found.body.data).toHaveLength(1)
})

test('the last moment of related records is a time that lists filter and sort by', async () => {
  const rollup = { of: 'activity', by: 'about', measure: 'max', field: 'createdAt' }
  const options = { rollup }
  expect(
    (await s.admin.call('POST', fields, { name: 'last', kind: 'rollup', label: '最近跟进', options })).status,
  ).toBe(201)
  await expect.poll(async () => (await read('x_last')).x_last).toMatch(/^\d{4}-\d\d-\d\dT/)
  const thisYear = encodeURIComponent('{"x_last":{"within":"thisYear"}}')
  const found = await s.amy.call('GET', `/records/customer?filter=${thisYear}&sort=-x_last`)
  expect(found.body.data).toHaveLength(1)
})

test('the rule of the customers’ numbers changes, with a history, and who may not change it is refused', async () => {
  const change = { options: { pattern: 'KH{yyyy}{mm}-{0000}', reset: 'month' } }
  expect((await s.amy.call('PATCH', `${fields}/number`, change)).status).toBe(403)
  const bad = await s.admin.call('PATCH', `${fields}/number`, { options: { pattern: 'KH' } })
  expect(bad.body).toMatchObject({ code: 'schema.numberDigits', field: 'pattern' })
  expect((await s.admin.call('PATCH', `${fields}/number`, change)).status).toBe(200)
  const made = await s.amy.call('POST', '/records/customer', { name: '新规则' })
  expect(made.body.number).toMatch(/^KH\d{6}-0001$/)
  const { history } = (await s.admin.call('GET', `${fields}/number`)).body
  expect(history).toMatchObject([
    { actor: { name: '管理员' }, old: { pattern: 'C{yyyy}{000000}' }, new: { pattern: 'KH{yyyy}{mm}-{0000}' } },
  ])
  const audit = await s.admin.call('GET', '/audit?object=customer')
  expect(audit.body.data.find((one: any) => one.op === 'schema').schema.new.pattern).toBe('KH{yyyy}{mm}-{0000}')
  expect((await s.admin.call('POST', '/audit/verify')).body.ok).toBe(true)
})

test('an expression is checked while it is written, and told what is wrong in the reader’s language', async () => {
  const check = (expression: string) => s.admin.call('POST', '/schema/objects/customer/check', { expression })
  expect((await check('revenue / 2')).body).toMatchObject({ ok: true, result: 'number' })
  expect((await check('revenu / 2')).body).toMatchObject({ ok: false, code: 'expression.unknownName', position: 1 })
  expect((await s.amy.call('POST', '/schema/objects/customer/check', { expression: '1' })).status).toBe(403)
})

test('a rule of the company’s own is told on its field, on every path', async () => {
  const rule = { must: 'employees == null || employees >= 10', message: '只做十人以上的企业', field: 'employees' }
  const { body } = await s.admin.call('POST', '/schema/objects/customer/rules', rule)
  const refused = await s.amy.call('POST', '/records/customer', { name: '小店', employees: 3 })
  expect(refused.body.problems).toMatchObject([{ field: 'employees', message: '只做十人以上的企业' }])
  const path = `/schema/objects/customer/rules/${body.id}`
  expect((await s.admin.call('PATCH', path, { active: false })).body).toMatchObject({ active: false })
  expect((await s.amy.call('POST', '/records/customer', { name: '小店', employees: 3 })).status).toBe(201)
})

test('an object comes with all of its fields or not at all, and a refusal says which field it is about', async () => {
  const wanted = [
    { name: 'price', kind: 'money', label: '单价' },
    { name: 'customer', kind: 'ref', label: '客户', options: { to: 'customer' } },
    { name: 'double', kind: 'formula', label: '两倍', options: { expression: 'x_price * 2', result: 'money' } },
  ]
  const ask = (fields: object[]) => s.admin.call('POST', '/schema/objects', { name: 'rack', label: '货架', fields })
  const refused = await ask([...wanted, { name: 'kind', kind: 'choice', label: '类型' }])
  expect([refused.status, refused.body]).toEqual([
    422,
    expect.objectContaining({ code: 'schema.needsOptions', row: 3 }),
  ])
  const known = async () =>
    (await s.admin.call('GET', '/meta')).body.objects.map(({ name }: { name: string }) => name) as string[]
  expect(await known()).not.toContain('x_rack')
  expect(await s.db.query(`select to_regclass('ws_main.x_rack') as "table"`)).toEqual([{ table: null }])

  const made = await ask(wanted)
  expect([made.status, made.body.fields]).toEqual([201, ['x_price', 'x_customer', 'x_double']])
  const customer = (await s.amy.call('POST', '/records/customer', { name: '货架客户' })).body.id
  const record = await s.amy.call('POST', '/records/x_rack', { name: '一号', x_price: '2.50', x_customer: customer })
  expect(record.body).toMatchObject({ x_double: '5.00', x_customer: customer })
})

test('an object goes out of use with its records and comes back with them', async () => {
  const { name } = (await s.admin.call('POST', '/schema/objects', { label: '样机' })).body
  const made = await s.amy.call('POST', `/records/${name}`, { name: 'A1' })
  expect(made.body.number).toMatch(/^\d{9}$/)
  expect((await s.admin.call('GET', `/schema/objects/${name}/usages`)).body.usages).toEqual([])
  await s.admin.call('POST', `/schema/objects/${name}/retire`)
  expect((await s.amy.call('GET', `/records/${name}`)).status).toBe(404)
  await s.admin.call('POST', `/schema/objects/${name}/restore`)
  expect((await s.amy.call('GET', `/records/${name}/${made.body.id}`)).body).toMatchObject({ name: 'A1' })
})

test('what a field is used in is listed, and what cannot do without it keeps it', async () => {
  await s.admin.call('POST', fields, { name: 'base', kind: 'integer', label: '基数' })
  await s.admin.call('POST', fields, {
    name: 'twice',
    kind: 'formula',
    label: '两倍',
    options: { expression: 'x_base * 2' },
  })
  await s.amy.call('POST', '/records/view', {
    name: '基数高的',
    object: 'customer',
    query: { filter: { x_base: { gt: 1 } } },
  })
  const { usages } = (await s.admin.call('GET', `${fields}/x_base`)).body
  expect(usages).toEqual([
    { kind: 'formula', name: '客户 · 两倍', breaks: true },
    { kind: 'view', name: '基数高的', breaks: false },
  ])
  expect((await s.admin.call('POST', `${fields}/x_base/retire`)).body).toMatchObject({ code: 'schema.inUse' })
})
