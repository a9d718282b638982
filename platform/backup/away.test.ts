import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { breakingLine, type BreakingLine } from '#test/breaking-line'
import { entrance } from '#platform/files'
import { type ObjectStorage, openObjectStorage } from '#test/object-storage'
import { createAway } from './away.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'zhike-away-'))
const name = 'zhike-20200101-000000-abcdef.zkb'
const file = path.join(folder, name)
const back = `${file}.back`
const half = `${file}.half`
/** More than one part. */
const content = randomBytes(40 * 2 ** 20)
let storage: ObjectStorage
let line: BreakingLine

beforeAll(async () => {
  writeFileSync(file, content)
  storage = await openObjectStorage(folder)
  line = await breakingLine(storage.place.endpoint)
})
afterAll(async () => {
  await line?.close()
  await storage?.close()
  rmSync(folder, { recursive: true, force: true })
})

const broken = () => createAway({ ...storage.place, endpoint: line.url })
const there = async () => (await createAway(storage.place).list()).map((each) => each.name)

test('a backup that is larger than one part arrives byte for byte', async () => {
  const away = createAway(storage.place)
  await away.put(file)
  expect(await away.list()).toEqual([{ name, size: content.length }])
  await away.fetch(name, back)
  expect(readFileSync(back).equals(content)).toBe(true)
  await away.remove(name)
  await expect(away.fetch(name, back)).rejects.toMatchObject({ code: 'backup.notInStorage' })
})

test('a connection that breaks while a backup is sent costs a part, not the backup', async () => {
  line.breakNext(2, 20 * 2 ** 20)
  await broken().put(file)
  await createAway(storage.place).fetch(name, back)
  expect(readFileSync(back).equals(content)).toBe(true)
})

test('a connection that breaks while a backup is fetched is taken up where it broke', async () => {
  line.breakNext(3, 10 * 2 ** 20)
  await broken().fetch('latest', back)
  expect(readFileSync(back).equals(content)).toBe(true)
  await createAway(storage.place).remove(name)
})

test('a backup that cannot be sent whole is not there at all, and is there once it can', async () => {
  line.breakNext(1_000, 20 * 2 ** 20)
  await expect(broken().put(file)).rejects.toMatchObject({
    code: 'backup.notAway',
    message: expect.stringContaining('连接被对方断开'),
  })
  expect(await there()).toEqual([])
  line.breakNext(0, 0)
  await broken().put(file)
  expect(await there()).toEqual([name])
})

test('one that cannot be fetched leaves no half file, and a storage that is not as it was set up says what is wrong', async () => {
  line.breakNext(1_000, 0)
  await expect(broken().fetch(name, half)).rejects.toMatchObject({ code: 'backup.storageTrouble' })
  expect(existsSync(half)).toBe(false)
  for (const [wrong, said] of [
    [{ bucket: 'nowhere' }, '没有这个存储桶'],
    [{ endpoint: 'http://127.0.0.1:1' }, '那里没有服务在运行'],
    [{ endpoint: 'http://nowhere.invalid' }, '主机'],
  ] as const)
    await expect(createAway({ ...storage.place, ...wrong }).list()).rejects.toMatchObject({
      code: 'backup.storageTrouble',
      message: expect.stringContaining(said),
    })
})

test.runIf(process.env['S3_SERVER'])('what a killed process left half sent is gone with the next backup', async () => {
  const { place } = storage
  const { client, s3 } = await entrance(place)()
  const at = { Bucket: place.bucket, Key: `backups/${name}` }
  const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand(at))
  await client.send(new s3.UploadPartCommand({ ...at, UploadId, PartNumber: 1, Body: content.subarray(0, 2 ** 20) }))
  const halves = async () => (await client.send(new s3.ListMultipartUploadsCommand({ Bucket: place.bucket }))).Uploads
  expect(await halves()).toHaveLength(1)
  await createAway(place).put(file)
  expect((await halves()) ?? []).toEqual([])
})
