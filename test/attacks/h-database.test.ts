import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Database } from '#engine'
import { openServer, type TestServer } from '#test/server'

const secret = randomBytes(32).toString('base64url')
let s: TestServer
/** What an injected statement would run as. */
let account: Database
beforeAll(async () => {
  s = await openServer({ secret })
  account = new Database(s.runTimeUrl, { max: 1 })
  for (const name of ['一', '二', '三']) await s.amy.call('POST', '/records/customer', { name })
})
afterAll(async () => {
  await account.close()
  await s.close()
})

const denied = { code: expect.stringMatching(/^(42501|0A000|58P01)$/) }

test('A83 database role: the app runs as an account that is no superuser, owns nothing and reaches nothing outside its database', async () => {
  const running = await s.db.query(
    `select distinct usename as name from pg_stat_activity where datname = current_database() and application_name = 'zhike' and usename <> current_user`,
  )
  expect(running).toEqual([{ name: 'zhike_app' }])
  const [me] = await account.query(
    `select current_user as name, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls from pg_roles where rolname = current_user`,
  )
  expect(me).toEqual({
    name: 'zhike_app',
    rolsuper: false,
    rolcreatedb: false,
    rolcreaterole: false,
    rolreplication: false,
    rolbypassrls: false,
  })
  expect(await account.query(`select relname from pg_class where pg_get_userbyid(relowner) = current_user`)).toEqual([])
})

test.each([
  `copy (select 1) to program 'id'`,
  `copy (select 1) to '/tmp/zhike-test'`,
  `select pg_read_file('/etc/passwd')`,
  `select lo_import('/etc/passwd')`,
  `select rolpassword from pg_authid`,
  `create extension plpython3u`,
  `create schema mine`,
  `create table public.mine (a integer)`,
  `create function public.f() returns int language c as 'libc.so.6', 'abs'`,
  `alter system set log_statement = 'all'`,
  `set role zhike`,
  `set session_replication_role = replica`,
  `create table ws_main.mine (a integer)`,
  `alter table ws_main.customer add column mine text`,
  `drop table ws_main.customer`,
  `truncate ws_main.customer`,
  `drop schema ws_main cascade`,
])('A83 database role: %s is denied', async (statement) => {
  await expect(account.query(statement)).rejects.toMatchObject(denied)
})

test('A83 database role: what was written is added to the log and never changed, by whichever name of it', async () => {
  const logs = await s.db.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'ws_main'::regnamespace and relname ~ '^(change|seal)(_|$)' and relkind in ('r', 'p')`,
  )
  // The log, its partitions of this month and the next, the default one, and the seals.
  expect(logs.length).toBeGreaterThanOrEqual(5)
  for (const { name } of logs)
    for (const statement of [
      `update ws_main."${name}" set at = now()`,
      `delete from ws_main."${name}"`,
      `truncate ws_main."${name}"`,
      `drop table ws_main."${name}"`,
      `alter table ws_main."${name}" rename to gone`,
      `create trigger t before insert on ws_main."${name}" execute function pg_catalog.suppress_redundant_updates_trigger()`,
    ])
      await expect(account.query(statement), statement).rejects.toMatchObject(denied)
  expect((await s.aud.call('POST', '/audit/verify')).body).toMatchObject({ ok: true })
})

test('an object and a field added while people work are at once open to the app', async () => {
  const object = await s.admin.call('POST', '/schema/objects', { name: 'device', label: '设备' })
  expect(object.status).toBe(201)
  const field = await s.admin.call('POST', '/schema/objects/x_device/fields', { kind: 'text', label: '型号' })
  expect(field.status).toBe(201)
  const made = await s.admin.call('POST', '/records/x_device', { name: '空压机', [field.body.name]: 'GA37' })
  expect(made.body).toMatchObject({ name: '空压机', [field.body.name]: 'GA37' })
})

test('a database from before this account had rights gets them with the next start', async () => {
  for (const schema of ['zhike', 'auth', 'jobs', 'ws_main'])
    await s.db.query(
      `revoke all on all tables in schema ${schema} from zhike_app; alter default privileges in schema ${schema} revoke all on tables from zhike_app`,
    )
  await expect(account.query('select from ws_main.customer')).rejects.toMatchObject(denied)
  const node = await s.secondNode()
  await node.close()
  expect(await account.query('select from ws_main.customer')).toHaveLength(3)
  expect((await s.amy.call('POST', '/records/customer', { name: '升级之后' })).status).toBe(201)
})

const sealedTimes = async (times: number) => {
  for (let i = 0; i < times; i++) {
    await s.amy.call('POST', '/records/customer', { name: `封存 ${i}` })
    const [before] = await s.db.query<{ n: number }>('select count(*)::int as n from ws_main.seal')
    const sealed = async () => {
      expect((await s.aud.call('POST', '/audit/verify')).body.ok).toBe(true)
      return (await s.db.query<{ n: number }>('select count(*)::int as n from ws_main.seal'))[0]!.n
    }
    await expect.poll(sealed).toBeGreaterThan(before!.n)
  }
  return (await s.db.query<{ n: number }>('select count(*)::int as n from ws_main.seal'))[0]!.n
}
const verdict = async () => (await s.aud.call('POST', '/audit/verify')).body

test('A83 audit: seals cut off the end are missed, and stay so when sealing goes on', async () => {
  const seals = await sealedTimes(3)
  await s.db.query(`create table ws_main.kept as select * from ws_main.seal where number >= $1::bigint`, [seals - 1])
  await s.db.query(`delete from ws_main.seal where number >= $1`, [seals - 1])
  await s.amy.call('POST', '/records/customer', { name: '掩盖' })
  expect(await verdict()).toMatchObject({ ok: false, fault: { kind: 'cut' } })
  await s.db.query(`delete from ws_main.seal where number >= $1`, [seals - 1])
  await s.db.query(`insert into ws_main.seal select * from ws_main.kept`)
  await s.db.query('drop table ws_main.kept')
  expect(await verdict()).toMatchObject({ ok: true })
})

test('A83 audit: who has the database but not the secret cannot note another end', async () => {
  const [head] = await s.db.query<{ number: number }>('select number from zhike.seal_head')
  await s.db.query('update zhike.seal_head set number = number - 1')
  expect(await verdict()).toMatchObject({ ok: false, fault: { kind: 'anchor' } })
  await s.db.query('update zhike.seal_head set number = $1', [head!.number])
  expect(await verdict()).toMatchObject({ ok: true })
  await s.db.query('delete from zhike.seal_head')
  expect(await verdict()).toMatchObject({ ok: false, fault: { kind: 'anchor' } })
})

test(
  'after a new secret the operator signs the end of the log anew, and the check goes on from there',
  { timeout: 60_000 },
  async () => {
    const env = { ...process.env, DATABASE_URL: s.databaseUrl, SECRET: secret, DATA_DIR: '/nonexistent' }
    const { status, stderr } = spawnSync(process.execPath, ['server/cli/index.ts', 'migrate', '--anchor'], { env })
    expect([status, stderr.toString()]).toEqual([0, ''])
    expect(await verdict()).toMatchObject({ ok: true })
  },
)
