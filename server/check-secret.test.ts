import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sealChanges } from '#engine'
import { sealAnchor } from '#platform/control'
import { config, openServer, signIn, type TestServer } from '#test/server'
import { lockedBySecret } from './check-secret.ts'
import { checkLock } from './cli/doctor/check-lock.ts'
import { startServer } from './main.ts'

const right = 'the right key of this installation, long enough'
const wrong = 'some other key that was made anew, long enough'
let s: TestServer
let webhook: string

beforeAll(async () => {
  s = await openServer({ secret: right, outboundAllow: ['127.0.0.1:9'] })
  const made = await s.admin.call('POST', '/webhooks', { name: '钩', url: 'http://127.0.0.1:9/', events: ['lead.*'] })
  webhook = made.body.id
  const [place] = await s.db.query<{ id: string }>('select id from zhike.workspace')
  const anchor = sealAnchor(place!.id, right)
  while ((await sealChanges(s.db, 'ws_main', new Date().toISOString(), anchor)) === 0) await wait(200)
})
afterAll(() => s?.close())

test('F68 a start with another secret, and the doctor, say what is locked and how to mend it; the right one locks nothing', async () => {
  expect(await lockedBySecret(s.db, right)).toBe(null)
  const locked = await lockedBySecret(s.db, wrong)
  expect(locked?.say('zh-CN')).toMatch(/0 人的两步验证、1 个 Webhook.*放回原来的 SECRET/)
  expect(await checkLock(config(s.databaseUrl, { secret: right }))).toMatchObject({ 'zh-CN': '与数据库相符' })
  await expect(checkLock(config(s.databaseUrl, { secret: wrong }))).rejects.toThrow(/放回原来的 SECRET/)
})

test('F68 with another secret people work on, and what it cannot read is locked and not lost', async () => {
  const kept = () => s.db.query('select webhook, sealed from ws_main.webhook_secret')
  const before = await kept()
  expect(before).toHaveLength(1)
  const settings = { databaseRuntimeUrl: s.runTimeUrl, secret: wrong, outboundAllow: ['127.0.0.1:9'] }
  const other = await startServer(config(s.databaseUrl, settings))
  try {
    const admin = await signIn(other.url, 'admin@example.com')
    expect((await admin.call('POST', '/records/customer', { name: '照常' })).status).toBe(201)
    const refused = await admin.call('POST', `/webhooks/${webhook}/test`)
    expect([refused.status, refused.body.code]).toEqual([409, 'webhook.secretLocked'])
  } finally {
    await other.close()
  }
  expect(await kept()).toEqual(before)
  expect((await s.admin.call('POST', `/webhooks/${webhook}/test`)).body).toMatchObject({ delivered: false })
})
