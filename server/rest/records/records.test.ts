import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from '#test/server'

let s: TestServer
beforeAll(async () => {
  s = await openServer()
})
afterAll(() => s.close())

test('a salesperson creates, reads, changes and deletes a customer, and each step is in its history', async () => {
  const made = await s.amy.call('POST', '/records/customer', {
    name: '上海华精精密机械有限公司',
    level: 'A',
    phone: '13812342201',
  })
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ owner: s.amy.id, version: 1, phone: '+8613812342201' })
  expect(made.body.number).toMatch(/^C\d{10}$/)

  const read = await s.amy.call('GET', `/records/customer/${made.body.id}?fields=name,owner.name,number`)
  expect(read.headers.get('etag')).toBe('"v1"')
  expect(read.body).toEqual({
    id: made.body.id,
    version: 1,
    name: '上海华精精密机械有限公司',
    owner: { id: s.amy.id, name: 'amy' },
    number: made.body.number,
  })

  const changed = await s.amy.call('PATCH', `/records/customer/${made.body.id}`, { level: 'B' }, { 'if-match': '"v1"' })
  expect(changed.body).toMatchObject({ level: 'B', version: 2 })

  const gone = await s.amy.call('DELETE', `/records/customer/${made.body.id}`)
  expect(gone.status).toBe(200)
  expect((await s.amy.call('GET', `/records/customer/${made.body.id}`)).status).toBe(404)
  expect((await s.amy.call('POST', `/changes/${gone.body.change}/undo`)).body).toEqual({ undone: 1, conflicts: [] })

  const history = await s.amy.call('GET', `/records/customer/${made.body.id}/history`)
  expect(history.body.data.map((e: any) => e.op)).toEqual(['restore', 'delete', 'update', 'create'])
  expect(history.body.data[2].changes).toEqual([{ field: 'level', label: '等级', old: 'A', new: 'B' }])
})

test('a colleague in another department does not see it; one in hers does but may not change it', async () => {
  const { body } = await s.amy.call('POST', '/records/customer', { name: '苏州恒信精细化工' })
  expect((await s.eve.call('GET', `/records/customer/${body.id}`)).status).toBe(404)
  expect((await s.bob.call('GET', `/records/customer/${body.id}`)).status).toBe(200)
  const refused = await s.bob.call('PATCH', `/records/customer/${body.id}`, { level: 'A' }, { 'if-match': '*' })
  expect(refused.status).toBe(403)
  expect(refused.body).toMatchObject({ code: 'record.forbidden', status: 403 })
})

test('a record tells what the caller may do with it, alone and in a list', async () => {
  const { id } = (await s.amy.call('POST', '/records/customer', { name: '无锡正通传动' })).body
  const asked = `/records/customer/${id}?fields=name,rights`
  const list = `/records/customer?fields=rights&filter=${encodeURIComponent(JSON.stringify({ id }))}`
  const rights = async (who: 'amy' | 'bob' | 'mgr' | 'rdr') => {
    const alone = (await s[who].call('GET', asked)).body
    expect((await s[who].call('GET', list)).body.data[0].rights).toEqual(alone.rights)
    return alone.rights
  }
  expect(await rights('amy')).toEqual({ update: true, delete: true })
  expect(await rights('mgr')).toEqual({ update: true, delete: true })
  expect(await rights('bob')).toEqual({ update: false, delete: false })
  expect(await rights('rdr')).toEqual({ update: false, delete: false })

  await s.amy.call('PUT', `/records/customer/${id}/team/${s.bob.id}`, { may: 'write', until: null })
  expect(await rights('bob')).toEqual({ update: true, delete: false })
  expect((await s.amy.call('GET', '/records/customer?sort=rights')).status).toBe(422)
})

test('whoever may only read a lead cannot have it converted for her', async () => {
  const { id } = (await s.amy.call('POST', '/records/lead', { company: '嘉兴远航纺机', name: '陈洁' })).body
  for (const status of ['working', 'qualified'])
    await s.amy.call('PATCH', `/records/lead/${id}`, { status }, { 'if-match': '*' })
  await s.amy.call('PUT', `/records/lead/${id}/team/${s.bob.id}`, { may: 'read', until: null })
  const convert = () => s.bob.call('POST', `/records/lead/${id}/actions/convert`, { name: '细纱机改造' })
  expect(await convert()).toMatchObject({ status: 403, body: { code: 'record.forbidden' } })
  expect((await s.amy.call('GET', `/records/lead/${id}`)).body.status).toBe('qualified')
  await s.amy.call('PUT', `/records/lead/${id}/team/${s.bob.id}`, { may: 'write', until: null })
  expect((await convert()).status).toBe(200)
})

test('lists filter, sort, count and page', async () => {
  const names = ['甲', '乙', '丙', '丁', '戊'].map((n) => `分页公司${n}`)
  for (const name of names) await s.amy.call('POST', '/records/customer', { name, industry: 'energy' })
  const filter = encodeURIComponent(JSON.stringify({ industry: 'energy' }))
  const seen: string[] = []
  let cursor = ''
  do {
    const page = await s.amy.call(
      'GET',
      `/records/customer?filter=${filter}&fields=name&limit=2&total=true${cursor && `&cursor=${cursor}`}`,
    )
    expect(page.body.total).toEqual({ value: 5, exact: true })
    seen.push(...page.body.data.map((r: any) => r.name))
    cursor = page.body.next ?? ''
  } while (cursor)
  expect(seen).toEqual([...names].reverse())
})

test('what is wrong is said field by field, in the language asked for', async () => {
  const zh = await s.amy.call('POST', '/records/customer', { creditCode: '123', nonsense: 1 })
  expect(zh.status).toBe(422)
  expect(zh.headers.get('content-type')).toContain('application/problem+json')
  expect(zh.body.problems.map((p: any) => p.field).sort()).toEqual(['creditCode', 'nonsense'])
  const en = await s.amy.call('POST', '/records/customer', {}, { 'accept-language': 'en' })
  expect(en.body.problems[0]).toMatchObject({
    field: 'name',
    code: 'field.required',
    message: 'Please fill in “Name”',
  })
})

test('the OpenAPI document names every route of the API and the fields of the caller', async () => {
  const { body } = await s.amy.call('GET', '/openapi.json')
  expect(body.openapi).toBe('3.1.0')
  expect(body.paths['/api/v1/records/customer']).toHaveProperty('post')
  expect(Object.keys(body.components.schemas.Customer.properties)).not.toContain('creditLimit')
})

test('a field added a moment ago is there in lists, forms, filters, history and the OpenAPI document', async () => {
  const added = await s.admin.call('POST', '/schema/objects/customer/fields', {
    name: 'grade',
    kind: 'choice',
    label: '评级',
    options: { options: { gold: '金', silver: '银' } },
  })
  expect(added.body).toEqual({ name: 'x_grade' })
  const made = await s.amy.call('POST', '/records/customer', { name: '有评级的客户', x_grade: 'gold' })
  expect(made.body.x_grade).toBe('gold')
  const found = await s.amy.call(
    'GET',
    `/records/customer?filter=${encodeURIComponent('{"x_grade":"gold"}')}&fields=name,x_grade`,
  )
  expect(found.body.data).toHaveLength(1)
  const meta = await s.amy.call('GET', '/meta')
  expect(
    meta.body.objects.find((o: any) => o.name === 'customer').fields.find((f: any) => f.name === 'x_grade'),
  ).toMatchObject({ label: '评级', kind: 'choice' })
})
