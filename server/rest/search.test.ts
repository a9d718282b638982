import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from '#test/server'

let s: TestServer
beforeAll(async () => {
  s = await openServer()
})
afterAll(() => s.close())

const search = async (who: TestServer['amy'], query: string) => (await who.call('GET', `/search?${query}`)).body

test('one box finds customers, contacts and colleagues, each with its object, title and the field it was found by', async () => {
  const customer = (await s.amy.call('POST', '/records/customer', { name: '华信科技有限公司', phone: '13800132201' }))
    .body
  const contact = (await s.amy.call('POST', '/records/contact', { name: '华明', customer: customer.id })).body
  const found = await search(s.amy, 'q=华')
  expect(found.data.map((hit: { object: string; id: string }) => [hit.object, hit.id]).sort()).toEqual([
    ['contact', contact.id],
    ['customer', customer.id],
  ])
  expect((await search(s.amy, 'q=hxkj')).data).toEqual([
    {
      object: 'customer',
      id: customer.id,
      title: '华信科技有限公司',
      subtitle: `${customer.number} · amy`,
      field: 'name',
    },
  ])
  expect((await search(s.amy, `q=${customer.number}`)).data).toMatchObject([{ id: customer.id, field: 'number' }])
  expect((await search(s.amy, 'q=2201')).data).toMatchObject([{ id: customer.id, field: 'phone' }])
  expect((await search(s.amy, 'q=bob')).data).toMatchObject([{ object: 'user', title: 'bob' }])
  expect((await search(s.amy, 'q=华&object=contact')).data).toMatchObject([
    { object: 'contact', subtitle: '华信科技有限公司' },
  ])
  expect(await search(s.amy, 'q=')).toEqual({ data: [], missing: [] })
})

test('exact numbers and one’s own records come first, then names that start with the text', async () => {
  const create = async (who: TestServer['amy'], name: string) =>
    (await who.call('POST', '/records/customer', { name })).body
  await create(s.amy, '上海恒川机电')
  await create(s.amy, '恒川一')
  await create(s.bob, '恒川二')
  await create(s.bob, '恒川')
  expect((await search(s.amy, 'q=恒川')).data.map((hit: { title: string }) => hit.title)).toEqual([
    '恒川',
    '恒川一',
    '恒川二',
    '上海恒川机电',
  ])
  expect((await search(s.amy, 'q=恒川&limit=1')).data).toHaveLength(1)
})

test('A13 a masked phone and the customers of another department are not found', async () => {
  await s.amy.call('POST', '/records/customer', { name: '金丝雀科技', phone: '13955667788' })
  expect((await search(s.amy, 'q=7788')).data).toHaveLength(1)
  expect((await search(s.rdr, 'q=7788')).data).toEqual([])
  expect((await search(s.rdr, 'q=金丝雀')).data).toMatchObject([{ field: 'name' }])
  expect((await search(s.eve, 'q=金丝雀')).data).toEqual([])
  expect((await s.rdr.call('GET', '/records/customer?q=7788')).body.data).toEqual([])
  expect((await s.rdr.call('GET', '/records/customer/suggest?q=7788')).body.data).toEqual([])
})

test('what cannot be answered is refused: an unknown object, too high a limit', async () => {
  expect((await s.amy.call('GET', '/search?q=x&object=nonsense')).body).toMatchObject({
    status: 404,
    code: 'request.unknownObject',
  })
  expect((await s.amy.call('GET', '/search?q=x&limit=500')).body).toMatchObject({ code: 'request.tooCostly' })
  expect((await s.anonymous.call('GET', '/search?q=x')).status).toBe(401)
})
