import { setTimeout as wait } from 'node:timers/promises'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { createLogger } from '#platform/log'
import { ownDatabase } from '#test/own-database'
import { clientOf, config, cookieOf, password } from '#test/server'
import { createApp } from './app.ts'
import { finishRequests } from './finish-requests.ts'
import { createServices, stop } from './main.ts'

test('a request whose client hung up ends before the database closes: the stop leaves no error in the log', async () => {
  const lines: string[] = []
  const own = await ownDatabase()
  const log = createLogger({ level: 'warn', to: { write: (line) => void lines.push(line) } })
  const services = await createServices(config(own.url), log)
  const app = await createApp(services)
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const founded = await clientOf(url).call('POST', '/setup', {
    company: '公司',
    name: '管理员',
    email: 'admin@example.com',
    password,
  })
  const admin = { cookie: cookieOf(founded) }
  // What the process knew of the credential is forgotten, so that the request waits for its session, with more to ask after.
  services.auth.forgetCredentials()
  const order: string[] = []
  await own.db.transaction(async (held) => {
    await held.query('lock table auth.session in access exclusive mode')
    const gone = new AbortController()
    const asked = fetch(`${url}/api/v1/records/customer`, { headers: admin, signal: gone.signal }).catch(() => 'gone')
    const lockWaits = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
    await expect.poll(() => own.db.query(lockWaits)).not.toHaveLength(0)
    gone.abort()
    expect(await asked).toBe('gone')
    void app
      .close()
      .then(() => stop(services))
      .then(() => order.push('stopped'))
    await wait(300)
    order.push('let go')
  })
  await expect.poll(() => order).toEqual(['let go', 'stopped'])
  expect(lines).toEqual([])
  await own.drop()
})

test('a request that never ends holds the stop up for a while only, and the log says so', async () => {
  const lines: string[] = []
  const app = Fastify({ loggerInstance: createLogger({ to: { write: (line) => void lines.push(line) } }) as never })
  finishRequests(app as never, 50)
  const reached = Promise.withResolvers<void>()
  app.get('/', () => {
    reached.resolve()
    return new Promise(() => {})
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const gone = new AbortController()
  const asked = fetch(url, { signal: gone.signal }).catch(() => 'gone')
  await reached.promise
  gone.abort()
  await asked
  await app.close()
  expect(lines.filter((line) => line.includes('clients had gone'))).toHaveLength(1)
})
