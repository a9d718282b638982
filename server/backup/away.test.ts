import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuid7 } from '#engine'
import { backupRow, createAway } from '#platform/backup'
import { createFileStore } from '#platform/files'
import { type ObjectStorage, openObjectStorage } from '#test/object-storage'
import { config, openServer, type TestServer } from '#test/server'
import { runBackup } from './run-backup.ts'
import { dropOutlived } from './drop-outlived.ts'
import { nextTry, sendAway } from './send-away.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'zhike-away-'))
const dataDir = path.join(folder, 'data')
const backups = path.join(dataDir, 'backups')
let storage: ObjectStorage
let s: TestServer

beforeAll(async () => {
  storage = await openObjectStorage(folder)
  s = await openServer({ dataDir, backupS3: storage.place })
})
afterAll(async () => {
  await s?.close()
  await storage?.close()
  rmSync(folder, { recursive: true, force: true })
})

const there = async () => (await createAway(storage.place).list()).map(({ name }) => name)
const listed = async (id: string) =>
  (await s.admin.call('GET', '/backups')).body.data.find((each: { id: string }) => each.id === id)
const told = ({ away }: { away: { arrived: string | null; problem: string | null } | null }) =>
  away?.arrived ? 'arrived' : away?.problem ? 'failed' : 'on its way'

const backedUp = async () => {
  const { id } = (await s.admin.call('POST', '/backups', {})).body
  await expect.poll(async () => told(await listed(id))).not.toBe('on its way')
  return await listed(id)
}

test('each backup is copied to the object storage, and the list says where it lies', async () => {
  const made = await backedUp()
  const [name] = readdirSync(backups).filter((each) => each.endsWith('.zkb'))
  const { storage: place } = (await s.admin.call('GET', '/backups')).body
  expect(place).toBe(`${storage.place.endpoint}/${storage.place.bucket}/backups/`)
  expect(made).toMatchObject({ state: 'done', here: true, away: { place: `${place}${name}`, problem: null } })
  expect(await createAway(storage.place).list()).toEqual([
    { name, size: readFileSync(path.join(backups, name!)).length },
  ])
})

test('what retention removes here is removed there', async () => {
  await s.admin.call('PUT', '/backups/schedule', { on: true, at: '02:30', keep: { daily: 1, weekly: 0, monthly: 0 } })
  const [{ id }] = (await s.admin.call('GET', '/backups')).body.data
  await s.db.query(`update zhike.backup set at = at - interval '3 days' where id = $1`, [id])
  const before = await there()
  await backedUp()
  await expect.poll(there).not.toContain(before[0])
  expect(await there()).toHaveLength(1)
})

test('a storage that does not answer says so, keeps nobody from the backup, and gets it once it is back', async () => {
  await storage.stop()
  const made = await backedUp()
  expect(made).toMatchObject({
    state: 'done',
    here: true,
    away: { problem: expect.stringContaining('没能送到对象存储') },
  })
  expect(Date.parse(made.away.nextTry)).toBeGreaterThan(Date.now())
  const [row] = await s.db.query<{ path: string }>('select path from zhike.backup where id = $1', [made.id])
  expect(existsSync(row!.path)).toBe(true)
  expect((await fetch(`${s.url}/api/v1/backups/${made.id}/file`, { headers: { cookie: s.admin.cookie } })).status).toBe(
    200,
  )
  const metrics = await (await fetch(`${s.url}/metrics`)).text()
  expect(metrics).toMatch(/zhike_backup_away_last_seconds [1-9]/)

  await storage.start()
  expect((await s.admin.call('POST', `/backups/${made.id}/away`, {})).status).toBe(202)
  await expect.poll(async () => told(await listed(made.id))).toBe('arrived')
  expect(await there()).toContain(path.basename(row!.path))
})

test('while nothing newer has arrived, the copy that is there stays, though here its turn is over', async () => {
  const services = { config: config(s.databaseUrl, { dataDir, backupS3: storage.place }), database: s.db }
  const [last] = (await s.admin.call('GET', '/backups')).body.data
  const before = await there()
  await s.db.query(`update zhike.backup set at = at - interval '9 days' where id = $1`, [last.id])
  await storage.stop()
  await backedUp()
  await dropOutlived(services)
  expect(await listed(last.id)).toMatchObject({ state: 'done', here: false, away: { arrived: expect.any(String) } })
  await storage.start()
  await dropOutlived(services)
  expect(await there()).toEqual(before)
})

test('a backup that was made is not made again, whatever became of its copy', async () => {
  const settings = config(s.databaseUrl, { dataDir, backupS3: storage.place })
  const services = { config: settings, database: s.db, files: createFileStore(settings) }
  const wanted = { id: uuid7(), kind: 'manual', folder: path.join(folder, 'elsewhere') } as const
  await runBackup(services, wanted)
  await storage.stop()
  await sendAway(services, wanted.id)
  await storage.start()
  await runBackup(services, wanted)
  await sendAway(services, wanted.id)
  const [name, ...more] = readdirSync(wanted.folder)
  expect(more).toEqual([])
  expect(await backupRow(s.db, wanted.id)).toMatchObject({ state: 'done', away: { problem: null, failures: 1 } })
  expect(await there()).toContain(name)
})

test('one that did not arrive is tried again after ten minutes, then later each time, but never later than in six hours', () => {
  const begun = '2026-11-22T02:30:00.000Z'
  const problem = { code: 'backup.notAway', 'zh-CN': '', en: '' }
  const waits = [1, 2, 3, 20].map((failures) => {
    const next = nextTry({ place: '', begun, arrived: null, problem, failures })
    return (next.getTime() - Date.parse(begun)) / 60_000
  })
  expect(waits).toEqual([10, 20, 40, 360])
})
