import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startPostgres, type Postgres } from '#platform/postgres'
import { startLedger } from '#test/ledger'

let dataDir: string
let postgres: Postgres | undefined
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'zhike-crash-'))
})
afterEach(async () => {
  await postgres?.stop()
  postgres = undefined
  rmSync(dataDir, { recursive: true, force: true })
})

const serverPid = (): number =>
  Number(readFileSync(path.join(dataDir, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0])

const children = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)

const killAll = (...pids: number[]) => {
  for (const pid of pids) process.kill(pid, 'SIGKILL')
}

const ask = async <Row>(url: string, sql: string): Promise<Row> => {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows[0] as Row
  } finally {
    await client.end()
  }
}

/** An application in a process of its own, which starts the database and then waits to be killed. */
const startApplication = async (): Promise<ChildProcess> => {
  const script = `
    const { startPostgres } = await import('#platform/postgres')
    await startPostgres({ dataDir: process.argv[1] })
    console.log('ready')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

it('F10 a server killed under writers comes back by itself and keeps every acknowledged write', async () => {
  postgres = await startPostgres({ dataDir })
  let restarts = 0
  postgres.onExit(() => restarts++)
  const ledger = await startLedger(postgres.url, 8)
  for (let round = 1; round <= 3; round++) {
    await ledger.more(200)
    const pid = serverPid()
    killAll(pid, ...children(pid))
    await ledger.more(50)
    expect(serverPid()).not.toBe(pid)
  }
  expect(await ledger.lost()).toEqual([])
  expect(restarts).toBe(3)
})

it('F10 the same when only the postmaster is killed and its backends are orphans', async () => {
  postgres = await startPostgres({ dataDir })
  const ledger = await startLedger(postgres.url, 8)
  await ledger.more(200)
  killAll(serverPid())
  await ledger.more(200)
  expect(await ledger.lost()).toEqual([])
})

it('F11 one killed backend resets the server, which serves on and keeps every acknowledged write', async () => {
  postgres = await startPostgres({ dataDir })
  const ledger = await startLedger(postgres.url, 8)
  await ledger.more(200)
  const before = serverPid()
  const { pid } = await ask<{ pid: number }>(
    postgres.adminUrl,
    `select pid from pg_stat_activity where datname = 'zhike' and usename = 'zhike' limit 1`,
  )
  killAll(pid)
  await ledger.more(200)
  expect(await ledger.lost()).toEqual([])
  expect(serverPid()).toBe(before)

  // The supervisor found its place again: it still restarts a server that dies afterwards.
  const restarted = new Promise<void>((resolve) => postgres!.onExit(resolve))
  killAll(serverPid())
  await restarted
  expect(await ask(postgres.url, 'select 1 as alive')).toEqual({ alive: 1 })
})

it('F06 a killed application leaves the database running; the next start adopts it and can stop it', async () => {
  const application = await startApplication()
  const running = serverPid()
  application.kill('SIGKILL')
  await once(application, 'exit')
  postgres = await startPostgres({ dataDir })
  expect(postgres.pid).toBe(running)
  await postgres.stop()
  await expect(ask(postgres.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/)
  postgres = undefined
})

it('F13 application and database killed together: the next start recovers', async () => {
  const application = await startApplication()
  const pid = serverPid()
  killAll(application.pid!, pid, ...children(pid))
  await once(application, 'exit')
  postgres = await startPostgres({ dataDir })
  expect(await ask(postgres.url, 'select 1 as alive')).toEqual({ alive: 1 })
})

it('F10 a stale lock whose process is still a zombie is waited for, not deleted', async () => {
  const application = await startApplication()
  const pid = serverPid()
  application.kill('SIGSTOP') // it cannot reap its child now
  killAll(pid)
  const starting = startPostgres({ dataDir })
  await wait(1500)
  expect(serverPid()).toBe(pid)
  application.kill('SIGKILL')
  postgres = await starting
  expect(postgres.pid).not.toBe(pid)
  expect(await ask(postgres.url, 'select 1 as alive')).toEqual({ alive: 1 })
})
