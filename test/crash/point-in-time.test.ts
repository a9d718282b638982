import { readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { generateX25519Identity } from 'age-encryption'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readShelf, recipientOf, segmentBytes, writeSealed } from '#platform/backup'
import { type Postgres, startPostgres } from '#platform/postgres'
import { scratchFolder, silent } from '#test/restored'
import { type Client, clientOf, config, cookieOf, password, signIn } from '#test/server'
import { uploadTo } from '#test/upload'
import { createApp } from '../../server/app.ts'
import { continuousFolder, reachOf, shelfOf } from '../../server/backup/continuous-folder.ts'
import { keepBase, keepLog } from '../../server/backup/continuous-job.ts'
import { type Recovered, rehearseUntil, restoreUntil } from '../../server/backup/restore-until.ts'
import { createServices, startServer, stop } from '../../server/main.ts'
import type { Services } from '../../server/services.ts'

/** A company at work on the embedded database, whose log is handed out while people write. */
const scratch = scratchFolder()
const dataDir = path.join(scratch.folder, 'data')
const machine = path.join(scratch.folder, 'machine')
let postgres: Postgres
let services: Services
let close: () => Promise<void>
let shelf: string
let key: string
let moment: Date
let recovered: Recovered
const acknowledged = new Map<string, Date>()
const asked = new Map<string, Date>()
const seen = { changes: '', at: 0 }

const noteWith = async (who: Client, url: string, name: string): Promise<string> => {
  const { body } = await uploadTo(url, who, `${name}.txt`, `内容 ${name}`)
  const customer = await who.call('POST', '/records/customer', { name: `附件客户 ${name}` })
  const about = { object: 'customer', id: customer.body.id }
  const made = await who.call('POST', '/records/activity', { subject: name, kind: 'note', about, files: [body.id] })
  expect(made.status).toBe(201)
  return body.id
}
let early: string
let late: string

beforeAll(async () => {
  key = await generateX25519Identity()
  const databaseDir = path.join(dataDir, 'postgres')
  postgres = await startPostgres({ dataDir: databaseDir, handsOutLog: true, profile: 'test' })
  const settings = { dataDir, databaseDir, databaseRuntimeUrl: postgres.runTimeUrl, backupKey: key, pointInTimeDays: 7 }
  services = await createServices(config(postgres.url, settings))
  shelf = await shelfOf(services.database, services.config)
  const app = await createApp(services)
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  close = () => app.close()
  const founded = await clientOf(url).call('POST', '/setup', {
    company: '公司',
    name: '管理员',
    email: 'admin@example.com',
    password,
  })
  const admin = clientOf(url, '', { cookie: cookieOf(founded) })
  let writing = true
  const writers = [0, 1, 2].map(async (writer) => {
    for (let n = 0; writing; n++) {
      const name = `客户 ${writer}.${n}`
      asked.set(name, new Date())
      if ((await admin.call('POST', '/records/customer', { name })).status === 201) acknowledged.set(name, new Date())
    }
  })
  const more = async (count: number) => {
    const goal = acknowledged.size + count
    while (acknowledged.size < goal) await wait(10)
  }
  await more(20)
  await keepBase(services) // the copy is made while they write
  await more(20)
  early = await noteWith(admin, url, '此刻之前')
  await wait(2)
  moment = new Date()
  await wait(2)
  late = await noteWith(admin, url, '此刻之后')
  await more(20)
  writing = false
  await Promise.all(writers)
  await keepLog(services, seen)
  recovered = await restoreUntil(workTo(moment), machine, false)
}, 120_000)
afterAll(async () => {
  await close?.()
  if (services) await stop(services)
  await postgres?.stop()
  scratch.remove()
})

const workTo = (until: Date) => ({ until, from: continuousFolder(services.config), key, s3: null, log: silent })

