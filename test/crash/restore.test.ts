import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Database, sealChanges, verifySeal } from '#engine'
import { readBackupKey } from '#platform/backup'
import { sealAnchor } from '#platform/control'
import { restoreAndServe, scratchFolder } from '#test/restored'
import { type Client, clientOf, openServer, password, signIn, type TestServer } from '#test/server'
import { uploadTo } from '#test/upload'

/** A company at work, backed up while people write, and found again on an empty machine. */
const scratch = scratchFolder()
const dataDir = path.join(scratch.folder, 'data')
let s: TestServer
let restored: Awaited<ReturnType<typeof restoreAndServe>>
let admin: Client
let amy: Client
const contents = new Map<string, Buffer>()
let acknowledgedBefore: string[] = []
let field: string

beforeAll(async () => {
  s = await openServer({ dataDir })
  field = (
    await s.admin.call('POST', '/schema/objects/customer/fields', { kind: 'text', label: '备忘', name: 'x_memo' })
  ).body.name
  for (let n = 0; n < 3; n++) {
    const content = Buffer.from(`合同 ${n} `.repeat(50_000 * n + 1))
    const file = await uploadTo(s.url, s.amy, `合同 ${n}.txt`, content)
    const customer = await s.amy.call('POST', '/records/customer', { name: `附件客户 ${n}` })
    const held = await s.amy.call('POST', '/records/activity', {
      subject: '附件',
      kind: 'note',
      about: { object: 'customer', id: customer.body.id },
      files: [file.body.id],
    })
    if (held.status !== 201) throw new Error(held.text)
    contents.set(file.body.id, content)
  }
  let writing = true
  const acknowledged: string[] = []
  const writers = [0, 1, 2].map(async (writer) => {
    for (let n = 0; writing; n++) {
      const name = `一对 ${writer}.${n}`
      const records = ['甲', '乙'].map((side) => ({ name: `${name} ${side}`, [field]: name }))
      const reply = await s.amy.call('POST', '/records/customer/batch', { operation: 'create', records })
      if (reply.status === 200) acknowledged.push(name)
    }
  })
  while (acknowledged.length <= 20) await wait(20)
  acknowledgedBefore = [...acknowledged]
  const asked = await s.admin.call('POST', '/backups', {})
  if (asked.status !== 202) throw new Error(asked.text)
  const state = async () =>
    (await s.admin.call('GET', '/backups')).body.data.find((b: any) => b.id === asked.body.id).state
  while ((await state()) === 'running') await wait(200)
  writing = false
  await Promise.all(writers)
  const [row] = await s.db.query<{ path: string; state: string; problem: unknown }>(
    'select path, state, problem from zhike.backup',
  )
  if (row?.state !== 'done') throw new Error(JSON.stringify(row))
  const key = readBackupKey(null, path.join(dataDir, 'backup.key'))
  restored = await restoreAndServe(row!.path, key, path.join(scratch.folder, 'machine'))
  admin = await signIn(restored.url, 'admin@example.com')
  amy = await signIn(restored.url, 'amy@example.com')
})
afterAll(async () => {
  await restored?.close()
  await s?.close()
  scratch.remove()
})

const inRestored = async <T>(work: (db: Database) => Promise<T>): Promise<T> => {
  const db = new Database(restored.databaseUrl, { max: 2 })
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}

test('F62 restore drill: people sign in with their passwords on the new machine, and old sessions are over', async () => {
  expect((await admin.call('GET', '/me')).status).toBe(200)
  expect((await clientOf(restored.url, '', { cookie: s.admin.cookie }).call('GET', '/me')).status).toBe(401)
  const wrong = await clientOf(restored.url).call('POST', '/api/auth/sign-in/email', {
    email: 'amy@example.com',
    password: `${password}x`,
  })
  expect(wrong.status).toBe(401)
})

