import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sweepFiles, createFileStore } from '#platform/files'
import { attachmentsOf } from '#test/attachments'
import { openServer, type TestServer } from '#test/server'
import { uploadTo } from '#test/upload'

const dataDir = mkdtempSync(path.join(tmpdir(), 'zhike-files-'))
const files = path.join(dataDir, 'files')
let s: TestServer
/** One whose storage cannot be written. */
let broken: TestServer
beforeAll(async () => {
  s = await openServer({ dataDir })
  const occupied = path.join(dataDir, 'broken')
  writeFileSync(occupied, 'a file where the folder should be')
  broken = await openServer({ dataDir: occupied, role: 'web' })
})
afterAll(async () => {
  await broken.close()
  await s.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const { upload, stored, rows, customerOf, activity } = attachmentsOf(() => s, files)

test('an upload that breaks off leaves nothing behind', async () => {
  expect((await upload(s.amy, 'whole', 'whole')).status).toBe(201)
  const [before, contents] = [await rows(), stored().length]
  await new Promise<void>((resolve) => {
    const headers = {
      'content-type': 'application/octet-stream',
      'x-file-name': 'half',
      'content-length': '1000',
      cookie: s.amy.cookie,
    }
    const half = request(`${s.url}/api/v1/files`, { method: 'POST', headers }, () => {}).on('error', () => {})
    half.on('close', resolve)
    half.write('half of it')
    setTimeout(() => half.destroy(), 200)
  })
  await expect.poll(() => stored().length).toBe(contents)
  expect(await rows()).toBe(before)
})

test.each(['/files', '/imports?object=customer'])(
  'F23 an upload to %s that is refused half-way does not hold up the next request on its connection',
  async (to) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const ask = (method: string, path: string, content: Buffer | null): Promise<number> =>
      new Promise((resolve, reject) => {
        const headers = {
          cookie: broken.admin.cookie,
          'x-file-name': 'x.csv',
          'content-type': 'application/octet-stream',
        }
        const sent = request(`${broken.url}/api/v1${path}`, {
          method,
          headers: content ? headers : { cookie: headers.cookie },
          agent,
        })
        sent.on('error', reject).on('response', (response) => {
          response.resume().on('end', () => resolve(response.statusCode!))
        })
        sent.end(content ?? undefined)
      })
    expect(await ask('POST', to, Buffer.alloc(1_900_000, 'x'))).toBe(507)
    expect(await ask('GET', '/me', null)).toBe(200)
    agent.destroy()
  },
)

test('F16: where the storage cannot be written the upload is refused as such, and there is no row', async () => {
  const refused = await uploadTo(broken.url, broken.amy, 'x', 'x')
  expect([refused.status, refused.body.code]).toEqual([507, 'file.storageFailed'])
  expect(await broken.db.query('select from ws_main.file')).toHaveLength(0)
})

test('F05: the sweep takes what no record ever held and what no row names, and nothing that a record holds or held', async () => {
  const kept = await upload(s.amy, 'kept.txt', 'kept')
  const held = await upload(s.amy, 'held.txt', 'held')
  const loose = await upload(s.amy, 'loose.txt', 'loose')
  const saved = await activity(s.amy, await customerOf(s.amy, '清理公司'), [kept.body.id, held.body.id])
  await s.amy.call('PATCH', `/records/activity/${saved.body.id}`, { files: [kept.body.id] }, { 'if-match': '*' })
  const [place] = await s.db.query<{ id: string }>('select id from zhike.workspace')
  const orphan = path.join(files, place!.id, 'ab', 'ab6f7a52-0c1c-4a0e-9a57-2b64c3f1d7aa')
  writeFileSync(path.join(files, 'incoming', 'x.part'), 'half')
  mkdirSync(path.dirname(orphan), { recursive: true })
  writeFileSync(orphan, 'a process died here')

  const store = createFileStore({ s3: null, dataDir })
  const workspace = { id: place!.id, schemaName: 'ws_main' }
  expect(await sweepFiles(s.db, store, workspace, new Date())).toEqual({ rows: 0, contents: 0 })
  for (const file of [...stored(), ...stored(path.join(files, 'incoming'))]) utimesSync(file, new Date(0), new Date(0))
  await s.db.query(`update ws_main.file set created_at = '2020-01-01'`)
  const swept = await sweepFiles(s.db, store, workspace, new Date())
  expect(swept.rows).toBeGreaterThan(0)
  expect(swept.contents).toBe(1)

  const left = await s.db.query<{ id: string; key: string }>('select id, key from ws_main.file')
  expect(left.map((f) => f.id)).toEqual(expect.arrayContaining([kept.body.id, held.body.id]))
  expect(left.map((f) => f.id)).not.toContain(loose.body.id)
  // No row names a content that is not there, and no content is without a row.
  expect(
    stored()
      .map((f) => path.relative(files, f))
      .sort(),
  ).toEqual(left.map((f) => f.key).sort())
  expect((await s.amy.call('GET', `/files/${kept.body.id}/content`)).text).toBe('kept')
})
