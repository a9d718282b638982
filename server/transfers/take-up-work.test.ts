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

/** As a process leaves it that dies with the last attempt of its job. */
const abandon = async (work: 'import' | 'export' | 'bulk_change', id: string, change: string) => {
  const [place] = await s.db.query<{ schema: string }>('select schema_name as schema from zhike.workspace')
  await s.db.query(`update "${place!.schema}".${work} set ${change} where id = $1`, [id])
}

test('an import, and the taking back of one, at which nobody works any more is taken up when a process starts', async () => {
  const response = await fetch(`${s.url}/api/v1/imports?object=customer`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'a.csv', cookie: s.mgr.cookie },
    body: '客户名称\n没人管的\n',
  })
  const { id } = (await response.json()) as { id: string }
  const now = async () => (await s.mgr.call('GET', `/imports/${id}`)).body
  const abandoned = (change: string) => abandon('import', id, change)
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

test('an export at which nobody works any more is ended when a process starts: it holds up no other, and its maker is told', async () => {
  const { id } = (await s.mgr.call('POST', '/exports', { object: 'customer', format: 'csv' })).body
  const now = async () => (await s.mgr.call('GET', `/exports/${id}`)).body
  await expect.poll(async () => (await now()).status).toBe('done')
  await abandon('export', id, `status = 'running', rows = 0, file = null, size = null`)
  const second = await s.secondNode()
  await expect.poll(async () => (await now()).status).toBe('failed')
  expect((await now()).problem.code).toBe('transfer.broken')
  const told = async () => (await s.mgr.call('GET', '/notifications')).body.data.map((n: any) => n.text)
  await expect.poll(told).toContainEqual(expect.stringContaining('客户没有导出成功'))
  await second.close()
})

test('a bulk change at which nobody works any more goes on when a process starts, behind what it has done', async () => {
  const make = async (name: string) => (await s.mgr.call('POST', '/records/customer', { name })).body.id as string
  const ids = [await make('批量甲'), await make('批量乙')]
  const asked = { operation: 'update', ids, set: { level: 'A' } }
  const { body } = await s.mgr.call('POST', '/records/customer/bulk-changes', asked)
  expect(body).toMatchObject({ status: 'done', changed: 2 })
  await s.mgr.call('PATCH', `/records/customer/${ids[1]}`, { level: 'B' }, { 'if-match': '*' })
  await abandon('bulk_change', body.id, `status = 'running', tried = 1, changed = 1, at = now() - interval '1 hour'`)
  const second = await s.secondNode()
  await expect.poll(async () => (await s.mgr.call('GET', `/bulk-changes/${body.id}`)).body.status).toBe('done')
  expect((await s.mgr.call('GET', `/records/customer/${ids[1]}`)).body.level).toBe('A')
  await second.close()
})
