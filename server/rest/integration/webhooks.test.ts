import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Webhook } from 'standardwebhooks'
import { followersBegan } from '#test/followers'
import { openServer, type TestServer } from '#test/server'

interface Got {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** The receiver: takes what comes, or answers by path as it is told. */
const got: Got[] = []
const answers = new Map<string, number | 'silence'>()
/** Requests that still wait for an answer that will not come. */
let unanswered = 0
const receiver = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk) => (body += chunk))
  request.on('end', () => {
    got.push({ path: request.url!, headers: request.headers, body })
    const answer = answers.get(request.url!) ?? 200
    if (answer === 'silence') {
      unanswered++
      response.on('close', () => unanswered--)
    } else response.writeHead(answer).end('a body that nobody reads')
  })
})
let s: TestServer
let base: string
beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const { port } = receiver.address() as AddressInfo
  base = `http://127.0.0.1:${port}`
  s = await openServer({ outboundAllow: [`127.0.0.1:${port}`] })
  await followersBegan(s)
})
afterAll(async () => {
  await s.close()
  receiver.closeAllConnections()
  receiver.close()
})

const shortly = { interval: 50 }
const hook = async (path: string, events = ['customer.*']) =>
  (await s.admin.call('POST', '/webhooks', { name: path, url: `${base}${path}`, events })).body
const at = (path: string) => got.filter((g) => g.path === path).map((g) => ({ ...g, json: JSON.parse(g.body) }))
const customer = async (name: string): Promise<string> =>
  (await s.amy.call('POST', '/records/customer', { name })).body.id
const change = (id: string, patch: object) => s.amy.call('PATCH', `/records/customer/${id}`, patch, { 'if-match': '*' })
const log = async (id: string) => (await s.admin.call('GET', `/webhooks/${id}/deliveries`)).body.data
/** Nobody waits for half a minute: the next attempt is due now. */
const hurry = () => s.db.query(`update ws_main.delivery set next_at = now() where state = 'waiting'`)

test('a change is sent, signed, with nothing in it but which record changed, and the log has no body', async () => {
  const { id: webhook, secret } = await hook('/signed')
  const id = await customer('签名公司')
  await expect.poll(() => at('/signed'), shortly).toHaveLength(1)
  const [sent] = at('/signed')
  expect(new Webhook(secret).verify(sent!.body, sent!.headers as Record<string, string>)).toEqual({
    type: 'customer.created',
    id,
    version: 1,
    at: expect.any(String),
  })
  expect(() =>
    new Webhook(`whsec_${Buffer.alloc(32).toString('base64')}`).verify(
      sent!.body,
      sent!.headers as Record<string, string>,
    ),
  ).toThrow('No matching signature')
  await expect
    .poll(async () => (await log(webhook))[0], shortly)
    .toMatchObject({
      id: sent!.headers['webhook-id'],
      type: 'customer.created',
      record: id,
      state: 'done',
      attempt: 1,
      status: 200,
    })
  expect(JSON.stringify(await log(webhook))).not.toContain('nobody reads')
  expect(JSON.stringify(await s.db.query('select * from ws_main.webhook_secret'))).not.toContain(secret)
  expect((await s.admin.call('GET', `/records/webhook/${webhook}`)).text).not.toContain('whsec')
})

test('F35: a receiver that fails is tried again under the same id with a new time, and the record’s next change waits', async () => {
  const { id: webhook } = await hook('/failing')
  answers.set('/failing', 500)
  const id = await customer('重试公司')
  await expect.poll(async () => (await log(webhook))[0]?.status, shortly).toBe(500)
  await change(id, { level: 'A' })
  const other = await customer('另一家')
  await expect.poll(() => at('/failing').map((g) => g.json.id), shortly).toContain(other)
  expect(at('/failing').filter((g) => g.json.id === id)).toHaveLength(1)
  answers.delete('/failing')
  await hurry()
  await expect
    .poll(
      () =>
        at('/failing')
          .filter((g) => g.json.id === id)
          .map((g) => g.json.version),
      shortly,
    )
    .toEqual([1, 1, 2])
  const [first, second] = at('/failing').filter((g) => g.json.id === id)
  expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id'])
  expect((await s.admin.call('GET', `/records/webhook/${webhook}`)).body.failingSince).toBeNull()
})

test('F35: one receiver that never answers does not keep another from hearing', async () => {
  await hook('/silent')
  answers.set('/silent', 'silence')
  await hook('/lively')
  const id = await customer('隔离公司')
  await expect.poll(() => at('/lively').map((g) => g.json.id), { interval: 20 }).toContain(id)
  const next = await customer('隔离公司二')
  await expect.poll(() => at('/lively').map((g) => g.json.id), { interval: 20 }).toContain(next)
  expect(unanswered).toBeGreaterThan(0)
  await s.db.query(`update ws_main.webhook set active = false where name = '/silent'`)
})

