import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type Client, type TestServer } from '#test/server'

let s: TestServer
beforeAll(async () => {
  s = await openServer()
})
afterAll(() => s.close())

const make = async (who: Client, name: string, values: object = {}) =>
  (await who.call('POST', '/records/view', { name, object: 'customer', query: {}, ...values })).body
const change = (who: Client, id: string, values: object) =>
  who.call('PATCH', `/records/view/${id}`, values, { 'if-match': '*' })
const names = async (who: Client) =>
  (await who.call('GET', '/records/view?sort=name&fields=name')).body.data.map((row: { name: string }) => row.name)
const departmentOf = async (who: Client) =>
  (await s.admin.call('GET', `/records/user/${who.id}?fields=department.name`)).body.department.id

test('a view is shared with a role or a department, seen by who is in it or below it, and by nobody who no longer is', async () => {
  const sales = s.roles.get('sales')
  await make(s.mgr, '给销售', { shared: 'some', roles: [sales] })
  const north = await departmentOf(s.amy)
  const below = (await s.admin.call('POST', '/records/department', { name: '北区一组', parent: north })).body.id
  const { id } = await make(s.mgr, '给北区', { shared: 'some', departments: [north] })
  expect(await names(s.bob)).toEqual(['给北区', '给销售'])
  expect(await names(s.eve)).toEqual(['给销售'])
  expect(await names(s.rdr)).toEqual(['给北区'])
  expect(await names(s.sup)).toEqual([])

  // Into a department below, out of the department, out of the role: each at the next call.
  const move = (values: object) => s.admin.call('PATCH', `/records/user/${s.bob.id}`, values, { 'if-match': '*' })
  await move({ department: below })
  expect(await names(s.bob)).toEqual(['给北区', '给销售'])
  await s.bob.call('PATCH', '/me/preferences', { favourites: [{ object: 'customer', view: id, name: '给北区' }] })
  await move({ department: await departmentOf(s.eve) })
  expect(await names(s.bob)).toEqual(['给销售'])
  expect((await s.bob.call('GET', '/me')).body.preferences.favourites).toEqual([])
  await move({ roles: [s.roles.get('reader')] })
  expect(await names(s.bob)).toEqual([])
  expect((await s.bob.call('GET', `/records/view/${id}`)).status).toBe(404)

  // What is chosen counts only while it is shared with the chosen.
  await change(s.mgr, id, { shared: 'me' })
  expect(await names(s.amy)).toEqual(['给销售'])
})

test('who a view is shared with may use it and not change it; a locked one is not changed by its author either', async () => {
  const { id } = await make(s.mgr, '锁住的', { shared: 'all', locked: true, query: { sort: 'name' } })
  expect((await change(s.amy, id, { name: '我的' })).status).toBe(403)
  expect((await change(s.mgr, id, { query: { sort: '-name' } })).body).toMatchObject({
    status: 422,
    code: 'view.locked',
  })
  expect((await change(s.mgr, id, { locked: false, query: { sort: '-name' } })).status).toBe(200)
})

test('an administrator says with which view a role begins; that role sees it, and there is one', async () => {
  const sales = s.roles.get('sales')
  const { id } = await make(s.mgr, '销售开始', { shared: 'me' })
  expect((await change(s.mgr, id, { defaultFor: [sales] })).status).toBe(422)
  expect((await s.eve.call('GET', '/me')).body.defaultViews).toEqual({})
  // Private views of others are not an administrator's to hand out.
  expect((await change(s.admin, id, { defaultFor: [sales] })).status).toBe(404)
  await change(s.mgr, id, { shared: 'some', roles: [s.roles.get('administrator')] })
  expect((await change(s.admin, id, { defaultFor: [sales] })).status).toBe(200)
  expect((await s.eve.call('GET', '/me')).body.defaultViews).toEqual({ customer: id })
  expect(await names(s.eve)).toContain('销售开始')
  expect((await s.rdr.call('GET', '/me')).body.defaultViews).toEqual({})

  const other = await make(s.admin, '另一个', { shared: 'all' })
  const refused = await change(s.admin, other.id, { defaultFor: [sales] })
  expect(refused.body).toMatchObject({ status: 422, code: 'view.oneDefault' })
  const records = [
    { id, defaultFor: [] },
    { id: other.id, defaultFor: [sales] },
  ]
  await s.admin.call('POST', '/records/view/batch', { operation: 'update', records, atomic: true })
  expect((await s.eve.call('GET', '/me')).body.defaultViews).toEqual({ customer: other.id })
})
