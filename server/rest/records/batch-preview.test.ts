import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from '#test/server'

let s: TestServer
const ids: string[] = []
beforeAll(async () => {
  s = await openServer()
  for (const name of ['海川一厂', '海川二厂', '远洋商店'])
    ids.push((await s.amy.call('POST', '/records/customer', { name })).body.id)
})
afterAll(() => s.close())

const preview = (who: typeof s.amy, body: object) => who.call('POST', '/records/customer/batch/preview', body)
test('before many are changed, it says how many are meant and how many of them are out of reach', async () => {
  const hers = (await preview(s.amy, { operation: 'update', ids })).body
  expect(hers).toMatchObject({ count: 3, forbidden: 0 })
  expect(hers.ids.toSorted()).toEqual(ids.toSorted())
  // A colleague of the same team sees them, and may change none; who does not see them learns nothing but that.
  expect((await preview(s.bob, { operation: 'update', ids })).body).toEqual({ count: 3, forbidden: 3, ids: [] })
  expect((await preview(s.eve, { operation: 'delete', ids })).body).toEqual({ count: 3, forbidden: 3, ids: [] })
})

test('all that match are meant, by filter and quick search together', async () => {
  const { body } = await preview(s.amy, { operation: 'update', filter: {}, q: '海川' })
  expect(body).toMatchObject({ count: 2, forbidden: 0 })
  const done = await s.amy.call('POST', '/records/customer/batch', {
    operation: 'update',
    filter: {},
    q: '远洋',
    set: { level: 'A' },
  })
  expect(done.body.counts).toEqual({ updated: 1 })
})
