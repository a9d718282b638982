import { afterAll, beforeAll, expect, test } from 'vitest'
import { listWorkspaces } from '#platform/control'
import { ownDatabase, type OwnDatabase } from '#test/own-database'
import { clientOf, config, cookieOf } from '#test/server'
import { startServer } from '../main.ts'
import { ensureDemo, loadDemo } from './load-demo.ts'
import { withServices } from './open-office.ts'

const few = { customers: 6, leads: 4, sellers: 2 }

let own: OwnDatabase
beforeAll(async () => {
  own = await ownDatabase()
})
afterAll(() => own.drop())

test('on a fresh installation the company is set up, and one signs in with what was shown; the next start leaves it alone', async () => {
  const settings = config(own.url, {})
  const server = await startServer(settings)
  try {
    const said: string[] = []
    const loaded = await withServices(settings, (services) => loadDemo(services, few, (line) => said.push(line)))
    const shown = said.join('\n')
    for (const secret of [loaded.password, loaded.administrator!.password]) expect(shown.split(secret)).toHaveLength(2)

    const signIn = (email: string, password: string) =>
      clientOf(server.url).call('POST', '/api/auth/sign-in/email', { email, password })
    const admin = await signIn('admin@demo.example', loaded.administrator!.password)
    expect(admin.status).toBe(200)
    const sales = await signIn('sales@demo.example', loaded.password)
    const hers = clientOf(server.url, '', { cookie: cookieOf(sales) })
    expect((await hers.call('GET', '/me')).body.user.roles).toEqual([expect.objectContaining({ name: 'sales' })])
    const all = await clientOf(server.url, '', { cookie: cookieOf(admin) }).call(
      'GET',
      '/records/customer?limit=1&total=true',
    )
    expect(all.body.total.value).toBeGreaterThanOrEqual(6)

    await withServices(settings, (services) => ensureDemo(services, (line) => said.push(`again: ${line}`), few))
    expect(said.filter((line) => line.startsWith('again'))).toEqual([])
    expect(await listWorkspaces(own.db)).toHaveLength(1)
  } finally {
    await server.close()
  }
}, 120_000)
