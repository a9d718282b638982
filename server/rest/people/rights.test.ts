import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from '#test/server'

let s: TestServer
beforeAll(async () => {
  s = await openServer()
})
afterAll(() => s.close())

const rightsOf = async (role: string) => (await s.admin.call('GET', `/roles/${s.roles.get(role)}/rights`)).body

test('a sharing rule shows another department’s customers of one region, says why, and ends when it is taken away', async () => {
  const add = async (name: string, region: string, level: string) =>
    (await s.amy.call('POST', '/records/customer', { name, level, address: { region } })).body.id as string
  const [shared, otherRegion] = [await add('上海客户', '310115', 'A'), await add('杭州客户', '330106', 'A')]
  const path = `/roles/${s.roles.get('sales')}/rights`
  const before = await rightsOf('sales')
  const rule = {
    name: '北区上海客户',
    departments: [s.departments['head']],
    below: true,
    when: 'level == "A" && startsWith(address.region, "31")',
  }
  const seen = async (id: string) => (await s.eve.call('GET', `/records/customer/${id}`)).status
  expect([await seen(shared), await seen(otherRegion)]).toEqual([404, 404])

  const grants = { ...before.grants, customer: { ...before.grants.customer, readAlso: [rule] } }
  expect(
    (
      await s.admin.call('PUT', path, {
        ...before,
        grants,
        id: undefined,
        name: undefined,
        label: undefined,
        basis: undefined,
      })
    ).status,
  ).toBe(200)
  expect([await seen(shared), await seen(otherRegion)]).toEqual([200, 404])
  const list = await s.eve.call('GET', '/records/customer?fields=name&total=true')
  expect(list.body).toMatchObject({ data: [{ name: '上海客户' }], total: { value: 1 } })
  expect((await s.eve.call('PATCH', `/records/customer/${shared}`, { remark: 'x' }, { 'if-match': '*' })).status).toBe(
    403,
  )

  const why = await s.admin.call('GET', `/access/explain?object=customer&record=${shared}&user=${s.eve.id}`)
  expect(why.body.allowed).toBe(true)
  expect(why.body.sentences.join()).toContain('它符合共享规则“北区上海客户”(角色“销售”')
  const whyNot = await s.admin.call('GET', `/access/explain?object=customer&record=${otherRegion}&user=${s.eve.id}`)
  expect(whyNot.body.sentences.join()).toContain('它不符合共享规则“北区上海客户”')

  const wrong = { ...grants, customer: { ...grants.customer, readAlso: [{ when: 'nothing == 1' }] } }
  expect((await s.admin.call('PUT', path, { grants: wrong, abilities: [] })).body.code).toBe('expression.unknownName')
  await s.admin.call('PUT', path, { grants: before.grants, abilities: before.abilities })
  expect(await seen(shared)).toBe(404)
})

test('rights that are saved as declared are not kept apart from the declaration', async () => {
  const before = await rightsOf('reader')
  const path = `/roles/${s.roles.get('reader')}/rights`
  await s.admin.call('PUT', path, { grants: before.grants, abilities: before.abilities })
  const role = await s.admin.call('GET', `/records/role/${s.roles.get('reader')}?fields=grants`)
  expect(role.body.grants).toEqual({})
  expect((await rightsOf('reader')).grants).toEqual(before.grants)
})

test('a copied role may what its model may; a security officer who sees no customer can still give rights on them', async () => {
  const copied = await s.sec.call('POST', `/roles/${s.roles.get('sales')}/copy`, { label: '大客户销售' })
  expect(copied.status, copied.text).toBe(201)
  const [model, copy] = [await rightsOf('sales'), (await s.admin.call('GET', `/roles/${copied.body.id}/rights`)).body]
  expect(copy).toMatchObject({ label: '大客户销售', grants: model.grants, abilities: model.abilities })
  const { objects } = (await s.sec.call('GET', '/rights/catalogue')).body
  const lead = objects.find((one: any) => one.name === 'lead')
  expect(lead).toMatchObject({ business: true, owned: true, actions: [{ name: 'convert' }] })
  expect(lead.fields).toContainEqual(expect.objectContaining({ name: 'mobile', readOnly: false }))
  expect(lead.fields.at(-1)).toMatchObject({ name: 'deletedAt', readOnly: true })
  expect((await s.sec.call('GET', '/records/lead')).status).toBe(404)
  expect((await s.amy.call('POST', `/roles/${s.roles.get('sales')}/copy`, { label: 'x' })).status).toBe(403)
})

test('the records of a leaver go to a colleague in her department, with a history, and to nobody who is gone', async () => {
  const ids: string[] = []
  for (const name of ['甲', '乙']) ids.push((await s.bob.call('POST', '/records/customer', { name })).body.id)
  const counted = await s.admin.call('GET', `/users/${s.bob.id}/records`)
  expect(counted.body.data).toContainEqual({ object: 'customer', label: '客户', count: 2 })
  await s.admin.call('POST', `/users/${s.mkt.id}/disable`)
  const path = `/users/${s.bob.id}/transfer`
  expect((await s.admin.call('POST', path, { to: s.mkt.id })).body.code).toBe('user.notActive')
  expect((await s.admin.call('POST', path, { to: s.bob.id })).body.code).toBe('user.notActive')
  expect((await s.admin.call('POST', path, { to: s.eve.id })).body).toEqual({ moved: 2, failed: 0, left: 0 })
  const one = await s.eve.call('GET', `/records/customer/${ids[0]}?fields=owner,department`)
  expect(one.body).toMatchObject({ owner: s.eve.id, department: s.departments['south'] })
  const history = await s.eve.call('GET', `/records/customer/${ids[0]}/history`)
  expect(history.body.data[0]).toMatchObject({ op: 'update', reason: '移交离任员工的记录', actor: { name: '管理员' } })
})

test('a department cannot be moved below one of its own', async () => {
  const { head, north } = s.departments
  const moved = await s.admin.call('PATCH', `/records/department/${head}`, { parent: north }, { 'if-match': '*' })
  expect(moved.body.code).toBe('department.circle')
})
