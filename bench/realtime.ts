/**
 * A thousand listeners on one process: what each costs in memory, and how long after its commit a change is on their screens.
 * Half of them see every customer, half only those of their department. Run: node --expose-gc bench/realtime.ts [listeners]
 */
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadConfig } from '#platform/config'
import { startPostgres } from '#platform/postgres'
import { startServer } from '../server/main.ts'

const listeners = Number(process.argv[2] ?? 1_000)
const changes = 100
const perUser = 20
const password = 'Correct-Horse-42'

type Received = { readonly id: string; readonly at: number }

/** The other process: opens the streams and says when what came. */
const listenAll = async (): Promise<void> => {
  process.on('message', ({ url, cookies }: { url: string; cookies: string[] }) => {
    let ready = 0
    for (let i = 0; i < listeners; i++)
      http.get(
        `${url}/api/v1/events?watch=customer`,
        { headers: { cookie: cookies[i % cookies.length] }, agent: new http.Agent() },
        (response) => {
          response.setEncoding('utf8').on('data', (text: string) => {
            if (text.includes('event: ready') && ++ready === listeners) process.send!('ready')
            for (const [, id] of text.matchAll(/event: change\ndata: .*?"id":"([^"]+)"/g))
              process.send!({ id, at: Date.now() } as Received)
          })
        },
      )
  })
}

const quantile = (sorted: readonly number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))]!

const measure = async (): Promise<void> => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'zhike-realtime-'))
  const postgres = await startPostgres({ dataDir: path.join(dataDir, 'postgres'), profile: 'test' })
  const config = {
    ...loadConfig({ DATA_DIR: dataDir, DATABASE_URL: postgres.url, PORT: '0', LOG_LEVEL: 'warn' }),
    requestsPerMinute: 1_000_000,
  }
  const server = await startServer(config)
  const call = async (method: string, to: string, body: unknown, cookie = '') => {
    const response = await fetch(`${server.url}${to}`, {
      method,
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    })
    return {
      cookie: response.headers
        .getSetCookie()
        .map((c) => c.split(';')[0])
        .join('; '),
      body: (await response.json()) as { id: string },
    }
  }
  const admin = (
    await call('POST', '/api/v1/setup', { company: '测', name: '管理员', email: 'a@example.com', password })
  ).cookie
  const roles = (await (
    await fetch(`${server.url}/api/v1/records/role?fields=name`, { headers: { cookie: admin } })
  ).json()) as { data: { id: string; name: string }[] }
  const roleOf = (name: string) => roles.data.find((r) => r.name === name)!.id
  const department = (await call('POST', '/api/v1/records/department', { name: '北方' }, admin)).body.id
  const cookies: string[] = []
  for (let i = 0; i < Math.ceil(listeners / perUser); i++) {
    const email = `u${i}@example.com`
    const role = roleOf(i % 2 ? 'administrator' : 'sales')
    await call('POST', '/api/v1/users', { name: email, email, password, department, roles: [role] }, admin)
    cookies.push((await call('POST', '/api/auth/sign-in/email', { email, password })).cookie)
  }
  const heap = () => {
    ;(globalThis as { gc?: () => void }).gc?.()
    const { heapUsed, external, rss } = process.memoryUsage()
    return { heap: heapUsed + external, rss }
  }
  const before = heap()
  const child = fork(import.meta.filename, [String(listeners)], { env: { ...process.env, LISTEN: '1' } })
  const received: Received[] = []
  const ready = new Promise<void>((resolve) =>
    child.on('message', (m) => (m === 'ready' ? resolve() : received.push(m as Received))),
  )
  const start = Date.now()
  child.send({ url: server.url, cookies })
  await ready
  const opened = Date.now() - start
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  const after = heap()
  const cpu = process.cpuUsage()
  await new Promise((resolve) => setTimeout(resolve, 5_000))
  const idle = process.cpuUsage(cpu)
  const committed = new Map<string, number>()
  for (let i = 0; i < changes; i++) {
    const { body } = await call(
      'POST',
      '/api/v1/records/customer',
      { name: `公司 ${i}`, department },
      i % 2 ? cookies[1] : cookies[0],
    )
    committed.set(body.id, Date.now())
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  const delays = received
    .filter((r) => committed.has(r.id))
    .map((r) => Math.max(0, r.at - committed.get(r.id)!))
    .sort((a, b) => a - b)
  console.log(
    JSON.stringify({
      listeners,
      openMs: opened,
      heapKbPerListener: Math.round((after.heap - before.heap) / listeners / 102.4) / 10,
      rssKbPerListener: Math.round((after.rss - before.rss) / listeners / 102.4) / 10,
      idleCpuPercent: Math.round((idle.user + idle.system) / 50_000),
      changes,
      told: delays.length,
      delayMs: { p50: quantile(delays, 0.5), p95: quantile(delays, 0.95), max: delays.at(-1) },
    }),
  )
  child.kill()
  await server.close()
  await postgres.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

await (process.env['LISTEN'] ? listenAll() : measure())
