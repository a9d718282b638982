import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Webhook } from 'standardwebhooks'
import { forgetOldSecrets, resealSecrets } from '#modules/integration'
import { followersBegan } from '#test/followers'
import { config, openServer, type TestServer } from '#test/server'

interface Got {
  readonly body: string
  readonly headers: Record<string, string>
}

/** What the receiver was sent, by path. */
const got = new Map<string, Got[]>()
const receiver = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk) => (body += chunk))
  request.on('end', () => {
    const headers = request.headers as Record<string, string>
    got.set(request.url!, [...(got.get(request.url!) ?? []), { body, headers }])
    response.writeHead(200).end()
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
  await s?.close()
  receiver.closeAllConnections()
  receiver.close()
})

const hook = async (path: string): Promise<{ id: string; secret: string }> =>
  (await s.admin.call('POST', '/webhooks', { name: path, url: `${base}${path}`, events: ['lead.*'] })).body
/** What that path is sent next. */
const nextAt = async (path: string): Promise<Got> => {
  const sent = () => got.get(path) ?? []
  const before = sent().length
  await s.amy.call('POST', '/records/lead', { name: `线索 ${before}`, company: `公司 ${before}` })
  await expect.poll(() => sent().length, { interval: 50 }).toBeGreaterThan(before)
  return sent().at(-1)!
}

test('a secret that was replaced signs for another day beside the new one, so that the receiver can be changed in that time', async () => {
  const { id: webhook, secret: first } = await hook('/renewed')
  const renew = async () => (await s.admin.call('POST', `/webhooks/${webhook}/secret`)).body.secret as string
  const old = async () =>
    (await s.admin.call('GET', '/webhooks/old-secrets')).body.data.filter(
      (o: { webhook: string }) => o.webhook === webhook,
    )
  /** Which of them a receiver could check the next request with. */
  const fitting = async (...secrets: readonly string[]) => {
    const { body, headers } = await nextAt('/renewed')
    return secrets.filter((one) => {
      try {
        return Boolean(new Webhook(one).verify(body, headers))
      } catch {
        return false
      }
    })
  }
  expect(await old()).toEqual([])
  const second = await renew()
  const [{ until }] = await old()
  const hours = (Date.parse(until) - Date.now()) / 3_600_000
  expect([hours > 23.9, hours <= 24]).toEqual([true, true])
  expect(await fitting(first, second)).toEqual([first, second])
  // Renewed again before the receiver was changed: what it knows still fits.
  const third = await renew()
  expect(await fitting(first, second, third)).toEqual([first, second, third])

  const kept = JSON.stringify([
    await s.db.query('select * from ws_main.webhook_old_secret'),
    await s.db.query('select * from ws_main.change'),
    (await s.admin.call('GET', '/webhooks/old-secrets')).text,
    (await s.admin.call('GET', `/records/webhook/${webhook}`)).text,
  ])
  for (const secret of [first, second, third]) expect(kept).not.toContain(secret.slice(6))

  await s.db.query(`update ws_main.webhook_old_secret set until = now() where webhook = $1`, [webhook])
  expect(await old()).toEqual([])
  expect(await fitting(first, second, third)).toEqual([third])
  await forgetOldSecrets(s.db, 'ws_main')
  expect(await s.db.query('select 1 from ws_main.webhook_old_secret where webhook = $1', [webhook])).toEqual([])
})

test('an old secret is ended at once by who may change the webhook, and by nobody else', async () => {
  const { id: webhook, secret: first } = await hook('/ended')
  const second = (await s.admin.call('POST', `/webhooks/${webhook}/secret`)).body.secret
  for (const [who, status] of [
    [s.amy, 404],
    [s.sec, 403],
  ] as const)
    expect((await who.call('DELETE', `/webhooks/${webhook}/old-secrets`)).status).toBe(status)
  expect((await nextAt('/ended')).headers['webhook-signature']!.split(' ')).toHaveLength(2)
  expect((await s.admin.call('DELETE', `/webhooks/${webhook}/old-secrets`)).status).toBe(204)
  const { body, headers } = await nextAt('/ended')
  expect(headers['webhook-signature']!.split(' ')).toHaveLength(1)
  expect(() => new Webhook(first).verify(body, headers)).toThrow('No matching signature')
  expect(new Webhook(second).verify(body, headers)).toMatchObject({ type: 'lead.created' })
})

test('many renewals at once lose no secret that a receiver may know, and an endless row of them makes no endless header', async () => {
  const { id: webhook, secret: first } = await hook('/raced')
  const renewals = await Promise.all(
    Array.from({ length: 3 }, () => s.admin.call('POST', `/webhooks/${webhook}/secret`)),
  )
  const { body, headers } = await nextAt('/raced')
  for (const secret of [first, ...renewals.map((r) => r.body.secret)])
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'lead.created' })
  for (let n = 0; n < 3; n++) await s.admin.call('POST', `/webhooks/${webhook}/secret`)
  expect((await nextAt('/raced')).headers['webhook-signature']!.split(' ')).toHaveLength(5)
})

test('moved to another installation an old secret holds on; sealed with a key that is lost it signs nothing and stops nobody', async () => {
  const { id: webhook, secret: first } = await hook('/moved')
  const { secret: second } = (await s.admin.call('POST', `/webhooks/${webhook}/secret`)).body
  const { secret: here } = config(s.databaseUrl)
  const fits = ({ body, headers }: Got, secret: string) => new Webhook(secret).verify(body, headers)
  await resealSecrets(s.db, 'ws_main', here, 'the secret of another machine')
  await resealSecrets(s.db, 'ws_main', 'the secret of another machine', here)
  const sent = await nextAt('/moved')
  for (const secret of [first, second]) expect(fits(sent, secret)).toMatchObject({ type: 'lead.created' })
  await s.db.query('update ws_main.webhook_old_secret set sealed = $2 where webhook = $1', [
    webhook,
    Buffer.alloc(60).toString('base64'),
  ])
  const after = await nextAt('/moved')
  expect(after.headers['webhook-signature']!.split(' ')).toHaveLength(1)
  expect(fits(after, second)).toMatchObject({ type: 'lead.created' })
})