test('F35: 410 switches a webhook off and tells its owner; days of failure do too', async () => {
  const { id: gone } = await hook('/gone')
  answers.set('/gone', 410)
  const { id: dead } = await hook('/dead')
  answers.set('/dead', 503)
  await customer('停用公司')
  const state = async (id: string) => (await s.admin.call('GET', `/records/webhook/${id}`)).body
  await expect.poll(() => state(gone), shortly).toMatchObject({ active: false, disabledReason: 'gone' })
  await expect.poll(async () => (await state(dead)).failingSince, shortly).not.toBeNull()
  await s.db.query(`update ws_main.webhook set "failingSince" = now() - interval '6 days' where id = $1`, [dead])
  await hurry()
  await expect.poll(() => state(dead), shortly).toMatchObject({ active: false, disabledReason: 'failing' })
  const told = async () => (await s.admin.call('GET', '/notifications')).body.data.map((n: { text: string }) => n.text)
  await expect
    .poll(told, shortly)
    .toEqual(
      expect.arrayContaining([
        expect.stringContaining('“/gone”已自动停用'),
        expect.stringContaining('“/dead”已自动停用'),
      ]),
    )
  const again = await s.admin.call('PATCH', `/records/webhook/${dead}`, { active: true }, { 'if-match': '*' })
  expect(again.body).toMatchObject({ active: true, failingSince: null, disabledReason: null })
  await s.db.query(`update ws_main.webhook set active = false where id = $1`, [dead])
})

test('A22: it sends with its owner’s rights at the time of sending: what she may not see is never sent', async () => {
  const { id: webhook } = await hook('/rights')
  await s.db.query('update ws_main.webhook set owner = $2 where id = $1', [webhook, s.eve.id])
  const hidden = await customer('北方公司')
  await expect
    .poll(async () => (await log(webhook))[0], shortly)
    .toMatchObject({ record: hidden, state: 'dropped', problem: 'noRight' })
  const hers = (await s.eve.call('POST', '/records/customer', { name: '南方公司' })).body.id
  await expect.poll(() => at('/rights').map((g) => g.json.id), shortly).toEqual([hers])
  await s.admin.call('POST', `/users/${s.eve.id}/disable`, {})
  await customer('离职以后')
  await expect
    .poll(async () => (await s.admin.call('GET', `/records/webhook/${webhook}`)).body, shortly)
    .toMatchObject({ active: false, disabledReason: 'owner' })
  expect(at('/rights')).toHaveLength(1)
  // She reads nothing any more: those who look after webhooks are told.
  await expect
    .poll(async () => (await s.admin.call('GET', '/notifications')).body.data.map((n: { text: string }) => n.text))
    .toContain('Webhook“/rights”已自动停用:负责人已停用')
})

test('an owner whose roles were all taken away sees nothing: nothing is sent, and it waits for nobody', async () => {
  const { id: webhook } = await hook('/no-roles')
  await s.db.query('update ws_main.webhook set owner = $2 where id = $1', [webhook, s.mkt.id])
  const roles = (await s.admin.call('GET', `/records/user/${s.mkt.id}?fields=roles`)).body.roles
  const setRoles = (ids: readonly string[]) =>
    s.admin.call('PATCH', `/records/user/${s.mkt.id}`, { roles: ids }, { 'if-match': '*' })
  expect((await setRoles([])).status).toBe(200)
  await customer('没有角色')
  await expect
    .poll(async () => (await log(webhook))[0], shortly)
    .toMatchObject({ state: 'dropped', problem: 'noRight' })
  await setRoles(roles)
  await s.db.query('update ws_main.webhook set owner = $2 where id = $1', [webhook, s.admin.id])
  const id = await customer('又看得到了')
  await expect.poll(() => at('/no-roles').map((g) => g.json.id), shortly).toEqual([id])
})

test('the same request for a webhook is answered with the same secret, which no table holds in plain', async () => {
  const asked = { name: '只建一次', url: `${base}/once`, events: ['customer.*'] }
  const make = () => s.admin.call('POST', '/webhooks', asked, { 'idempotency-key': 'make-one-webhook' })
  const [first, again] = [await make(), await make()]
  expect([first.status, again.status, again.body]).toEqual([201, 201, first.body])
  expect(first.body.secret).toMatch(/^whsec_/)
  const kept = await s.db.query<{ body: string }>(`select body from ws_main.idempotency where key = 'make-one-webhook'`)
  expect(kept[0]!.body).toContain(first.body.id)
  expect(JSON.stringify(kept)).not.toContain(first.body.secret)
})

