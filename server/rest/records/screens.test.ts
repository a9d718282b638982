import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from '#test/server'

let s: TestServer
beforeAll(async () => {
  s = await openServer()
})
afterAll(() => s.close())

test('a board comes in one answer: columns in their order, totals of all that is visible, first cards', async () => {
  for (const [name, amount] of [
    ['甲单', '100'],
    ['乙单', '200.50'],
  ])
    await s.amy.call('POST', '/records/opportunity', { name, amount })
  await s.eve.call('POST', '/records/opportunity', { name: '南方的', amount: '999' })
  const { body } = await s.amy.call('GET', '/records/opportunity/board?group=stage&sum=amount&fields=name&limit=1')
  expect(body.groups.map((g: any) => g.title)).toEqual(['初步接触', '需求分析', '方案报价', '商务谈判', '赢单', '输单'])
  expect(body.groups[0]).toMatchObject({ count: 2, sum: '300.50', data: [{ name: '乙单' }] })
  expect(body.groups[0].next).toEqual(expect.any(String))
  expect(body.groups[1]).toMatchObject({ count: 0, data: [], next: null })
  const found = await s.amy.call(
    'GET',
    `/records/opportunity/board?group=stage&fields=name&q=${encodeURIComponent('甲单')}&sort=name`,
  )
  expect(found.body.groups[0]).toMatchObject({ count: 1, data: [{ name: '甲单' }] })
})

test('the related lists of a record come in one answer, each with its size', async () => {
  const customer = (await s.amy.call('POST', '/records/customer', { name: '有联系人的客户' })).body
  for (const name of ['周建国', '钱工']) await s.amy.call('POST', '/records/contact', { name, customer: customer.id })
  const { body } = await s.amy.call('GET', `/records/customer/${customer.id}/related?limit=1`)
  const contacts = body.data.find((list: any) => list.name === 'contacts')
  expect(contacts).toMatchObject({ object: 'contact', total: { value: 2, exact: true }, records: [{ name: '钱工' }] })
  expect(body.data.find((list: any) => list.name === 'subsidiaries').label).toBe('下级客户')
  expect((await s.eve.call('GET', `/records/customer/${customer.id}/related`)).status).toBe(404)
})

test('a write answers with the fields asked for and the change that undo takes back, also when it is repeated', async () => {
  const send = () =>
    s.amy.call('POST', '/records/customer?fields=name,owner.name', { name: '只建一次' }, { 'idempotency-key': 'k1' })
  const first = await send()
  expect(first.body).toMatchObject({ name: '只建一次', owner: { name: 'amy' } })
  const again = await send()
  expect(again.text).toBe(first.text)
  const change = first.headers.get('x-change-id')
  expect(again.headers.get('x-change-id')).toBe(change)
  expect((await s.amy.call('POST', `/changes/${change}/undo`)).body).toEqual({ undone: 1, conflicts: [] })
})

test('an action names the record it made', async () => {
  const lead = (await s.amy.call('POST', '/records/lead', { name: '王芳', company: '海川机电' })).body
  for (const status of ['working', 'qualified'])
    await s.amy.call('PATCH', `/records/lead/${lead.id}`, { status }, { 'if-match': '*' })
  const done = await s.amy.call('POST', `/records/lead/${lead.id}/actions/convert`, { name: '产线改造' })
  expect(done.body.result).toEqual({ object: 'opportunity', id: expect.any(String) })
  expect((await s.amy.call('GET', `/records/opportunity/${done.body.result.id}`)).body.name).toBe('产线改造')
})
