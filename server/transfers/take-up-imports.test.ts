import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from '#test/server'

let s: TestServer
const dataDir = mkdtempSync(path.join(tmpdir(), 'zhike-take-up-'))
beforeAll(async () => {
  s = await openServer({ dataDir })
})
afterAll(async () => {
  await s.close()
  rmSync(dataDir, { recursive: true, force: true })
})

test('an import, and the taking back of one, at which nobody works any more is taken up when a process starts', async () => {
  const response = await fetch(`${s.url}/api/v1/imports?object=customer`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'a.csv', cookie: s.mgr.cookie },
    body: '客户名称\n没人管的\n',
  })
  const { id } = (await response.json()) as { id: string }
  const now = async () => (await s.mgr.call('GET', `/imports/${id}`)).body
  const [place] = await s.db.query<{ schema: string }>('select schema_name as schema from zhike.workspace')
  /** As a process leaves it that dies with the last attempt of its job. */
  const abandoned = (change: string) => s.db.query(`update "${place!.schema}".import set ${change} where id = $1`, [id])
  await s.mgr.call('POST', `/imports/${id}/check`)
  await expect.poll(async () => (await now()).status).toBe('checked')

  await abandoned(`status = 'running', started_at = now()`)
  const second = await s.secondNode()
  await expect.poll(async () => (await now()).status).toBe('done')
  expect((await now()).counts).toMatchObject({ read: 1, created: 1 })
  await second.close()

  const undone = { request: crypto.randomUUID(), done: 0, total: 1, cursor: null, conflicts: 0 }
  await abandoned(`status = 'reverting', undone = '${JSON.stringify(undone)}'`)
  const third = await s.secondNode()
  await expect.poll(async () => (await now()).status).toBe('reverted')
  await third.close()
})
