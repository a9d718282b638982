import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OwnDatabase, ownDatabase } from '#test/own-database'
import type { Client } from '#test/server'
import { anyPort, type AppProcess, startApp } from './app-process.ts'
import { found } from './found.ts'
import { startHttpLedger } from './http-ledger.ts'

let own: OwnDatabase
let port: number
let app: AppProcess
let admin: Client

const start = async (env: Record<string, string> = {}) => {
  app = await startApp(own.url, port, { DATABASE_RUNTIME_URL: own.runTimeUrl, ...env })
}
const small = { NODE_OPTIONS: '--max-old-space-size=200' }

beforeAll(async () => {
  own = await ownDatabase()
  port = await anyPort()
  await start(small)
  admin = await found(app.url)
})
afterAll(async () => {
  await app?.kill('SIGKILL')
  await own.drop()
})

const isGone = () => app.child.exitCode !== null || app.child.signalCode !== null

test('F08 a heap of 200 MB is enough for whole pages and batches; one that is full costs the process, and no write', async () => {
  const records = Array.from({ length: 2_000 }, (_, i) => ({ name: `堆 ${i}` }))
  const made = await admin.call('POST', '/records/contact/batch', {
    operation: 'create',
    records,
  })
  expect(made.body.counts).toEqual({ created: 2_000 })
  const pages = await Promise.all(
    Array.from({ length: 40 }, () => admin.call('GET', '/records/contact?limit=200&total=true')),
  )
  expect(pages.map((p) => p.status)).toEqual(Array(40).fill(200))

  const ledger = startHttpLedger(app.url, admin.cookie, 'heap', 4)
  await ledger.more(20)
  app.child.send('hoard')
  await expect.poll(isGone).toBe(true)
  await start(small)
  await ledger.more(20)
  expect(await ledger.stop()).toEqual([])
  expect(await ledger.faults(own.db)).toEqual([])
})

const cgroup = `/sys/fs/cgroup/memory/zhike-test-${process.pid}`
const limited = (): boolean => {
  try {
    mkdirSync(cgroup)
    writeFileSync(`${cgroup}/memory.limit_in_bytes`, String(500 * 1024 * 1024))
    return true
  } catch {
    return false
  }
}

test('F12 the system kills the process for its memory: the next start serves, and no acknowledged write is lost', async ({
  skip,
}) => {
  skip(!limited(), '需要可写的内存 cgroup / needs a memory cgroup that may be written to')
  try {
    const ledger = startHttpLedger(app.url, admin.cookie, 'oom', 4)
    await ledger.more(20)
    writeFileSync(`${cgroup}/cgroup.procs`, String(app.child.pid))
    app.child.send('hoard')
    await expect.poll(isGone).toBe(true)
    await start()
    await ledger.more(20)
    expect(await ledger.stop()).toEqual([])
    expect(await ledger.faults(own.db)).toEqual([])
  } finally {
    rmdirSync(cgroup)
  }
})
