import net from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type OwnDatabase, ownDatabase } from '#test/own-database'
import { type Client, clientOf } from '#test/server'
import { anyPort, type AppProcess, startApp } from './app-process.ts'
import { found } from './found.ts'
import { holdCustomer, untilAllWait, waitingForLocks } from './held-row.ts'
import { startHttpLedger } from './http-ledger.ts'

let own: OwnDatabase
let port: number
let app: AppProcess
let admin: Client
const others: AppProcess[] = []

beforeAll(async () => {
  own = await ownDatabase()
  port = await anyPort()
  app = await startApp(own.url, port, { DATABASE_RUNTIME_URL: own.runTimeUrl })
  admin = await found(app.url)
})
afterEach(async () => {
  for (const other of others.splice(0)) await other.kill('SIGKILL')
})
afterAll(async () => {
  await app?.kill('SIGKILL')
  await own.drop()
})

/** Connections that the server has for changes. */
const connections = 12

const again = async () => {
  app = await startApp(own.url, port, { DATABASE_RUNTIME_URL: own.runTimeUrl })
}
const status = async (path: string) =>
  (await fetch(`${app.url}${path}`, { signal: AbortSignal.timeout(20_000) })).status

test('F06 the app killed again and again under load: every acknowledged write is there once, nothing twice or half', async () => {
  const ledger = startHttpLedger(app.url, admin.cookie, 'killed', 6)
  for (let round = 0; round < 4; round++) {
    await ledger.more(40)
    await app.kill('SIGKILL')
    await again()
  }
  await ledger.more(40)
  expect(await ledger.stop()).toEqual([])
  expect(ledger.acknowledged()).toBeGreaterThanOrEqual(200)
  expect(await ledger.faults(own.db)).toEqual([])
})

test('F02 killed in the middle of bulk changes: a whole batch is done or not done, and each record with its history', async () => {
  const records = Array.from({ length: 1_000 }, (_, i) => ({ name: `批量${i}`, industry: 'energy' }))
  expect(
    (await admin.call('POST', '/records/customer/batch', { operation: 'create', records, atomic: true })).body.counts,
  ).toEqual({ created: 1_000 })
  for (const [round, delay] of [20, 100, 300].entries()) {
    const remark = `第${round}轮`
    const cut = admin
      .call('POST', '/records/customer/batch', {
        operation: 'update',
        filter: { industry: 'energy' },
        set: { remark },
        atomic: true,
      })
      .catch(() => null)
    await wait(delay)
    await app.kill('SIGKILL')
    const reply = await cut
    await again()
    const [found] = await own.db.query<{ rows: number; log: number }>(
      `select (select count(*) from ws_main.customer where remark = $1)::int as rows, (select count(*) from ws_main.change where op = 'update' and new->>'remark' = $1)::int as log`,
      [remark],
    )
    expect([0, 1_000], `round ${round}`).toContain(found!.rows)
    expect(found!.log).toBe(found!.rows)
    if (reply?.status === 200) expect(found!.rows).toBe(1_000)
  }
})

test('F24 clients cut off after sending, who ask again with their key, end with one record each', async () => {
  const cut = (name: string): Promise<void> =>
    new Promise((resolve) => {
      const body = JSON.stringify({ name, remark: 'cut' })
      const head = `POST /api/v1/records/customer HTTP/1.1\r\nhost: x\r\ncookie: ${admin.cookie}\r\ncontent-type: application/json\r\nidempotency-key: cut-${name}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`
      const socket = net.connect(port, '127.0.0.1', () => socket.write(head + body, () => socket.resetAndDestroy()))
      socket.on('error', () => {})
      socket.on('close', () => resolve())
    })
  const names = Array.from({ length: 200 }, (_, i) => `cut-off-${i}`)
  await Promise.all(names.map(cut))
  const replies = await Promise.all(
    names.map(async (name) => {
      for (;;) {
        const key = { 'idempotency-key': `cut-${name}` }
        const reply = await admin.call('POST', '/records/customer', { name, remark: 'cut' }, key)
        // Told to come again, they do.
        if (reply.status !== 503) return reply
        await wait(200)
      }
    }),
  )
  expect(replies.map((r) => r.status)).toEqual(names.map(() => 201))
  const rows = await own.db.query<{ id: string; name: string }>(
    `select id, name from ws_main.customer where remark = 'cut'`,
  )
  expect(new Map(rows.map((r) => [r.name, r.id]))).toEqual(new Map(names.map((name, i) => [name, replies[i]!.body.id])))
  expect(rows).toHaveLength(200)
})

