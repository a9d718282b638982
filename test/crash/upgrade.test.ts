import { execFileSync, spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client as PgClient } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copyOut, listEveryTable, measureOf, type Table } from '#platform/backup'
import { type OwnDatabase, ownDatabase } from '#test/own-database'
import { silent } from '#test/restored'
import { config, signIn } from '#test/server'
import { rehearseUpgrade } from '../../server/backup/rehearse-upgrade.ts'
import { startServer } from '../../server/main.ts'
import { fixtureSecret as secret } from '../fixtures/schema/secret.ts'

const folder = fileURLToPath(new URL('../fixtures/schema/', import.meta.url))
const upgradeProcess = fileURLToPath(new URL('upgrade-process.ts', import.meta.url))

test.each(globSync('*.sql', { cwd: folder }))('there is a fixture of the landed version %s', (file) => {
  expect(file).toMatch(/\.sql$/)
})

describe.each(globSync('*.sql', { cwd: folder }))('from the tables of %s', (file) => {
  let own: OwnDatabase
  let before: { table: Table; sha256: string; rows: number }[]
  let columns: Column[]
  beforeAll(async () => {
    own = await ownDatabase()
    const client = new PgClient({ connectionString: own.url })
    await client.connect()
    await client.query('create extension if not exists btree_gin')
    await client.query(readFileSync(path.join(folder, file), 'utf8'))
    await client.end()
    before = await state()
    columns = await columnsOf(own)
  })
  afterAll(() => own.drop())

  const state = () =>
    own.db.transaction(async (session) => {
      const found = []
      for (const table of await listEveryTable(session, ['ws_main']))
        found.push({ table, ...(await measureOf(copyOut(session, table))) })
      return found
    })
  /** The same columns of the same tables as before. */
  const stateNow = () =>
    own.db.transaction(async (session) => {
      const found = []
      for (const { table } of before) found.push({ table, ...(await measureOf(copyOut(session, table))) })
      return found.filter(({ table }) => !grows.has(table.name))
    })
  const grows = new Set(['migration', 'seal_head', 'built', 'unfilled'])

  test('F66 a rehearsal upgrades a copy and compares it; the original stays as it was', async () => {
    const rehearsal = await rehearseUpgrade({ url: own.url, log: silent, config: { secret } })
    expect(rehearsal.rows).toBe(before.reduce((sum, { rows }) => sum + rows, 0))
    expect(await state()).toEqual(before)
    const [left] = await own.db.query<{ n: number }>(
      `select count(*) as n from pg_database where datname like 'zhike_rehearsal_%'`,
    )
    expect(left!.n).toBe(0)
  })

  test('F66 an upgrade killed before any of its statements is finished by the next, with every row as it was', async () => {
    const run = (fatal: number) =>
      spawnSync(process.execPath, [upgradeProcess, JSON.stringify({ url: own.url, secret, fatal })], {
        encoding: 'utf8',
      })
    let killed = 0
    for (const fatal of [3, 9, 20, 45, 80, 110, 140]) killed += run(fatal).signal === 'SIGKILL' ? 1 : 0
    expect(killed).toBeGreaterThan(2)
    execFileSync(process.execPath, [upgradeProcess, JSON.stringify({ url: own.url, secret, fatal: 0 })])
    const now = await stateNow()
    expect(now).toEqual(
      before.filter(({ table }) => !grows.has(table.name)).map((each) => expect.objectContaining({ ...each })),
    )
    const again = run(0)
    expect([again.status, again.stderr]).toEqual([0, ''])
  })

  test('F61 the version before can go on working: its columns stay as they were, new ones ask nothing of it', async () => {
    const now = await columnsOf(own)
    for (const column of columns) expect(now).toContainEqual(column)
    const known = new Set(columns.map(({ table }) => table))
    const had = new Set(columns.map(({ table, name }) => `${table}.${name}`))
    const demanding = now.filter(
      (c) => known.has(c.table) && !had.has(`${c.table}.${c.name}`) && c.required && !c.filled,
    )
    expect(demanding).toEqual([])
  })

  test('people sign in, see what they saw, and its history', async () => {
    const server = await startServer(config(own.url, { secret }))
    try {
      const amy = await signIn(server.url, 'amy@example.com')
      const eve = await signIn(server.url, 'eve@example.com')
      const [customer] = (await amy.call('GET', '/records/customer?fields=name,phone,x_memo')).body.data
      expect(customer).toMatchObject({ name: '旧客户(改名)', x_memo: '老备忘' })
      expect((await amy.call('GET', '/records/opportunity?fields=amount')).body.data).toMatchObject([
        { amount: '12345.67' },
      ])
      expect((await eve.call('GET', `/records/customer/${customer.id}`)).status).toBe(404)
      const history = await amy.call('GET', `/records/customer/${customer.id}/history`)
      expect(history.body.data.map((entry: any) => entry.op)).toEqual(['update', 'create'])
      const admin = await signIn(server.url, 'admin@example.com')
      expect((await admin.call('GET', '/records/x_device?fields=name')).body.data).toMatchObject([{ name: '一号机' }])
      expect((await admin.call('POST', '/audit/verify')).body).toMatchObject({ ok: true })
      expect((await amy.call('POST', '/records/customer', { name: '新客户' })).status).toBe(201)
    } finally {
      await server.close()
    }
  })
})

interface Column {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly required: boolean
  /** By a default. */
  readonly filled: boolean
}

const columnsOf = (own: OwnDatabase): Promise<Column[]> =>
  own.db.query<Column>(
    `select n.nspname || '.' || c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
       a.attnotnull as required, a.atthasdef as filled
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('zhike', 'auth', 'ws_main') and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped order by 1, 2`,
  )
