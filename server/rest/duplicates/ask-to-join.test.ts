import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type Client, type TestServer } from '#test/server'

let s: TestServer
let id: string
beforeAll(async () => {
  s = await openServer()
  id = (await s.eve.call('POST', '/records/customer', { name: '南方机电', phone: '13900139000' })).body.id
})
afterAll(() => s.close())

const ask = (who: Client, body: object) => who.call('POST', '/records/customer/ask-to-join', body)
const told = async (who: Client) => (await who.call('GET', '/notifications')).body.data

test('the owner of what is there already is told who would like to join, once, and where; who asks learns no more', async () => {
  const asked = await ask(s.amy, { field: 'phone', value: '139 0013 9000' })
  expect([asked.status, asked.body]).toEqual([202, { owner: 'eve' }])
  await ask(s.amy, { field: 'phone', value: '13900139000' })
  expect(await told(s.eve)).toMatchObject([
    {
      kind: 'request',
      text: 'amy想和你一起跟进客户“南方机电”,可以在“协作人”里添加',
      about: { object: 'customer', id },
    },
  ])
  expect(await told(s.eve)).toHaveLength(1)
  expect((await s.amy.call('GET', `/records/customer/${id}`)).status).toBe(404)
  // A colleague who asks as well is somebody else.
  await ask(s.bob, { field: 'phone', value: '13900139000' })
  expect((await told(s.eve)).map((notice: { text: string }) => notice.text.slice(0, 3)).toSorted()).toEqual([
    'amy',
    'bob',
  ])
})

test('who asks after nobody, after herself, or by a field that is not compared is told that there is nobody', async () => {
  for (const [who, body] of [
    [s.amy, { field: 'phone', value: '13700137000' }],
    [s.eve, { field: 'phone', value: '13900139000' }],
    [s.amy, { field: 'remark', value: '南方机电' }],
    [s.amy, { field: 'nothing', value: 'x' }],
  ] as const)
    expect((await ask(who, body)).body).toMatchObject({ status: 404, code: 'duplicates.nobodyToAsk' })
})

test('asking is limited: it is no way to try out phone numbers', async () => {
  const statuses = []
  for (let n = 0; n < 32; n++) statuses.push((await ask(s.mgr, { field: 'phone', value: '13700137000' })).status)
  expect(statuses.slice(0, 30)).toEqual(Array(30).fill(404))
  expect(statuses.at(-1)).toBe(429)
})

test('why somebody was made in spite of the hint stands in the history', async () => {
  const made = await s.amy.call('POST', `/records/customer?reason=${encodeURIComponent('同名的另一家')}`, {
    name: '南方机电',
  })
  expect(made.status).toBe(201)
  const { data } = (await s.amy.call('GET', `/records/customer/${made.body.id}/history`)).body
  expect(data[0]).toMatchObject({ op: 'create', reason: '同名的另一家' })
})
