import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Database, uuid7 } from '#engine'
import { backupRow, checkBackup, createArchive, type Header } from '#platform/backup'
import { createFileStore } from '#platform/files'
import { ownDatabase } from '#test/own-database'
import { restoreAndServe, scratchFolder, silent } from '#test/restored'
import { config, openServer, type TestServer } from '#test/server'
import { loadDatabase } from './load-database.ts'
import { restoreIntoFolder } from './restore-into-folder.ts'
import { runBackup } from './run-backup.ts'

const scratch = scratchFolder()
const at = (name: string) => path.join(scratch.folder, name)
let s: TestServer
let file: string
let key: string

beforeAll(async () => {
  key = await generateX25519Identity()
  s = await openServer({ dataDir: at('data') })
  for (let n = 0; n < 5; n++) await s.amy.call('POST', '/records/customer', { name: `客户 ${n}` })
  const settings = config(s.databaseUrl, { dataDir: at('data'), backupKey: key })
  const services = { config: settings, database: s.db, files: createFileStore(settings) }
  const id = uuid7()
  await runBackup(services, { id, kind: 'command', folder: at('backups') })
  file = (await backupRow(s.db, id))!.path!
})
afterAll(async () => {
  await s?.close()
  scratch.remove()
})

/** Loads a file into a database of its own and answers what was refused, and whether anything was left behind. */
const load = async (archive: string, withKey = key): Promise<{ refused: string; schemas: number }> => {
  const own = await ownDatabase()
  const files = createFileStore({ s3: null, dataDir: at('files') })
  const database = new Database(own.url, { max: 3, statementTimeout: 0 })
  try {
    const refused = await loadDatabase(database, { file: archive, key: withKey, files }).then(
      () => 'nothing',
      (error: { code?: string; message: string }) => error.code ?? error.message,
    )
    const [left] = await own.db.query<{ n: number }>(
      `select count(*) as n from pg_namespace where nspname in ('zhike', 'auth') or nspname like 'ws%'`,
    )
    return { refused, schemas: left!.n }
  } finally {
    await database.close()
    await own.drop()
  }
}

test('a backup that is as it was made loads, and proves itself without a database', async () => {
  expect(await load(file)).toEqual({ refused: 'nothing', schemas: 3 })
  const { manifest } = await checkBackup(file, key)
  expect(manifest.seals.every(({ ok }) => ok)).toBe(true)
})

test('F64 a truncated backup is refused wherever it was cut, and leaves nothing behind', async () => {
  const bytes = readFileSync(file)
  for (const share of [0, 0.0005, 0.3, 0.7, 0.9999]) {
    writeFileSync(at('cut'), bytes.subarray(0, Math.floor(bytes.length * share)))
    const { refused, schemas } = await load(at('cut'))
    expect(refused, String(share)).toMatch(/^backup\.(damaged|notABackup)$/)
    expect(schemas).toBe(0)
  }
})

test('F64 one changed byte is refused, wherever it is', async () => {
  const bytes = readFileSync(file)
  for (const share of [0.0001, 0.1, 0.5, 0.95, 0.99999]) {
    const changed = Buffer.from(bytes)
    const place = Math.floor(bytes.length * share)
    changed[place] = changed[place]! ^ 1
    writeFileSync(at('changed'), changed)
    expect((await load(at('changed'))).refused, String(share)).toMatch(/^backup\.(damaged|notABackup|wrongKey)$/)
  }
})

test('F64 another key, no key and a file that is none are refused with words of their own', async () => {
  expect((await load(file, await generateX25519Identity())).refused).toBe('backup.wrongKey')
  writeFileSync(at('letter'), 'Dear Sir,\n')
  expect((await load(at('letter'))).refused).toBe('backup.notABackup')
  expect((await load(at('nowhere'))).refused).toBe('backup.noSuchFile')
})

const header = (more: object): Header =>
  ({
    format: 1,
    version: '0.0.1',
    postgres: '18',
    at: new Date().toISOString(),
    migrations: ['control-0001', 'auth-0001'],
    workspaces: [],
    tables: [],
    ...more,
  }) as Header

