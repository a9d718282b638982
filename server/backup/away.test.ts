import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import S3rver from '@20minutes/s3rver'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAway, keyFileIn } from '#platform/backup'
import { createLogger } from '#platform/log'
import { openServer, type TestServer } from '#test/server'
import { withFileAtHand } from './at-hand.ts'
import { rehearseRestore } from './restore-into-folder.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'zhike-away-'))
const dataDir = path.join(folder, 'machine', 'data')
const backups = path.join(dataDir, 'backups')
const place = { endpoint: '', region: 'us-east-1', bucket: 'backups', accessKey: 'S3RVER', secretKey: 'S3RVER' }
let storage: S3rver
let s: TestServer

beforeAll(async () => {
  storage = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    allowMismatchedSignatures: true,
    directory: path.join(folder, 's3'),
    configureBuckets: [{ name: place.bucket }],
  })
  place.endpoint = `http://127.0.0.1:${(await storage.run()).port}`
  s = await openServer({ dataDir, backupS3: place })
})
afterAll(async () => {
  await s?.close()
  await storage.close().catch(() => {})
  rmSync(folder, { recursive: true, force: true })
})

const backedUp = async () => {
  const asked = await s.admin.call('POST', '/backups', {})
  const mine = async () => (await s.admin.call('GET', '/backups')).body.data.find((b: any) => b.id === asked.body.id)
  await expect.poll(async () => (await mine()).finishedAt).not.toBe(null)
  return await mine()
}

test('each backup is copied to the object storage, and is restored from there when the machine is lost', async () => {
  expect((await s.admin.call('POST', '/records/customer', { name: '异地留存公司' })).status).toBe(201)
  expect(await backedUp()).toMatchObject({ state: 'done', facts: { away: true } })
  const [local] = readdirSync(backups).filter((name) => name.endsWith('.zkb'))
  const away = createAway(place)
  expect(await away.list()).toEqual([{ name: local, size: readFileSync(path.join(backups, local!)).length }])

  const key = readFileSync(keyFileIn(dataDir), 'utf8').trim().split('\n').at(-1)!
  const other = { backupS3: place, dataDir: path.join(folder, 'another machine', 'data') }
  const names = await withFileAtHand('s3:latest', other, async (file) => {
    expect(readFileSync(file).equals(readFileSync(path.join(backups, local!)))).toBe(true)
    let found: { name: string }[] = []
    const log = createLogger({ level: 'silent', format: 'json' })
    await rehearseRestore({ file, key, log }, path.join(folder, 'another machine'), async ({ database }) => {
      found = await database.owner.query('select name from ws_main.customer')
    })
    return found.map(({ name }) => name)
  })
  expect(names).toContain('异地留存公司')
  expect(readdirSync(path.join(folder, 'another machine'))).toEqual([])
})

test('a backup that is larger than one part arrives byte for byte', async () => {
  const name = 'zhike-20200101-000000-abcdef.zkb'
  const file = path.join(folder, name)
  writeFileSync(file, randomBytes(70 * 2 ** 20))
  const away = createAway(place)
  await away.put(file)
  await away.fetch(name, `${file}.back`)
  expect(readFileSync(`${file}.back`).equals(readFileSync(file))).toBe(true)
  await away.remove(name)
  await expect(away.fetch(name, `${file}.back`)).rejects.toMatchObject({ code: 'backup.notInStorage' })
})

test('what retention removes here is removed there', async () => {
  await s.admin.call('PUT', '/backups/schedule', { on: true, at: '02:30', keep: { daily: 1, weekly: 0, monthly: 0 } })
  const [{ id }] = (await s.admin.call('GET', '/backups')).body.data
  await s.db.query(`update zhike.backup set at = at - interval '3 days' where id = $1`, [id])
  const before = (await createAway(place).list()).map(({ name }) => name)
  await backedUp()
  await expect.poll(async () => (await createAway(place).list()).map(({ name }) => name)).not.toContain(before[0])
  expect(await createAway(place).list()).toHaveLength(1)
})

test('a storage that does not answer fails the copy and says so; the backup stays on this machine', async () => {
  await storage.close()
  const made = await backedUp()
  expect(made).toMatchObject({ state: 'failed', problem: expect.stringContaining('没能送到对象存储') })
  const { path: file } = (
    await s.db.query<{ path: string }>('select path from zhike.backup where id = $1', [made.id])
  )[0]!
  expect(existsSync(file)).toBe(true)
})
