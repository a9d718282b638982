import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type Client, type TestServer } from '#test/server'

let s: TestServer
let south: string
beforeAll(async () => {
  s = await openServer()
  const values = { name: '上海华信科技有限公司', phone: '13900139000', creditCode: '91350100M000100Y43' }
  south = (await s.eve.call('POST', '/records/customer', values)).body.id
})
afterAll(() => s.close())

const whose = async (who: Client, text: string) => (await who.call('POST', '/whose', { text })).body.data
const looks = async (who: Client) =>
  (await s.admin.call('GET', `/audit/refusals?kind=duplicates&actor=${who.id}`)).body.data

test('whose a customer is: by name however it is written, phone and credit code, and no word more of what is out of reach', async () => {
  const taken = { object: 'customer', owner: 'eve', department: 'south' }
  for (const [text, field] of [
    ['华信科技(上海)有限公司', 'name'],
    ['139 0013 9000', 'phone'],
    ['91350100M000100Y43', 'creditCode'],
  ] as const)
    expect(await whose(s.amy, text), text).toEqual([{ ...taken, field }])
  expect(await whose(s.amy, '华信')).toEqual([])
  expect(await whose(s.eve, '上海华信科技')).toEqual([
    { ...taken, field: 'name', id: south, title: '上海华信科技有限公司' },
  ])
  expect((await s.rdr.call('POST', '/whose', { text: '13900139000' })).status).toBe(403)
})

test('each look at what is out of reach stands in the audit with the record, by what it was found, and who looked', async () => {
  const before = (await looks(s.bob)).length
  await whose(s.bob, '13900139000')
  await whose(s.bob, '没有这一家')
  const made = await looks(s.bob)
  expect(made).toHaveLength(before + 1)
  expect(made[0]).toMatchObject({
    actor: { id: s.bob.id, name: 'bob' },
    reason: 'duplicates.lookedPast',
    object: 'customer',
    record: south,
    field: 'phone',
    fieldLabel: '电话',
  })
  // An auditor learns that it was looked at, not what it is called.
  const [seen] = (await s.aud.call('GET', '/audit/refusals?kind=duplicates')).body.data
  expect(seen.title).toBeNull()
})

test('who looks up one after the other is stopped', async () => {
  const statuses = []
  for (let n = 0; n < 22; n++) statuses.push((await s.mgr.call('POST', '/whose', { text: '13700137000' })).status)
  expect(statuses.slice(0, 20)).toEqual(Array(20).fill(200))
  expect(statuses.at(-1)).toBe(429)
})
