import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from '#test/server'
import { needsRoot, type SmallVolume, smallVolume } from '#test/small-volume'
import { uploadTo } from '#test/upload'

let volume: SmallVolume | null
let s: TestServer
beforeAll(async () => {
  volume = smallVolume(8)
  if (volume) s = await openServer({ role: 'web', dataDir: volume.path })
})
afterAll(async () => {
  await s?.close()
  volume?.remove()
})

const upload = (size: number) => uploadTo(s.url, s.amy, '附件.bin', Buffer.alloc(size, 7))
const rows = async () => (await s.db.query<{ n: number }>('select count(*)::int as n from ws_main.file'))[0]!.n
/** Refused as the storage's fault, without a row; everything else goes on. */
const expectRefused = async () => {
  const before = await rows()
  expect(await upload(1_000_000)).toMatchObject({ status: 507, body: { code: 'file.storageFailed' } })
  expect(await rows()).toBe(before)
  expect((await s.amy.call('POST', '/records/customer', { name: '照常' })).status).toBe(201)
}

test('F16 the volume of the files full: an upload is refused and leaves nothing behind; what is there can be read; it goes on when there is room', async ({
  skip,
}) => {
  skip(!volume, needsRoot)
  const kept = await upload(100_000)
  expect(kept.status).toBe(201)
  volume!.fill(500_000)
  await expectRefused()
  expect((await s.amy.call('GET', `/files/${kept.body.id}/content`)).status).toBe(200)
  volume!.empty()
  expect((await upload(1_000_000)).status).toBe(201)
})

test('F16 the volume read-only: the same', async ({ skip }) => {
  skip(!volume, needsRoot)
  volume!.readOnly(true)
  await expectRefused()
  volume!.readOnly(false)
  expect((await upload(1_000)).status).toBe(201)
})

test('F16 the volume taken away: nothing is written into the empty place where it was', async ({ skip }) => {
  skip(!volume, needsRoot)
  const kept = await upload(1_000)
  volume!.unmount()
  await expectRefused()
  mkdirSync(`${volume!.path}/files`, { recursive: true })
  await expectRefused()
  expect((await s.amy.call('GET', `/files/${kept.body.id}/content`)).status).toBe(410)
})
