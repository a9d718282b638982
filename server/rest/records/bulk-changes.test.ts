import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type Client, type TestServer } from '#test/server'

let s: TestServer
let ids: string[]
beforeAll(async () => {
  s = await openServer()
  const records = Array.from({ length: 450 }, (_, n) => ({ name: `后台 ${String(n).padStart(3, '0')}` }))
  const { body } = await s.amy.call('POST', '/records/customer/batch', { operation: 'create', records })
  ids = body.results.map((made: { id: string }) => made.id)
})
afterAll(() => s.close())

const start = (who: Client, asked: object) => who.call('POST', '/records/customer/bulk-changes', asked)
const look = async (who: Client, id: string) => (await who.call('GET', `/bulk-changes/${id}`)).body
const over = async (who: Client, id: string) => {
  await expect.poll(async () => (await look(who, id)).status).not.toBe('running')
}
const countBy = async (filter: object) => {
  const query = encodeURIComponent(JSON.stringify(filter))
  return (await s.amy.call('GET', `/records/customer?filter=${query}&limit=1&total=true`)).body.total.value
}

test('a few are done when the answer comes; more are done behind the scenes, told of, and taken back as one', async () => {
  const few = await start(s.amy, { operation: 'update', ids: ids.slice(0, 3), set: { level: 'B' } })
  expect(few).toMatchObject({ status: 200, body: { status: 'done', total: 3, tried: 3, changed: 3 } })

  const { status, body } = await start(s.amy, { operation: 'update', filter: {}, set: { level: 'A' } })
  expect([status, body.status, body.total]).toEqual([202, 'running', 450])
  await over(s.amy, body.id)
  expect(await look(s.amy, body.id)).toMatchObject({ status: 'done', tried: 450, changed: 450 })
  expect(await countBy({ level: 'A' })).toBe(450)

  const newest = async () => (await s.amy.call('GET', '/notifications')).body.data[0]
  await expect.poll(newest).toMatchObject({ text: '批量操作完成:修改 450 条', work: { kind: 'bulk', id: body.id } })
  expect((await s.amy.call('POST', `/changes/${body.id}/undo`)).body).toMatchObject({ undone: 450, conflicts: [] })
  expect(await countBy({ level: 'B' })).toBe(3)
  expect(await countBy({ level: 'A' })).toBe(0)
})

test('what is not hers or not right is left out with its reason, and the rest is done', async () => {
  const other = (await s.bob.call('POST', '/records/customer', { name: '别人的' })).body.id
  const { body } = await start(s.amy, { operation: 'update', ids: [ids[0], other], set: { level: 'C' } })
  expect(body).toMatchObject({ status: 'done', tried: 2, changed: 1 })
  const { data } = (await s.amy.call('GET', `/bulk-changes/${body.id}/failures`)).body
  expect(data).toMatchObject([{ id: other, problem: { message: expect.stringContaining('客户') } }])
  const english = await s.amy.call('GET', `/bulk-changes/${body.id}/failures`, undefined, { 'accept-language': 'en' })
  expect(english.body.data[0].problem.message).not.toMatch(/\p{Script=Han}{3}/u)
})

test('it is refused to who may not change many; nobody looks at or stops that of another', async () => {
  expect((await start(s.rdr, { operation: 'update', ids, set: { level: 'C' } })).status).toBe(403)
  expect((await start(s.amy, { operation: 'update', ids })).status).toBe(400)
  const wrong = await start(s.amy, { operation: 'update', ids: [ids[0], '不是编号'], set: { level: 'C' } })
  expect([wrong.status, wrong.body.code, wrong.body.detail]).toEqual([422, 'request.badId', '“不是编号”不是记录的 id'])
  const { body } = await start(s.amy, { operation: 'delete', ids: ids.slice(440, 442) })
  for (const path of ['', '/failures'])
    expect((await s.mgr.call('GET', `/bulk-changes/${body.id}${path}`)).status).toBe(404)
  expect((await s.mgr.call('POST', `/bulk-changes/${body.id}/cancel`)).status).toBe(404)
  expect(await countBy({ name: { startsWith: '后台' } })).toBe(448)
})

test('it is stopped between two parts: what is done stays and can be taken back, the rest is left alone', async () => {
  const { body } = await start(s.amy, { operation: 'update', ids: ids.slice(0, 440), set: { industry: 'machinery' } })
  const stopped = (await s.amy.call('POST', `/bulk-changes/${body.id}/cancel`)).body
  expect(stopped.status).toBe('cancelled')
  const { tried, changed } = await look(s.amy, body.id)
  expect([0, 200, 400]).toContain(tried)
  expect(await countBy({ industry: 'machinery' })).toBe(changed)
  await s.amy.call('POST', `/changes/${body.id}/undo`)
  expect(await countBy({ industry: 'machinery' })).toBe(0)
})
