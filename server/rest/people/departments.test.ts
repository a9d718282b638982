import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from '#test/server'

let s: TestServer
beforeAll(async () => {
  s = await openServer()
})
afterAll(() => s?.close())

const any = { 'if-match': '*' }
const department = async (name: string, parent: string | null = null): Promise<string> =>
  (await s.admin.call('POST', '/records/department', { name, parent })).body.id
const customer = async (name: string, values: object): Promise<string> => {
  const made = await s.admin.call('POST', '/records/customer', { name, ...values })
  expect(made.status, made.text).toBe(201)
  return made.body.id
}
const read = async (object: string, id: string, fields: string) =>
  (await s.admin.call('GET', `/records/${object}/${id}?fields=${fields}`)).body
const contents = async (id: string) => (await s.admin.call('GET', `/departments/${id}/contents`)).body
const moved = async (from: string, body: object) => {
  const asked = await s.admin.call('POST', `/departments/${from}/move`, body)
  expect(asked.status, asked.text).toBe(202)
  const now = async () => (await s.admin.call('GET', `/departments/${from}/contents?job=${asked.body.job}`)).body.job
  await expect.poll(async () => (await now()).state).toBe('done')
  return { ...(await now()), request: asked.body.request }
}

test('all of a department goes to another at once: people, departments below it, records, fields of the company’s own', async () => {
  const [from, to] = [await department('老北区'), await department('新北区')]
  const [below, other] = [await department('北一部', from), await department('别处')]
  const { name: field } = (
    await s.admin.call('POST', '/schema/objects/customer/fields', { kind: 'department', label: '协办部门' })
  ).body
  await s.admin.call('PATCH', `/records/user/${s.bob.id}`, { department: from, departments: [other, from] }, any)
  const mine = await customer('海川机电', { owner: s.bob.id })
  const helped = await customer('远洋食品', { department: other, [field]: from })
  const untouched = await customer('别家', { department: other })
  expect((await read('customer', mine, 'department')).department).toBe(from)
  const role = s.roles.get('reader')
  const rights = (await s.admin.call('GET', `/roles/${role}/rights`)).body
  const readAlso = [{ name: '北区的', departments: [from] }]
  await s.admin.call('PUT', `/roles/${role}/rights`, {
    grants: { ...rights.grants, customer: { read: 'own', readAlso } },
    abilities: rights.abilities ?? [],
  })

  const before = await contents(from)
  expect(before.data).toEqual([
    { object: 'department', label: '部门', count: 1 },
    { object: 'user', label: '员工', count: 1 },
    { object: 'customer', label: '客户', count: 2 },
  ])
  expect(before.sharing).toEqual([expect.stringContaining('北区的')])
  const done = await moved(from, { to })
  expect(done).toMatchObject({ result: { moved: 4, failed: 0, removed: false }, progress: { done: 4, total: 4 } })
  expect((await contents(from)).data).toEqual([])
  expect(await read('department', below, 'parent')).toMatchObject({ parent: to })
  expect(await read('user', s.bob.id, 'department,departments')).toMatchObject({
    department: to,
    departments: [other, to],
  })
  expect(await read('customer', mine, 'department,owner')).toMatchObject({ department: to, owner: s.bob.id })
  expect(await read('customer', helped, `department,${field}`)).toMatchObject({ department: other, [field]: to })
  const { data: history } = (await s.admin.call('GET', `/records/customer/${mine}/history`)).body
  expect(history[0]).toMatchObject({ actor: { id: s.admin.id }, request: done.request })

  const undone = await s.admin.call('POST', `/changes/${done.request}/undo`)
  expect(undone.status, undone.text).toBe(200)
  expect(await read('customer', mine, 'department')).toMatchObject({ department: from })
  expect(await read('customer', untouched, 'version')).toMatchObject({ version: 1 })
})

test('a department becomes part of one below it: that branch takes its place, and the empty one goes', async () => {
  const top = await department('总部')
  const from = await department('大区', top)
  const branch = await department('华东', from)
  const [to, beside] = [await department('上海', branch), await department('华南', from)]
  const record = await customer('沪上客户', { department: from })
  const done = await moved(from, { to, remove: true })
  expect(done).toMatchObject({ result: { moved: 3, failed: 0, removed: true } })
  expect(await read('department', branch, 'parent')).toMatchObject({ parent: top })
  expect(await read('department', beside, 'parent')).toMatchObject({ parent: to })
  expect(await read('customer', record, 'department')).toMatchObject({ department: to })
  expect((await s.admin.call('GET', `/records/department/${from}`)).status).toBe(404)

  const undone = await s.admin.call('POST', `/changes/${done.request}/undo`)
  expect(undone.status, undone.text).toBe(200)
  expect(await read('department', from, 'parent')).toMatchObject({ parent: top })
  expect(await read('department', branch, 'parent')).toMatchObject({ parent: from })
  expect(await read('customer', record, 'department')).toMatchObject({ department: from })
})

test('a department is moved into another one that is there, and only by who manages people', async () => {
  const [from, gone] = [await department('甲部'), await department('乙部')]
  await s.admin.call('DELETE', `/records/department/${gone}`)
  const refusal = async (to: string) => {
    const { status, body } = await s.admin.call('POST', `/departments/${from}/move`, { to })
    return [status, body.code]
  }
  expect(await refusal(from)).toEqual([422, 'department.moveElsewhere'])
  expect((await refusal(gone))[0]).toBe(404)
  expect((await s.mgr.call('POST', `/departments/${from}/move`, { to: gone })).status).toBe(403)
})
