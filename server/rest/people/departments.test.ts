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
  const { id } = asked.body
  const now = async () => (await s.admin.call('GET', `/department-moves/${id}`)).body
  await expect.poll(async () => (await now()).state).toBe('done')
  return now()
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

test('whoever asked for a move is told of its end and finds it again; nobody else does, nor what the job kept of her', async () => {
  const [from, to] = [await department('要撤的部'), await department('接手的部')]
  await customer('跟着走的', { department: from })
  const { id, request } = await moved(from, { to, remove: true })
  const told = async () =>
    (await s.admin.call('GET', '/notifications')).body.data.filter(
      (n: { work: { id: string } | null }) => n.work?.id === id,
    )
  await expect
    .poll(told)
    .toMatchObject([
      { kind: 'job', work: { kind: 'move', id }, text: '“要撤的部”移到“接手的部”完成:移走 1 项,原部门已删除' },
    ])
  const found = await s.admin.call('GET', `/department-moves/${id}`)
  expect(found.body).toEqual({
    id,
    request,
    from: { id: from, name: '要撤的部' },
    to: { id: to, name: '接手的部' },
    state: 'done',
    progress: { done: 1, total: 1 },
    result: { moved: 1, failed: 0, removed: true },
  })
  for (const [who, status] of [
    [s.mgr, 403],
    [s.eve, 403],
  ] as const)
    expect((await who.call('GET', `/department-moves/${id}`)).status).toBe(status)
  await s.db.query(`update jobs.job set data = data || $2 where name = 'department.move' and id = $1`, [
    id,
    JSON.stringify({ by: s.mgr.id }),
  ])
  expect((await s.admin.call('GET', `/department-moves/${id}`)).status).toBe(404)
  const other = { by: s.admin.id, workspaceId: crypto.randomUUID() }
  await s.db.query(`update jobs.job set data = data || $2 where name = 'department.move' and id = $1`, [
    id,
    JSON.stringify(other),
  ])
  expect((await s.admin.call('GET', `/department-moves/${id}`)).status).toBe(404)
  for (const none of [crypto.randomUUID(), 'no-id', 'x:y'])
    expect((await s.admin.call('GET', `/department-moves/${none}`)).status).toBe(404)
})

test('a move that goes on after a crash counts what was moved before, and is told of once', async () => {
  const [from, to] = [await department('断电的部'), await department('来电的部')]
  for (const name of ['先走', '后走']) await customer(name, { department: from })
  const { id, request } = await moved(from, { to, remove: true })
  // As after a process that died when all was done, before it said so.
  await s.db.query(
    `update jobs.job set state = 'retry', output = null, completed_on = null where name = 'department.move' and id = $1`,
    [id],
  )
  const now = async () => (await s.admin.call('GET', `/department-moves/${id}`)).body
  await expect.poll(async () => (await now()).state).toBe('done')
  expect(await now()).toMatchObject({ request, result: { moved: 2, failed: 0, removed: true } })
  const { data } = (await s.admin.call('GET', '/notifications?limit=100')).body
  expect(data.filter((n: { work: { id: string } | null }) => n.work?.id === id)).toHaveLength(1)
})

test('a move that is given up says so to whoever asked for it', async () => {
  const [from, to] = [await department('留下的部'), await department('没去成的部')]
  const { id } = await moved(from, { to })
  // As if she who asked had lost the right to manage people by its last attempt.
  await s.db.query(
    `update jobs.job set state = 'retry', output = null, completed_on = null, retry_count = 2, start_after = now(), data = data || $2 where name = 'department.move' and id = $1`,
    [id, JSON.stringify({ by: s.mgr.id })],
  )
  const told = async () =>
    (await s.mgr.call('GET', '/notifications')).body.data.filter(
      (n: { work: { id: string } | null }) => n.work?.id === id,
    )
  await expect
    .poll(told)
    .toMatchObject([{ text: '“留下的部”没有全部移到“没去成的部”。已移走的留在新部门,再移一次会接着做' }])
})

test('somebody put into a department while that is being deleted is refused, and so is what comes back below it', async () => {
  const [gone, below] = [await department('刚删的部'), await department('刚删的部的下级')]
  await s.admin.call('PATCH', `/records/department/${below}`, { parent: gone }, any)
  await s.admin.call('DELETE', `/records/department/${below}`)
  // Deletes it, and holds that back until the other write has looked and waits.
  const race = await s.db.owner.transaction(async (inside) => {
    await inside.query(`update zhike.workspace set rights_version = rights_version + 1`)
    await inside.query(`update ws_main.department set "deletedAt" = now() where id = $1`, [gone])
    const late = s.admin.call('PATCH', `/records/user/${s.eve.id}`, { department: gone }, any)
    const waiting = () =>
      s.db.query(`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%rights_version%'`)
    await expect.poll(waiting, { interval: 10 }).toHaveLength(1)
    return { late }
  })
  expect(await race.late).toMatchObject({ status: 409, body: { code: 'department.gone' } })
  expect((await read('user', s.eve.id, 'department')).department).not.toBe(gone)
  const back = await s.admin.call('POST', `/records/department/${below}/restore`)
  expect(back).toMatchObject({ status: 409, body: { code: 'department.gone' } })
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
