import { afterAll, beforeAll, expect, test } from 'vitest'
import { createJobs, type Jobs } from '#platform/jobs'
import { type OwnDatabase, ownDatabase } from '#test/own-database'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

let own: OwnDatabase
let jobs: Jobs
const workers: ChildProcess[] = []

beforeAll(async () => {
  own = await ownDatabase()
  await own.db.query('create table effect (key int primary key, worker int not null)')
  await own.db.query('create table attempt (key int not null, worker int not null)')
  jobs = await createJobs({ url: own.url, db: own.db })
  jobs.define('note', async () => {}, { expireIn: 3, retryDelay: 1, concurrency: 4 })
})
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL')
  await jobs.stop()
  await own.drop()
})

const startWorker = async (): Promise<ChildProcess> => {
  const worker = fork(fileURLToPath(new URL('worker.ts', import.meta.url)), {
    env: { ...process.env, DATABASE_URL: own.url },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  workers.push(worker)
  await once(worker, 'message')
  return worker
}

const effects = async () => (await own.db.query<{ n: number }>('select count(*)::int as n from effect'))[0]!.n

test('F43 two processes share two hundred jobs: each is done, and none by both', async () => {
  for (let key = 0; key < 200; key++) await jobs.enqueue('note', { key })
  await Promise.all([startWorker(), startWorker()])
  await expect.poll(effects).toBe(200)
  expect(await own.db.query('select key from attempt group by key having count(*) > 1')).toEqual([])
  expect(await own.db.query('select distinct worker from effect')).toHaveLength(2)
})

test('F43 a job put in twice under one key is there once', async () => {
  const first = await jobs.enqueue('note', { key: 1_000 }, { key: 'once', startAfter: new Date(Date.now() + 60_000) })
  expect(first).not.toBeNull()
  expect(await jobs.enqueue('note', { key: 1_000 }, { key: 'once' })).toBeNull()
})

test('F09 a process killed with jobs in hand: another does them, and every effect is there once', async () => {
  const [first] = workers
  for (let key = 2_000; key < 2_060; key++) await jobs.enqueue('note', { key, slow: true })
  await expect
    .poll(
      async () => (await own.db.query(`select 1 from attempt where key >= 2000 and worker = $1`, [first!.pid])).length,
    )
    .toBeGreaterThan(2)
  first!.kill('SIGKILL')
  await expect
    .poll(
      async () => (await own.db.query<{ n: number }>('select count(*)::int as n from effect where key >= 2000'))[0]!.n,
    )
    .toBe(60)
})
