import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFileStore, sweepFiles } from '#platform/files'
import { type ObjectStorage, openOwnStorage } from '#test/object-storage'
import { openServer, type TestServer } from '#test/server'
import { uploadTo } from '#test/upload'

const folder = mkdtempSync(path.join(tmpdir(), 'zhike-s3-'))
const dataDir = path.join(folder, 'data')
let storage: ObjectStorage
let s: TestServer

beforeAll(async () => {
  storage = await openOwnStorage(folder)
  s = await openServer({ dataDir, s3: storage.place })
})
afterAll(async () => {
  await s.close()
  await storage.close()
  rmSync(folder, { recursive: true, force: true })
})

const content = async (id: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${s.url}/api/v1/files/${id}/content`, { headers: { cookie: s.amy.cookie, ...headers } })
  return [response.status, Buffer.from(await response.arrayBuffer()).toString()] as const
}

test('with an S3-compatible storage configured, files go there and come back whole and in parts; the disk keeps none', async () => {
  const text = '合同正文'.repeat(10_000)
  const { status, body } = await uploadTo(s.url, s.amy, '合同.txt', text)
  expect(status).toBe(201)
  expect(await content(body.id)).toEqual([200, text])
  expect(await content(body.id, { range: 'bytes=0-11' })).toEqual([206, '合同正文'])
  expect(readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((e) => e.isFile())).toEqual([])
})

test('the sweep removes from the storage what no record ever held, and nothing else', async () => {
  const [kept, loose] = [await uploadTo(s.url, s.amy, '留.txt', '留'), await uploadTo(s.url, s.amy, '清.txt', '清')]
  const customer = (await s.amy.call('POST', '/records/customer', { name: '云存储公司' })).body.id
  await s.amy.call('POST', '/records/activity', {
    subject: '报价',
    about: { object: 'customer', id: customer },
    files: [kept.body.id],
  })
  await s.db.query(`update ws_main.file set created_at = now() - interval '30 days'`)
  const [{ id }] = (await s.db.query<{ id: string }>('select id from zhike.workspace')) as [{ id: string }]
  const store = createFileStore({ s3: storage.place, dataDir })
  expect((await sweepFiles(s.db, store, { id, schemaName: 'ws_main' }, new Date())).rows).toBeGreaterThanOrEqual(1)
  expect(await content(kept.body.id)).toEqual([200, '留'])
  expect((await content(loose.body.id))[0]).toBe(404)
  const keys: string[] = []
  for await (const key of store.list(id, new Date(Date.now() + 60_000))) keys.push(key)
  const rows = await s.db.query<{ key: string }>('select key from ws_main.file')
  expect(keys.toSorted()).toEqual(rows.map((r) => r.key).toSorted())
})

test('a content that the storage has lost is said to be lost', async () => {
  const { body } = await uploadTo(s.url, s.amy, '丢.txt', '丢')
  const [row] = await s.db.query<{ key: string }>('select key from ws_main.file where id = $1', [body.id])
  await createFileStore({ s3: storage.place, dataDir }).remove(row!.key)
  expect((await s.amy.call('GET', `/files/${body.id}/content`)).body).toMatchObject({ status: 410, code: 'file.lost' })
})

test('F16 the storage is down: an upload is refused as such and leaves no row; when it is back, it takes files again', async () => {
  const rows = async () => (await s.db.query<{ n: number }>('select count(*)::int as n from ws_main.file'))[0]!.n
  const before = await rows()
  await storage.stop()
  expect(await uploadTo(s.url, s.amy, 'x', 'x')).toMatchObject({ status: 507, body: { code: 'file.storageFailed' } })
  expect(await rows()).toBe(before)
  await storage.start()
  expect((await uploadTo(s.url, s.amy, 'x', 'x')).status).toBe(201)
})