test('F21 with every connection for changes held, lists are still read, others are told to come again within seconds, and the process says it lives', async () => {
  const { id } = (await admin.call('POST', '/records/customer', { name: '被锁住' })).body
  const other = (await admin.call('POST', '/records/customer', { name: '等不到' })).body
  const letGo = await holdCustomer(own.db, id)
  const waiting = Array.from({ length: 40 }, (_, i) =>
    admin.call('PATCH', `/records/customer/${id}`, { remark: `${i}` }, { 'if-match': '*' }),
  )
  try {
    await untilAllWait(own.db, connections)
    // All at once: after fifteen seconds those who wait give up, and their connections are free.
    const [refused, list, alive] = await Promise.all([
      admin.call('PATCH', `/records/customer/${other.id}`, { remark: '等' }, { 'if-match': '*' }),
      // Simple lists are read over connections of their own.
      admin.call('GET', '/records/customer?limit=1'),
      status('/healthz'),
    ])
    expect([alive, list.status]).toEqual([200, 200])
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(refused.body.code).toBe('server.unavailable')
    expect(await status('/healthz')).toBe(200)
  } finally {
    await letGo()
  }
  const replies = await Promise.all(waiting)
  expect(replies.every((r) => [200, 409, 503].includes(r.status))).toBe(true)
  expect(replies.some((r) => r.status === 200)).toBe(true)
  expect((await admin.call('GET', '/records/customer?limit=1')).status).toBe(200)
})

test('F08 a promise that nobody awaits and a blocked event loop cost no write; a throw outside any request costs the process, and no more', async () => {
  const ledger = startHttpLedger(app.url, admin.cookie, 'faulty', 4)
  await ledger.more(20)
  app.child.send('reject')
  await ledger.more(20)
  app.child.send('block')
  await ledger.more(20)
  app.child.send('throw')
  await expect.poll(() => app.child.exitCode !== null).toBe(true)
  await again()
  await ledger.more(20)
  expect(await ledger.stop()).toEqual([])
  expect(await ledger.faults(own.db)).toEqual([])
})

test('F33 a field added through one process: the other knows it within five seconds, and no statement breaks meanwhile', async () => {
  const second = await startApp(own.url, await anyPort(), { DATABASE_RUNTIME_URL: own.runTimeUrl })
  others.push(second)
  const there = clientOf(second.url, '', { cookie: admin.cookie })
  let stop = false
  const seen: string[] = []
  const work = async (client: Client) => {
    while (!stop) {
      const made = await client.call('POST', '/records/contact', { name: '元数据' })
      const calls = [
        made,
        await client.call('GET', '/records/contact?limit=5'),
        await client.call('PATCH', `/records/contact/${made.body.id}`, { remark: 'x' }, { 'if-match': '*' }),
      ]
      for (const { status: s, text } of calls) if (s >= 300) seen.push(`${s} ${text}`)
    }
  }
  const workers = [admin, there, there].map(work)
  for (let n = 0; n < 3; n++) {
    const { name } = (await admin.call('POST', '/schema/objects/contact/fields', { kind: 'text', label: `新${n}` }))
      .body
    const knows = async (client: Client) =>
      (await client.call('POST', '/records/contact', { name: '有新字段', [name]: 'x' })).body[name]
    expect(await knows(admin)).toBe('x')
    // Whatever is asked later than five seconds after the answer is answered with the field, however slow the machine.
    const told = Date.now()
    for (let begun = told; (await knows(there)) !== 'x'; begun = Date.now()) {
      expect(begun - told).toBeLessThan(5_000)
      await wait(100)
    }
  }
  stop = true
  await Promise.all(workers)
  expect(seen).toEqual([])
})

test('F07 told to stop, the app finishes what is under way, takes nothing new, and ends with code 0', async () => {
  const { id } = (await admin.call('POST', '/records/customer', { name: '在途' })).body
  const letGo = await holdCustomer(own.db, id)
  const under = admin.call('PATCH', `/records/customer/${id}`, { remark: '写完了' }, { 'if-match': '*' })
  await expect.poll(() => waitingForLocks(own.db)).toBe(1)
  const ended = app.kill('SIGTERM')
  const asked = () =>
    fetch(`${app.url}/healthz`).then(
      () => 'served',
      (error: Error) => error.message,
    )
  await expect.poll(asked).toBe('fetch failed')
  await letGo()
  expect((await under).body.remark).toBe('写完了')
  expect(await ended).toBe(0)
  await again()
})
