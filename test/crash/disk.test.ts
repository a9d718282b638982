import { afterAll, beforeAll, expect, test } from 'vitest'
import { Database } from '#engine'
import { type Postgres, startPostgres } from '#platform/postgres'
import type { Client } from '#test/server'
import { needsRoot, type SmallVolume, smallVolume } from '#test/small-volume'
import { anyPort, type AppProcess, startApp } from './app-process.ts'
import { found } from './found.ts'
import { startHttpLedger } from './http-ledger.ts'

let volume: SmallVolume | null
let postgres: Postgres
let app: AppProcess
let admin: Client
let db: Database

beforeAll(async () => {
  volume = smallVolume(640)
  if (!volume) return
  const dataDir = `${volume.path}/postgres`
  postgres = await startPostgres({ dataDir })
  db = new Database(postgres.url, { max: 2 })
  app = await startApp(postgres.url, await anyPort(), {
    DATABASE_RUNTIME_URL: postgres.runTimeUrl,
    DATABASE_DIR: dataDir,
  })
  admin = await found(app.url)
})
afterAll(async () => {
  await app?.kill('SIGKILL')
  await db?.close()
  await postgres?.stop()
  volume?.remove()
})

const save = () => admin.call('POST', '/records/customer', { name: '磁盘' })
const seconds = { interval: 200 }

test('F15 the database’s disk nearly full: what is there can be read, saving is refused with the reason, and goes on by itself when there is room', async ({
  skip,
}) => {
  skip(!volume, needsRoot)
  expect((await save()).status).toBe(201)
  volume!.fill(200 * 1024 * 1024)
  await expect.poll(async () => (await save()).status, seconds).toBe(503)
  const refused = await save()
  expect(refused.body.code).toBe('server.diskFull')
  expect(refused.headers.get('retry-after')).toBe('30')
  for (const path of ['/records/customer', '/me', '/search?q=磁盘'])
    expect((await admin.call('GET', path)).status, path).toBe(200)
  expect((await admin.call('POST', '/records/customer/query', {})).body.data).not.toHaveLength(0)
  volume!.empty()
  await expect.poll(async () => (await save()).status, seconds).toBe(201)
})

test('F15 the disk full to the last byte under writers: clean answers only, no acknowledged write lost, and back to work without a restart', async ({
  skip,
}) => {
  skip(!volume, needsRoot)
  const ledger = startHttpLedger(app.url, admin.cookie, 'disk', 4)
  await ledger.more(40)
  volume!.fill(0)
  await expect.poll(async () => (await save()).status, seconds).toBe(503)
  expect((await admin.call('GET', '/records/customer?limit=1')).status).toBe(200)
  volume!.empty()
  await ledger.more(40)
  expect(await ledger.stop()).toEqual([])
  expect(await ledger.faults(db)).toEqual([])
})
