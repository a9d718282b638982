import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { networkInterfaces, tmpdir } from 'node:os'
import { connect } from 'node:net'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startPostgres, type Postgres } from './index.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'zhike-pg-'))
const dataDir = path.join(folder, 'closed', 'postgres')
let postgres: Postgres

// As root this is root's home in small: PostgreSQL's account may not even walk through.
beforeAll(async () => {
  mkdirSync(path.dirname(dataDir), { mode: 0o700 })
  postgres = await startPostgres({ dataDir, profile: 'test' })
})
afterAll(async () => {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
})

const ask = async <Row>(url: string, sql: string): Promise<Row> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows[0] as Row
  } finally {
    await client.end()
  }
}

it('is PostgreSQL 18 with checksums and UTF-8', async () => {
  const found = await ask(
    postgres.url,
    `select current_setting('server_version') like '18.%' as v18, current_setting('data_checksums') as checksums,
            getdatabaseencoding() as encoding`,
  )
  expect(found).toEqual({ v18: true, checksums: 'on', encoding: 'UTF8' })
})

it('gives the application a role that owns its database and nothing else', async () => {
  const role = await ask(
    postgres.url,
    `select rolname, rolsuper, rolcreaterole, rolreplication, rolbypassrls,
            (select pg_get_userbyid(datdba) from pg_database where datname = current_database()) as owner
     from pg_roles where rolname = current_user`,
  )
  expect(role).toEqual({
    rolname: 'zhike',
    rolsuper: false,
    rolcreaterole: false,
    rolreplication: false,
    rolbypassrls: false,
    owner: 'zhike',
  })
  await expect(ask(postgres.url, `select pg_read_file('postgresql.conf')`)).rejects.toThrow(/permission denied/)
})

it('sorts Chinese names by pinyin and knows their letters, without an extension that nothing uses', async () => {
  const names = `unnest(array['张三', '李四', '王五', '阿里']) as name`
  expect(
    await ask(postgres.url, `select string_agg(name, ' ' order by name collate "zh-Hans-CN-x-icu") from ${names}`),
  ).toEqual({ string_agg: '阿里 李四 王五 张三' })
  expect(await ask(postgres.url, `select '客户' ~ '^\\w+$' as letters`)).toEqual({ letters: true })
  expect(
    await ask(postgres.url, `select string_agg(extname, ' ' order by extname) as names from pg_extension`),
  ).toEqual({
    names: 'btree_gin plpgsql',
  })
})

it('keeps its passwords to their owner and lets nobody in without one', async () => {
  expect(statSync(path.join(dataDir, 'connection.json')).mode & 0o077).toBe(0)
  const guess = postgres.url.replace(/:[^:@]+@/, ':guess@')
  await expect(ask(guess, 'select 1')).rejects.toThrow(/password authentication failed/)
})

const outside = Object.values(networkInterfaces())
  .flat()
  .find((each) => each && !each.internal && each.family === 'IPv4')

it.runIf(outside)('listens on this machine alone', async () => {
  const refused = new Promise((resolve) => {
    const socket = connect(postgres.port, outside!.address)
    socket
      .once('connect', () => resolve('connected'))
      .once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
  })
  expect(await refused).toBe('ECONNREFUSED')
})

it('is shared by a second process, which leaves it running, and is found again on the same port', async () => {
  // Versions before left it behind.
  await ask(postgres.adminUrl.replace(/\/postgres$/, '/zhike'), 'create extension pg_trgm')
  const second = await startPostgres({ dataDir, profile: 'test' })
  expect([second.pid, second.url]).toEqual([postgres.pid, postgres.url])
  await second.stop()
  expect(await ask(postgres.url, 'select 1 as alive')).toEqual({ alive: 1 })

  await ask(postgres.url, 'create table kept (id int)')
  await postgres.stop()
  const before = postgres
  postgres = await startPostgres({ dataDir, profile: 'test' })
  expect(postgres.url).toBe(before.url)
  expect(postgres.pid).not.toBe(before.pid)
  expect(await ask(postgres.url, 'select count(*)::int as rows from kept')).toEqual({ rows: 0 })
  const former = `select count(*)::int as left from pg_extension where extname = 'pg_trgm'`
  expect(await ask(postgres.url, former)).toEqual({ left: 0 })
})

it('starts afresh when the very first start was cut off', async () => {
  const half = path.join(folder, 'half')
  mkdirSync(path.join(half, 'cluster.new', 'base'), { recursive: true })
  writeFileSync(path.join(half, 'cluster.new', 'PG_VERSION'), '18\n')
  const started = await startPostgres({ dataDir: half, profile: 'test' })
  await started.stop()
  expect(existsSync(path.join(half, 'cluster', 'PG_VERSION'))).toBe(true)
})

it('F67 refuses the data of another major version with a clear sentence, and touches nothing', async () => {
  const old = path.join(folder, 'old')
  mkdirSync(path.join(old, 'cluster'), { recursive: true })
  writeFileSync(path.join(old, 'cluster', 'PG_VERSION'), '17\n')
  await expect(startPostgres({ dataDir: old })).rejects.toThrow(/由 PostgreSQL 17 创建.*PostgreSQL 18/)
  expect(existsSync(path.join(old, 'connection.json'))).toBe(false)
})

it('says so when the file with its passwords is lost', async () => {
  const lost = path.join(folder, 'lost')
  mkdirSync(path.join(lost, 'cluster'), { recursive: true })
  writeFileSync(path.join(lost, 'cluster', 'PG_VERSION'), '18\n')
  await expect(startPostgres({ dataDir: lost })).rejects.toThrow(/connection\.json/)
})

it('keeps what people wrote out of the log of the server', async () => {
  await ask(postgres.url, `select '13800138000'::int2`).catch(() => {})
  expect(readFileSync(path.join(dataDir, 'postgres.log'), 'utf8')).not.toContain('13800138000')
})
