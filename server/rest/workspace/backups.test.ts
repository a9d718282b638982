import { afterAll, beforeAll, expect, test } from 'vitest'
import { backupProblem } from '../../backup/backup-health.ts'
import { scratchFolder } from '#test/restored'
import { clientOf, openServer, type TestServer } from '#test/server'

const scratch = scratchFolder()
let s: TestServer
beforeAll(async () => {
  s = await openServer({ dataDir: scratch.folder })
})
afterAll(async () => {
  await s?.close()
  scratch.remove()
})

const list = async () => (await s.admin.call('GET', '/backups')).body

test('the administrator sets when backups are made and how many are kept', async () => {
  expect((await list()).schedule).toEqual({ on: true, at: '02:30', keep: { daily: 7, weekly: 4, monthly: 3 } })
  const wanted = { on: true, at: '23:05', keep: { daily: 3, weekly: 2, monthly: 0 } }
  expect((await s.admin.call('PUT', '/backups/schedule', wanted)).body).toEqual(wanted)
  expect((await list()).schedule).toEqual(wanted)
  for (const at of ['24:00', '2:30', '02:60', "02:30'; drop"])
    expect((await s.admin.call('PUT', '/backups/schedule', { ...wanted, at })).status).toBe(400)
  expect(
    (await s.admin.call('PUT', '/backups/schedule', { ...wanted, keep: { daily: 0, weekly: 0, monthly: 0 } })).status,
  ).toBe(400)
})

test('a backup asked for by hand is made, proven and listed; the key itself is never told', async () => {
  const asked = await s.admin.call('POST', '/backups', {})
  expect(asked.status, asked.text).toBe(202)
  const mine = async () => (await list()).data.find((b: any) => b.id === asked.body.id)
  await expect.poll(async () => (await mine()).state).toBe('done')
  const made = await mine()
  expect(made).toMatchObject({ kind: 'manual', here: true, problem: null, facts: { missing: 0, sealed: true } })
  expect(made.provenAt).not.toBe(null)
  expect(JSON.stringify(await list())).not.toContain('AGE-SECRET-KEY')
  const metrics = await (await fetch(`${s.url}/metrics`)).text()
  expect(metrics).toContain(`zhike_backup_last_bytes ${made.size}`)
  expect(metrics).toContain('zhike_backup_failures 0')
  const health = { last: made.at, bytes: made.size, failures: 0, founded: made.at, away: null, notAway: 0 }
  expect(backupProblem(health, new Date())).toBe(null)
})

test('an API key manages no backups, whatever its scopes', async () => {
  const { key } = (await s.admin.call('POST', '/api-keys', { name: 'k', scopes: ['customer:read'] })).body
  const byKey = clientOf(s.url, '', { key })
  for (const [method, path] of [
    ['GET', '/backups'],
    ['POST', '/backups'],
  ] as const)
    expect((await byKey.call(method, path, method === 'POST' ? {} : undefined)).status).toBe(403)
})