/** A backup that somebody wrote by hand, with the right key. */
const forged = async (told: object, entries: Record<string, string> = {}): Promise<string> => {
  const archive = await createArchive(at('forged'), await identityToRecipient(key))
  await archive.add('header.json', JSON.stringify(told))
  for (const [name, content] of Object.entries(entries)) await archive.add(name, content)
  await archive.add('manifest.json', JSON.stringify({ tables: [], files: [], missing: [], seals: [] }))
  await archive.finish()
  return at('forged')
}

test('F64 a newer format, a newer version and steps that nobody here knows are refused as too new', async () => {
  expect((await load(await forged({ format: 2, version: '9.0.0', new: true }))).refused).toBe('backup.tooNew')
  expect((await load(await forged(header({ version: '99.0.0' })))).refused).toBe('backup.tooNew')
  expect((await load(await forged(header({ migrations: ['control-9999'] })))).refused).toBe('backup.tooNew')
})

const evil = `x";drop schema public cascade;--`
const table = { schema: 'zhike', name: 'extra', columns: [{ name: 'id', type: 'uuid' }], key: ['id'] }
test.each([
  ['schema', header({ tables: [{ ...table, schema: evil }] })],
  ['table', header({ tables: [{ ...table, name: '";id;"' }] })],
  ['column', header({ tables: [{ ...table, columns: [{ name: evil, type: 'uuid' }] }] })],
  ['key', header({ tables: [{ ...table, key: [evil] }] })],
  ['type', header({ tables: [{ ...table, columns: [{ name: 'id', type: 'uuid); drop schema public; --' }] }] })],
  ['workspace', header({ workspaces: [{ schema: 'a"; drop schema public; --', months: [] }] })],
  ['month', header({ workspaces: [{ schema: 'ws_x', months: ["2026_01'); --"] }] })],
])('A58 a name in the metadata that would be SQL is refused: %s', async (_, told) => {
  expect(await load(await forged(told))).toEqual({ refused: 'backup.damaged', schemas: 0 })
})

test('A58 a table outside of the installation and a type of somebody else’s are refused', async () => {
  const outside = header({ tables: [{ ...table, schema: 'public' }] })
  expect(await load(await forged(outside, { 'table-0/1': '' }))).toEqual({ refused: 'backup.damaged', schemas: 0 })
  const typed = header({ tables: [{ ...table, columns: [{ name: 'id', type: 'my_own_type' }] }] })
  expect((await load(await forged(typed, { 'table-0/1': '' }))).refused).toMatch(/not a type|damaged/)
})

test.each(['../../etc/passwd', '/etc/passwd', '..\\x', 'file/../../../x', 'file/a'])(
  'A58 an entry named %s leads nowhere',
  async (name) => {
    expect((await load(await forged(header({}), { [name]: 'x' }))).refused).toBe('backup.damaged')
  },
)

test('F64 a restore touches nothing that is there; with --replace it keeps it under another name', async () => {
  const folder = at('machine')
  const work = { file, key, folder, s3: null, log: silent }
  const first = await restoreAndServe(file, key, folder)
  await first.close()
  await expect(restoreIntoFolder({ ...work, replace: false })).rejects.toMatchObject({ code: 'backup.notEmpty' })
  const { aside } = await restoreIntoFolder({ ...work, replace: true })
  expect(readdirSync(aside!)).toContain('secrets.json')
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['postgres', 'secrets.json']))
  const left = readdirSync(scratch.folder).filter((name) => name.includes('restoring'))
  expect(left).toEqual([])
})

test('a backup that cannot be written says why, leaves no half file, and the next one succeeds', async () => {
  copyFileSync(file, at('taken'))
  const settings = config(s.databaseUrl, { dataDir: at('data'), backupKey: key })
  const services = { config: settings, database: s.db, files: createFileStore(settings) }
  const id = uuid7()
  await expect(runBackup(services, { id, kind: 'command', folder: path.join(at('taken'), 'below') })).rejects.toThrow(
    /ENOTDIR|EEXIST/,
  )
  expect(await backupRow(s.db, id)).toMatchObject({ state: 'failed', problem: { code: expect.any(String) } })
  const cancelled = uuid7()
  await expect(
    runBackup(services, { id: cancelled, kind: 'manual', folder: at('backups') }, { cancelled: () => true }),
  ).rejects.toMatchObject({ code: 'backup.cancelled' })
  expect(await backupRow(s.db, cancelled)).toMatchObject({ state: 'cancelled' })
  expect(readdirSync(at('backups')).filter((name) => name.endsWith('.part'))).toEqual([])
})
