import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Database } from '#engine'
import { type Postgres, startPostgres } from '#platform/postgres'
import type { Client } from '#test/server'
import { anyPort, type AppProcess, startApp } from './app-process.ts'
import { found } from './found.ts'
import { startHttpLedger } from './http-ledger.ts'

/** A database of its own, supervised, under a server of its own. */
let dataDir: string
let postgres: Postgres
let app: AppProcess
let admin: Client
let db: Database

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'zhike-under-'))
  postgres = await startPostgres({ dataDir })
  db = new Database(postgres.url, { max: 2 })
  app = await startApp(postgres.url, await anyPort(), { DATABASE_RUNTIME_URL: postgres.runTimeUrl })
  admin = await found(app.url)
})
afterAll(async () => {
  await app?.kill('SIGKILL')
  await db?.close()
  await postgres?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const serverPid = (): number =>
  Number(readFileSync(path.join(dataDir, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0])
const children = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)

test('F10 the database killed under the serving app: clean answers meanwhile, and every acknowledged write afterwards', async () => {
  const ledger = startHttpLedger(app.url, admin.cookie, 'database', 6)
  for (let round = 0; round < 2; round++) {
    await ledger.more(40)
    const pid = serverPid()
    for (const each of [pid, ...children(pid)]) process.kill(each, 'SIGKILL')
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200)
    await ledger.more(40)
  }
  expect(await ledger.stop()).toEqual([])
  expect(await ledger.faults(db)).toEqual([])
  expect((await fetch(`${app.url}/readyz`)).status).toBe(200)
})

test('F11 one killed backend resets every connection, and the app goes on without a word of it', async () => {
  const ledger = startHttpLedger(app.url, admin.cookie, 'backend', 6)
  await ledger.more(40)
  const [backend] = await db.query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name = 'zhike' and pid <> pg_backend_pid() limit 1`,
  )
  process.kill(backend!.pid, 'SIGKILL')
  await ledger.more(60)
  expect(await ledger.stop()).toEqual([])
  expect(await ledger.faults(db)).toEqual([])
})
