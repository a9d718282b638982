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

test('a number with signs in it is found as it is written, without them, or with spaces instead, and comes first', async () => {
  const change = async (pattern: string) =>
    (await s.admin.call('PATCH', '/schema/objects/customer/fields/number', { options: { pattern } })).status
  for (const [pattern, typed] of [
    ['KH{yyyy}{mm}-{0000}', (n: string) => [n, n.toLowerCase(), n.replace('-', ''), n.replace('-', ' ')]],
    ['客{yyyy}第{000}号', (n: string) => [n]],
    ['Q/{yy}.{00}', (n: string) => [n, n.toLowerCase()]],
  ] as const) {
    expect(await change(pattern)).toBe(200)
    const { number, id } = (await s.amy.call('POST', '/records/customer', { name: '按编号找' })).body
    await s.amy.call('POST', '/records/customer', { name: `${number}的分公司` })
    for (const q of typed(number)) {
      const [first] = (await search(s.amy, `q=${encodeURIComponent(q)}`)).data
      expect([q, first?.id, first?.field]).toEqual([q, id, 'number'])
    }
  }
  expect(await change('C{yyyy}{000000}')).toBe(200)
})

test('what people paste is found: a phone number beside a name, the halves of an address, a code in groups', async () => {
  const customer = (
    await s.amy.call('POST', '/records/customer', {
      name: '粘贴机电',
      phone: '13655550101',
      creditCode: '91350100M000100Y43',
    })
  ).body.id
  const contact = (
    await s.amy.call('POST', '/records/contact', {
      name: '欧阳娜',
      customer,
      email: 'xiao_tie.w@mail-01.tiehang.com.cn',
    })
  ).body.id
  for (const q of [
    '粘贴 136 5555 0101',
    '136-5555-0101 粘贴机电',
    '粘贴机电13655550101',
    '粘贴机电:+86 136-5555-0101',
    '１３６－５５５５－０１０１',
    '9135 0100 M000 100Y 43',
    '91350100-M000100Y4-3',
  ])
    expect([q, (await search(s.amy, `q=${encodeURIComponent(q)}`)).data[0]?.id]).toEqual([q, customer])
  for (const q of [
    'xiao_tie',
    'xiao_tie.w',
    'mail-01.tiehang',
    'Xiao_Tie.W@mail-01.tiehang.com.cn',
    '@mail-01.tiehang.com.cn',
  ])
    expect([q, (await search(s.amy, `q=${encodeURIComponent(q)}`)).data[0]?.id]).toEqual([q, contact])
  // The sign of a pattern is a sign: it stands for itself only.
  expect((await search(s.amy, `q=${encodeURIComponent('xiao%tie')}&object=contact`)).data).toEqual([])
  expect((await search(s.amy, 'q=x_ao_tie&object=contact')).data).toEqual([])
})

test('a field with long texts leaves the number and the phone of its record found', async () => {
  const options = { search: true }
  const names = ['一', '二', '三'].map((nth, i) => ({
    name: `long${i}`,
    label: `长文${nth}`,
    kind: 'longText',
    options,
  }))
  for (const field of names)
    expect((await s.admin.call('POST', '/schema/objects/customer/fields', field)).status).toBe(201)
  const long = (from: number) => String.fromCodePoint(...Array.from({ length: 300 }, (_, i) => 0x4e00 + from + i))
  const { number } = (
    await s.amy.call('POST', '/records/customer', {
      name: '长文机电',
      phone: '13655550202',
      x_long0: long(0),
      x_long1: long(1_000),
      x_long2: long(2_000),
    })
  ).body
  for (const q of [number, '0202', '长文']) expect((await search(s.amy, `q=${q}`)).data[0]?.title).toBe('长文机电')
})

test('what cannot be answered is refused: an unknown object, too high a limit', async () => {
  expect((await s.amy.call('GET', '/search?q=x&object=nonsense')).body).toMatchObject({
    status: 404,
    code: 'request.unknownObject',
  })
  expect((await s.amy.call('GET', '/search?q=x&limit=500')).body).toMatchObject({ code: 'request.tooCostly' })
  expect((await s.anonymous.call('GET', '/search?q=x')).status).toBe(401)
})
