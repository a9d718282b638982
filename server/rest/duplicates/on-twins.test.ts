import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { clientOf, openServer, type Client, type TestServer } from '#test/server'

let s: TestServer
/** A program that acts for amy, who does not see what eve has. */
let program: Client
let mine: string
beforeAll(async () => {
  s = await openServer()
  const scopes = ['customer', 'contact', 'lead'].flatMap((object) => [`${object}:read`, `${object}:write`])
  const { body } = await s.amy.call('POST', '/api-keys', { name: '官网表单', scopes })
  program = clientOf(s.url, s.amy.id, { key: body.key })
  await s.eve.call('POST', '/records/customer', { name: '南方机电有限公司', phone: '13900139000' })
  mine = (await s.amy.call('POST', '/records/customer', { name: '北方重工', phone: '13800138000' })).body.id
})
afterAll(() => s.close())

const settle = (duplicates: object) => s.admin.call('PATCH', '/workspace', { duplicates })
beforeEach(() => settle({ hint: 'owner', api: 'ask' }))

const create = (values: object, query = '', who = program) => who.call('POST', `/records/customer${query}`, values)

test('a program that would make a customer twice is answered 409 with the candidates, as far as its person may know', async () => {
  const alike = await create({ name: '南方机电(股份)有限公司' })
  expect([alike.status, alike.body.code, alike.body.candidates]).toEqual([
    409,
    'record.alike',
    [{ field: 'name', owner: 'eve', department: 'south' }],
  ])
  const own = await create({ name: '北方重工', phone: '138 0013 8000' })
  expect(own.status).toBe(409)
  expect(own.body.candidates.map((c: { field: string }) => c.field).toSorted()).toEqual(['name', 'phone'])
  expect(own.body.candidates[0]).toMatchObject({ id: mine, title: '北方重工', owner: 'amy' })
  expect((await create({ name: '北方机电' })).status).toBe(201)
})

test('allow_duplicate makes it all the same, with the reason in its history; who asks for the check gets it', async () => {
  const reason = encodeURIComponent('同名的另一家')
  const made = await create({ name: '北方重工' }, `?allow_duplicate=true&reason=${reason}`)
  expect(made.status).toBe(201)
  const { data } = (await s.amy.call('GET', `/records/customer/${made.body.id}/history`)).body
  expect(data[0]).toMatchObject({ op: 'create', reason: '同名的另一家' })
  expect((await create({ name: '北方重工' }, '?allow_duplicate=false', s.amy)).status).toBe(409)
  await settle({ api: 'allow' })
  expect((await create({ name: '北方重工' })).status).toBe(201)
  expect((await create({ name: '北方重工' }, '?allow_duplicate=false')).status).toBe(409)
})

test('a refused one is not made, and may be sent again with the same Idempotency-Key', async () => {
  const count = async () => (await s.admin.call('GET', '/records/customer?total=true&limit=1')).body.total.value
  const before = await count()
  const key = { 'idempotency-key': 'once' }
  expect((await program.call('POST', '/records/customer', { name: '南方机电' }, key)).status).toBe(409)
  expect(await count()).toBe(before)
  const other = await program.call(
    'POST',
    '/records/customer?allow_duplicate=true',
    { name: '南方机电' },
    {
      'idempotency-key': 'other',
    },
  )
  expect(other.status).toBe(201)
})

test('contacts and leads are the same by mobile or mail; several people of one company are not', async () => {
  await s.amy.call('POST', '/records/lead', { company: '西部能源', name: '王芳', mobile: '13700137001' })
  const lead = (values: object) =>
    program.call('POST', '/records/lead', { company: '西部能源', name: '李强', ...values })
  expect((await lead({ mobile: '13700137002' })).status).toBe(201)
  expect((await lead({ mobile: '137 0013 7001' })).body.candidates).toMatchObject([{ field: 'mobile', owner: 'amy' }])
  await s.amy.call('POST', '/records/contact', { name: '赵敏', customer: mine, email: 'zhao@example.com' })
  const contact = await program.call('POST', '/records/contact', {
    name: '赵',
    customer: mine,
    email: 'Zhao@example.com',
  })
  expect([contact.status, contact.body.code]).toEqual([409, 'record.alike'])
})

test('in a batch those that are there already are named, the others are made', async () => {
  const records = [{ name: '东方化工' }, { name: '南方机电' }, { name: '东方电子' }]
  const batch = (more: object) =>
    program.call('POST', '/records/customer/batch', { operation: 'create', records, ...more })
  const { counts, results } = (await batch({})).body
  expect(counts).toEqual({ created: 2, failed: 1 })
  expect(results[1].problem.code).toBe('record.alike')
  expect(results[1].problem.candidates[0]).toEqual({ field: 'name', owner: 'eve', department: 'south' })
  expect((await batch({ allowDuplicate: true })).body.counts).toEqual({ created: 3 })
  const many = Array.from({ length: 201 }, (_, n) => ({ name: `第${n}家` }))
  expect((await batch({ records: many })).body.code).toBe('request.tooManyAsked')
})
