import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from '#test/server'
import { uploadTo } from '#test/upload'

let s: TestServer
beforeAll(async () => {
  // A process without jobs: what is asked for stays under way.
  s = await openServer({ role: 'web', outboundAllow: ['127.0.0.1:9'] })
})
afterAll(() => s.close())

const many = <T>(times: number, work: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: times }, (_, i) => work(i)))

test('A78 floods: of twenty exports asked for at once five are taken, those of others are not held up, and one that is stopped makes room', async () => {
  const ask = () => s.admin.call('POST', '/exports', { object: 'customer' })
  const replies = await many(20, ask)
  expect(replies.filter((r) => r.status === 202)).toHaveLength(5)
  const refused = replies.find((r) => r.status !== 202)!
  expect(refused).toMatchObject({ status: 429, body: { code: 'export.tooMany' } })
  expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
  expect((await s.mgr.call('POST', '/exports', { object: 'customer' })).status).toBe(202)
  const taken = replies.find((r) => r.status === 202)!
  expect((await s.admin.call('POST', `/exports/${taken.body.id}/cancel`)).body.status).toBe('cancelled')
  expect((await ask()).status).toBe(202)
})

test('A78 floods: webhooks are fifty at most, whichever path they come by', async () => {
  const webhook = (i: number) => ({ name: `钩 ${i}`, url: 'http://127.0.0.1:9/', events: ['customer.*'] })
  for (let i = 0; i < 50; i++) expect((await s.admin.call('POST', '/webhooks', webhook(i))).status).toBe(201)
  expect((await s.admin.call('POST', '/webhooks', webhook(50))).body).toMatchObject({ code: 'webhook.tooMany' })
  const records = [webhook(51)]
  await s.admin.call('POST', '/records/webhook', webhook(52))
  await s.admin.call('POST', '/records/webhook/batch', { operation: 'create', records })
  expect(await s.db.query('select from ws_main.webhook')).toHaveLength(50)
})

test('A78 floods: a person has twenty keys at most; one that is revoked makes room', async () => {
  const key = () => s.amy.call('POST', '/api-keys', { name: '密钥', scopes: ['customer:read'] })
  const first = await key()
  for (let i = 1; i < 20; i++) expect((await key()).status).toBe(201)
  expect((await key()).body).toMatchObject({ status: 422, code: 'apiKey.tooMany' })
  await s.amy.call('DELETE', `/api-keys/${first.body.id}`)
  expect((await key()).status).toBe(201)
})

test('A78 floods: uploads that no record uses are five hundred at most', async () => {
  await s.db.query(
    `insert into ws_main.file (id, key, name, type, size, sha256, creator, created_at)
     select gen_random_uuid(), 'key ' || n, 'x', 'text/plain', 1, '', $1, now() from generate_series(1, 500) n`,
    [s.amy.id],
  )
  expect(await uploadTo(s.url, s.amy, 'x', 'x')).toMatchObject({ status: 429, body: { code: 'file.tooManyLoose' } })
})