test('F63 a backup under write load holds each batch whole, and all that was acknowledged before it began', async () => {
  await inRestored(async (db) => {
    const halves = await db.query(
      `select "${field}" from ws_main.customer where "${field}" is not null group by 1 having count(*) <> 2`,
    )
    expect(halves).toEqual([])
    const found = await db.query<{ name: string }>(
      `select distinct "${field}" as name from ws_main.customer where "${field}" is not null`,
    )
    const names = new Set(found.map(({ name }) => name))
    expect(acknowledgedBefore.filter((name) => !names.has(name))).toEqual([])
    const [sums] = await db.query<{ rows: number; logged: number }>(
      `select (select count(*) from ws_main.customer) as rows,
         (select count(*) from ws_main.change where object = 'customer' and op = 'create') as logged`,
    )
    expect(sums!.logged).toBe(sums!.rows)
  })
})

test('F62 restore drill: every attachment is there, byte for byte', async () => {
  const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
  for (const [id, content] of contents) {
    const reply = await fetch(`${restored.url}/api/v1/files/${id}/content`, { headers: { cookie: amy.cookie } })
    expect(reply.status).toBe(200)
    expect(digest(Buffer.from(await reply.arrayBuffer()))).toBe(digest(content))
  }
})

test('F62 restore drill: roles, own fields and history are as they were', async () => {
  const [customer] = (
    await amy.call('GET', `/records/customer?fields=name,${field}&limit=1&q=${encodeURIComponent('一对')}`)
  ).body.data
  expect(customer[field]).toMatch(/^一对/)
  const history = await amy.call('GET', `/records/customer/${customer.id}/history`)
  expect(history.body.data[0]).toMatchObject({ op: 'create' })
  const eve = await signIn(restored.url, 'eve@example.com')
  expect((await eve.call('GET', `/records/customer/${customer.id}`)).status).toBe(404)
  expect((await amy.call('GET', '/backups')).status).toBe(403)
})

test('F62 restore drill: the change log goes on after the restored one, and its seal holds over both', async () => {
  const made = await amy.call('POST', '/records/customer', { name: '恢复之后' })
  expect(made.status).toBe(201)
  await inRestored(async (db) => {
    const [place] = await db.query<{ id: string }>('select id from zhike.workspace')
    const { secret } = JSON.parse(readFileSync(path.join(scratch.folder, 'machine', 'secrets.json'), 'utf8')) as {
      secret: string
    }
    const anchor = sealAnchor(place!.id, secret)
    const [last] = await db.query<{ record: string }>(
      'select record from ws_main.change order by change.tx desc, id desc limit 1',
    )
    expect(last!.record).toBe(made.body.id)
    // Other transactions of the server may still run: what is younger than they is sealed with the next turn.
    await expect
      .poll(async () => {
        while ((await sealChanges(db, 'ws_main', new Date().toISOString(), anchor)) > 0);
        return (
          await db.query<{ n: number }>(
            `select count(*) as n from ws_main.change where (tx, id) > (select last_tx, last_id from ws_main.seal order by number desc limit 1)`,
          )
        )[0]!.n
      })
      .toBe(0)
    expect(await verifySeal(db, 'ws_main', anchor)).toMatchObject({ ok: true })
  })
})

test('downloading a backup is for administrators of the first company, signed in, and stands in the audit', async () => {
  const [backup] = (await s.admin.call('GET', '/backups')).body.data
  expect((await s.amy.call('GET', `/backups/${backup.id}/file`)).status).toBe(403)
  const reply = await fetch(`${s.url}/api/v1/backups/${backup.id}/file`, { headers: { cookie: s.admin.cookie } })
  expect(reply.status).toBe(200)
  const bytes = Buffer.from(await reply.arrayBuffer())
  expect(bytes.length).toBe(backup.size)
  expect(bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1')
  expect(bytes.includes('附件客户')).toBe(false)
  expect((await s.aud.call('GET', '/audit?object=backup')).body.data[0]).toMatchObject({
    op: 'export',
    record: backup.id,
  })
})
