import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from '#test/server'

let s: TestServer
beforeAll(async () => {
  s = await openServer()
})
afterAll(() => s.close())

test('who came onto the team of a record, with what rights, and who went, stands in its history and the audit', async () => {
  const { id } = (await s.amy.call('POST', '/records/customer', { name: '一起跟' })).body
  const place = `/records/customer/${id}/team/${s.eve.id}`
  const asked = { may: 'read', until: '2030-01-01T00:00:00.000Z' }
  await s.amy.call('PUT', place, asked)
  // Said once more, it is no change.
  await s.amy.call('PUT', place, asked)
  await s.amy.call('PUT', place, { may: 'write' })
  await s.amy.call('DELETE', place)
  await s.amy.call('DELETE', place)
  const eve = { id: s.eve.id, name: 'eve' }
  const [first, second] = [
    { ...eve, ...asked },
    { ...eve, may: 'write', until: null },
  ]
  const { data } = (await s.amy.call('GET', `/records/customer/${id}/history`)).body
  expect(data.slice(0, 3)).toMatchObject([
    { op: 'team', version: 1, actor: { name: 'amy' }, undoable: false, member: { old: second, new: null } },
    { op: 'team', member: { old: first, new: second } },
    { op: 'team', member: { old: null, new: first } },
  ])
  expect(data).toHaveLength(4)
  const audit = (await s.aud.call('GET', '/audit?object=customer')).body.data
  expect(audit.filter((entry: any) => entry.op === 'team' && entry.record === id)).toHaveLength(3)
  expect((await s.eve.call('GET', `/records/customer/${id}/history`)).status).toBe(404)
})

test('a record as of a time says who wrote it, not who changed its team', async () => {
  const made = (await s.amy.call('POST', '/records/customer', { name: '当时' })).body
  await s.mgr.call('PUT', `/records/customer/${made.id}/team/${s.eve.id}`, { may: 'read' })
  const then = new Date().toISOString()
  await s.amy.call('PATCH', `/records/customer/${made.id}`, { level: 'A' }, { 'if-match': '*' })
  const { body } = await s.amy.call('GET', `/records/customer/${made.id}?asOf=${then}&fields=updatedBy,updatedAt,level`)
  expect(body).toMatchObject({ version: 1, level: 'C', updatedBy: s.amy.id, updatedAt: made.updatedAt })
})

test('a name in place of a colleague is a wrong parameter', async () => {
  const { id } = (await s.amy.call('POST', '/records/customer', { name: '名字' })).body
  expect((await s.amy.call('DELETE', `/records/customer/${id}/team/eve`)).body.code).toBe('request.badParameter')
})