test('what cannot be signed waits and is sent once the secret can be read again, at no attempt less', async () => {
  const { id: webhook, secret } = await hook('/locked')
  const [kept] = await s.db.query<{ sealed: string }>('select sealed from ws_main.webhook_secret where webhook = $1', [
    webhook,
  ])
  const keep = (sealed: string) =>
    s.db.query('update ws_main.webhook_secret set sealed = $2 where webhook = $1', [webhook, sealed])
  await keep(Buffer.alloc(60).toString('base64'))
  const id = await customer('密钥读不出')
  await expect
    .poll(async () => (await log(webhook))[0], shortly)
    .toMatchObject({ state: 'waiting', attempt: 0, triedAt: expect.any(String) })
  expect(at('/locked')).toEqual([])
  await keep(kept!.sealed)
  await hurry()
  await expect.poll(() => at('/locked').map((g) => g.json.id), shortly).toEqual([id])
  const [sent] = at('/locked')
  expect(new Webhook(secret).verify(sent!.body, sent!.headers as Record<string, string>)).toMatchObject({ id })
  await expect.poll(async () => (await log(webhook))[0], shortly).toMatchObject({ state: 'done', attempt: 1 })
})

test('a delivery is sent again on demand, under its own id', async () => {
  const { id: webhook } = await hook('/replay')
  await customer('重发公司')
  await expect.poll(async () => (await log(webhook))[0]?.state, shortly).toBe('done')
  const [entry] = await log(webhook)
  expect((await s.amy.call('POST', `/webhooks/${webhook}/deliveries/${entry.id}/replay`, {})).status).toBe(404)
  expect((await s.admin.call('POST', `/webhooks/${webhook}/deliveries/${entry.id}/replay`, {})).status).toBe(202)
  await expect.poll(() => at('/replay').map((g) => g.headers['webhook-id']), shortly).toEqual([entry.id, entry.id])
})

test('the test button says whether it arrived; A55: of what did not arrive it says no more', async () => {
  const { id } = await hook('/test')
  expect((await s.admin.call('POST', `/webhooks/${id}/test`, {})).body).toEqual({ delivered: true, status: 200 })
  expect(at('/test')[0]!.json.type).toBe('test')
  const tried = async (url: string) => {
    const { id } = await hook('/nowhere')
    await s.db.query('update ws_main.webhook set url = $2 where id = $1', [id, url])
    return (await s.admin.call('POST', `/webhooks/${id}/test`, {})).body
  }
  const nowhere = ['http://127.0.0.1:1/', 'http://169.254.169.254/', 'http://nobody.invalid/']
  const bodies = await Promise.all([...nowhere, `http://127.0.0.1:${new URL(s.databaseUrl).port}/`].map(tried))
  expect(bodies).toEqual(Array(4).fill({ delivered: false, status: null }))
})

test('A53: addresses of our own network are refused when they are entered, all by the same sentence', async () => {
  const refusals = await Promise.all(
    [
      'http://127.0.0.1/',
      'http://2130706433/',
      'http://[::ffff:7f00:1]/',
      'http://localhost/',
      'http://169.254.169.254/',
      'http://10.0.0.1/',
      'http://8.8.8.8:22/',
    ].map(async (url) => (await s.admin.call('POST', '/webhooks', { name: 'x', url, events: ['*'] })).body),
  )
  expect(new Set(refusals.map((r) => `${r.status} ${r.code} ${r.detail}`)).size).toBe(1)
  expect(refusals[0]).toMatchObject({ status: 422, code: 'webhook.badTarget' })
  // By every way that leads to it.
  const { id } = await hook('/moved')
  const inner = { url: 'http://169.254.169.254/' }
  for (const refused of [
    await s.admin.call('PATCH', `/records/webhook/${id}`, inner, { 'if-match': '*' }),
    await s.admin.call('POST', '/records/webhook', { name: 'x', events: ['*'], ...inner }),
  ])
    expect(refused).toMatchObject({ status: 422, body: { code: 'webhook.badTarget' } })
  const renamed = await s.admin.call('PATCH', `/records/webhook/${id}`, { name: '改名' }, { 'if-match': '*' })
  expect(renamed.status).toBe(200)
})

test('who may not manage webhooks makes none, and events that do not exist are refused', async () => {
  expect((await s.amy.call('POST', '/webhooks', { name: 'x', url: `${base}/x`, events: ['*'] })).status).toBe(404)
  const bad = await s.admin.call('POST', '/webhooks', { name: 'x', url: `${base}/x`, events: ['customer.exploded'] })
  expect(bad).toMatchObject({ status: 422, body: { code: 'webhook.badEvent' } })
  const owner = await s.admin.call('POST', '/records/webhook', {
    name: 'x',
    url: `${base}/x`,
    events: ['*'],
    owner: s.mgr.id,
  })
  expect(owner.body.problems[0].code).toBe('field.readOnly')
})
