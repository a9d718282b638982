import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from '#test/server'

/** So many that an export does not end before somebody has looked at it. */
const many = 20_000

let s: TestServer
let schema: string
const dataDir = mkdtempSync(path.join(tmpdir(), 'zhike-exports-'))
beforeAll(async () => {
  s = await openServer({ dataDir })
  const [place] = await s.db.query<{ schema: string }>('select schema_name as schema from zhike.workspace')
  schema = place!.schema
  await s.db.query(
    `insert into "${schema}".customer (id, version, "createdAt", "createdBy", "updatedAt", "updatedBy", name, status, department)
     select gen_random_uuid(), 1, now(), $1, now(), $1, '很多 ' || n, 'potential', $2 from generate_series(1, $3::int) n`,
    [s.admin.id, s.departments['north'], many],
  )
})
afterAll(async () => {
  await s.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const files = () =>
  readdirSync(dataDir, { recursive: true, withFileTypes: true }).flatMap((f) => (f.isFile() ? f.name : []))

const begin = async (query: object = {}) => {
  const { body } = await s.mgr.call('POST', '/exports', { object: 'customer', format: 'csv', query })
  const id: string = body.id
  const now = async () => (await s.mgr.call('GET', `/exports/${id}`)).body
  return { id, now, stop: (who = s.mgr) => who.call('POST', `/exports/${id}/cancel`) }
}

/** An export that has written some of its rows. */
const underWay = async () => {
  const made = await begin()
  await expect.poll(async () => (await made.now()).rows, { interval: 20 }).toBeGreaterThan(0)
  return made
}

test('an export that is stopped ends before its last row: nothing is kept of its file, and it is in no audit', async () => {
  const before = files()
  const { id, now, stop } = await underWay()
  expect(files().length).toBeGreaterThan(before.length)
  expect((await stop(s.admin)).status).toBe(404)
  for (const _ of ['stopped', 'stopped again'])
    expect(await stop()).toMatchObject({ status: 200, body: { status: 'cancelled' } })
  const job = async () => {
    const [found] = await s.db.query<{ state: string; done: number }>(
      `select state::text, done::int from jobs.job join zhike.job_progress on job = id
       where name = 'export.run' and singleton_key = $1`,
      [id],
    )
    return found
  }
  await expect.poll(job).toMatchObject({ state: 'completed' })
  expect((await job())!.done).toBeLessThan(many)
  expect(files()).toEqual(before)
  expect((await now()).status).toBe('cancelled')
  expect((await s.mgr.call('GET', `/exports/${id}/file`)).status).toBe(404)
  expect((await s.admin.call('GET', `/audit?object=customer`)).body.data.map((e: any) => e.record)).not.toContain(id)
  expect((await s.mgr.call('GET', '/notifications')).body.data).toEqual([])
})

test('an export that is done is not stopped any more, and its file stays', async () => {
  const { id, now, stop } = await begin({ filter: { name: '很多 7' } })
  await expect.poll(async () => (await now()).status).toBe('done')
  const late = await stop()
  expect([late.status, late.body.code, late.body.detail]).toEqual([409, 'export.over', '这次导出已经结束,不用再停止'])
  expect((await s.mgr.call('GET', `/exports/${id}/file`)).text).toContain('很多 7')
})

test('a process that starts leaves the export alone at which another one works', async () => {
  const { id, now } = await underWay()
  await s.db.transaction(async (tx) => {
    await tx.query(`select 1 from "${schema}".export where id = $1 for update`, [id])
    const second = await s.secondNode()
    await second.close()
  })
  await expect.poll(async () => (await now()).status).toBe('done')
  expect((await now()).rows).toBe(many)
})
