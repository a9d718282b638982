import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Listening, listen } from '#test/listen'
import { type OwnDatabase, ownDatabase } from '#test/own-database'
import { type Client, password, signIn } from '#test/server'
import { anyPort, type AppProcess, startApp } from './app-process.ts'
import { found } from './found.ts'

const people = 50
const perPerson = 20

let own: OwnDatabase
let port: number
let app: AppProcess
let admin: Client
let cookies: string[]
let open: Listening[] = []

const start = async () => {
  app = await startApp(own.url, port, { DATABASE_RUNTIME_URL: own.runTimeUrl })
}

beforeAll(async () => {
  own = await ownDatabase()
  port = await anyPort()
  await start()
  admin = await found(app.url)
  const roles = (await admin.call('GET', '/records/role?fields=name')).body.data as { id: string; name: string }[]
  const marketer = roles.find((r) => r.name === 'marketer')!.id
  cookies = []
  for (let i = 0; i < people; i++) {
    const email = `p${i}@example.com`
    const made = await admin.call('POST', '/users', { name: `人 ${i}`, email, password, roles: [marketer] })
    if (made.status !== 201) throw new Error(made.text)
    cookies.push((await signIn(app.url, email)).cookie)
  }
})
afterAll(async () => {
  open.forEach((l) => l.close())
  await app?.kill('SIGKILL')
  await own.drop()
})

/** Everybody's streams, each going on from where it broke off. */
const openAll = (cursors: readonly (string | undefined)[] = []) =>
  Promise.all(
    Array.from({ length: people * perPerson }, (_, i) =>
      listen(
        app.url,
        { cookie: cookies[i % people]! },
        'watch=customer',
        cursors[i] ? { 'last-event-id': cursors[i] } : {},
      ),
    ),
  )
const customer = async (name: string): Promise<string> =>
  (await admin.call('POST', '/records/customer', { name })).body.id
const hearing = (id: string) => open.filter((l) => l.events.some((e) => e.data.id === id)).length
const isSettled = async (record: string): Promise<boolean> => {
  const [change] = await own.db.query<{ settled: boolean }>(
    'select tx < pg_snapshot_xmin(pg_current_snapshot()) as settled from ws_main.change where record = $1',
    [record],
  )
  return change!.settled
}

test('F26 a thousand listeners hear every change; the process killed, they all come back at once and have missed nothing', async () => {
  open = await openAll()
  expect(open.filter((l) => l.status !== 200)).toEqual([])
  const first = await customer('第一家')
  await expect.poll(() => hearing(first)).toBe(1_000)
  // A cursor moves on once no transaction of the whole server is older: until then a change may be told twice.
  await expect.poll(() => isSettled(first)).toBe(true)
  const second = await customer('第二家')
  await expect.poll(() => hearing(second)).toBe(1_000)
  const cursors = open.map((l) => l.cursor())

  await app.kill('SIGKILL')
  await Promise.all(open.map((l) => l.closed))
  await start()
  const missed = [await customer('断线时一'), await customer('断线时二')]
  open = await openAll(cursors)
  for (const id of missed) await expect.poll(() => hearing(id)).toBe(1_000)
  expect(hearing(first)).toBe(0)
  const last = await customer('最后一家')
  await expect.poll(() => hearing(last)).toBe(1_000)
})