test('F63 restored to a moment, all that was acknowledged before it is there, and nothing that was asked for after it', async () => {
  const its = await startPostgres({ dataDir: path.join(machine, 'postgres'), profile: 'test' })
  const { secret } = JSON.parse(readFileSync(path.join(machine, 'secrets.json'), 'utf8')) as { secret: string }
  const settings = { dataDir: machine, databaseRuntimeUrl: its.runTimeUrl, secret }
  const server = await startServer(config(its.url, settings))
  try {
    const admin = await signIn(server.url, 'admin@example.com')
    const found = await services.database.query<{ name: string }>(`select name from ws_main.customer`)
    expect(found.length).toBeGreaterThan(acknowledged.size)
    const names = new Set<string>()
    for (let next: string | null = ''; next !== null;) {
      const page: { body: any } = await admin.call(
        'GET',
        `/records/customer?fields=name&limit=200${next && `&cursor=${encodeURIComponent(next)}`}`,
      )
      for (const { name } of page.body.data) names.add(name)
      next = page.body.next ?? null
    }
    const before = [...acknowledged].filter(([, at]) => at < moment).map(([name]) => name)
    const after = [...asked].filter(([, at]) => at > moment).map(([name]) => name)
    expect(before.length).toBeGreaterThan(30)
    expect(after.length).toBeGreaterThan(15)
    expect(before.filter((name) => !names.has(name))).toEqual([])
    expect(after.filter((name) => names.has(name))).toEqual([])
    expect((await admin.call('GET', `/files/${early}/content`)).text).toBe('内容 此刻之前')
    expect((await admin.call('GET', `/files/${late}/content`)).status).toBe(404)
    expect((await admin.call('POST', '/records/customer', { name: '恢复之后' })).status).toBe(201)
  } finally {
    await server.close()
    await its.stop()
  }
})

test('what was restored says what it is: seals that hold, every attachment, and none missing', () => {
  expect(recovered).toMatchObject({ files: 1, missing: [], seals: [{ schema: 'ws_main', ok: true }] })
  expect(recovered.rows).toBeGreaterThan(40)
})

test('the last moment of all is restored too, with nothing written after it, and a rehearsal leaves nothing behind', async () => {
  const [span] = await reachOf(continuousFolder(services.config))
  expect(await rehearseUntil(workTo(span!.until), scratch.folder)).toMatchObject({ files: 2, missing: [] })
  expect(readdirSync(scratch.folder).sort()).toEqual(['data', 'machine'])
})

test('a moment out of reach is refused with the moments that are within it, and another key opens nothing', async () => {
  const later = new Date(Date.now() + 3_600_000)
  await expect(rehearseUntil(workTo(later), scratch.folder)).rejects.toMatchObject({
    code: 'backup.noSuchMoment',
    message: expect.stringContaining('2'),
  })
  const other = await generateX25519Identity()
  const stolen = rehearseUntil({ ...workTo(moment), key: other }, scratch.folder)
  await expect(stolen).rejects.toMatchObject({ code: 'backup.wrongKey' })
})

test('nothing on the shelf can be read without the key', () => {
  const files = readdirSync(shelf, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.length).toBeGreaterThan(3)
  for (const { parentPath, name } of files)
    expect(readFileSync(path.join(parentPath, name)).subarray(0, 21).toString()).toBe('age-encryption.org/v1')
})

test('where a file of the log is lost, a new copy is made and the reach begins anew', async () => {
  const before = await readShelf(shelf)
  const copies = () => readShelf(shelf).then(({ bases }) => bases.length)
  await keepBase(services)
  expect(await copies()).toBe(before.bases.length)
  await services.database.owner.query('create table zhike.scratch (n int)')
  await keepLog(services, { changes: '', at: 0 })
  const [lost] = (await readShelf(shelf)).log.slice(-1)
  await services.database.owner.query('insert into zhike.scratch values (1)')
  await keepLog(services, { changes: '', at: 0 })
  rmSync(lost!.file)
  await keepBase(services)
  expect(await copies()).toBe(before.bases.length + 1)
  await services.database.owner.query('drop table zhike.scratch')
  await keepLog(services, { changes: '', at: 0 })
  expect(await reachOf(continuousFolder(services.config))).toHaveLength(2)
})

test('F64 log that breaks off before the moment is found out, and nothing is restored', async () => {
  const broken = (await readShelf(shelf)).log.at(-1)!
  await writeSealed(Readable.from([Buffer.alloc(segmentBytes)]), broken.file, await recipientOf(key))
  await expect(rehearseUntil(workTo(broken.until!), scratch.folder)).rejects.toThrow(/日志读到一半就断了/)
  expect(readdirSync(scratch.folder).sort()).toEqual(['data', 'machine'])
})
