import { beforeAll, expect, test } from 'vitest'
import { type AppError, type Context, createRecords, uuid7 } from '#engine'
import { Contact, Customer } from '#modules/customers'
import { Lead, Stage } from '#modules/sales'
import { type Workspace, workspace } from '#test/workspace'
import { updateRecords } from './update.ts'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

/** As a request from outside does it. */
const create = (ctx: Context, object: string, values: Record<string, unknown>) =>
  createRecords(ctx, ctx.object(object), [values], 'outside')
const problemsOf = async (work: Promise<unknown>) => {
  const error = (await work.then(
    () => expect.unreachable('not refused'),
    (e: unknown) => e,
  )) as AppError
  return (error.details.problems ?? [error]).map((p) => ({ field: p.field, code: p.code, message: p.message }))
}
const rowsIn = async (table: string) =>
  (await w.session.query<{ n: number }>(`select count(*) as n from "${w.schema}"."${table}"`))[0]!.n

test('every field that is missing is named at once, and nothing is saved', async () => {
  const before = await rowsIn('stage')
  const problems = await problemsOf(create(w.administrator, 'stage', { probability: '200' }))
  expect(problems.map((p) => [p.field, p.code])).toEqual([['probability', expect.stringContaining('field.')]])
  expect((await problemsOf(create(w.administrator, 'stage', { name: '  ' }))).map((p) => [p.field, p.code])).toEqual([
    ['pipeline', 'field.required'],
    ['name', 'field.required'],
    ['position', 'field.required'],
    ['probability', 'field.required'],
  ])
  expect(await rowsIn('stage')).toBe(before)
})

test('defaults fill in what nobody said, and the writer owns what is nobody else’s', async () => {
  const customer = await w.sales.create(Customer, { name: '默认' })
  expect(customer).toMatchObject({ kind: 'company', level: 'C', status: 'potential', owner: w.sales.actor.id })
  expect(customer).toMatchObject({
    department: w.departments.north,
    wonAmount: '0',
    openOpportunities: '0',
    version: 1,
  })
  expect(
    await w.sales.create(Customer, { name: '自己说', level: 'A', department: w.departments.south as never }),
  ).toMatchObject({
    level: 'A',
    department: w.departments.south,
  })
  // Saying "nobody" is something else than saying nothing.
  expect(await w.administrator.create(Customer, { name: '公海', owner: null })).toMatchObject({ owner: null })
})

test('a field with a default is never empty: cleared, it takes its default again', async () => {
  const cleared = { name: '清空', level: null, tags: null } as never
  const customer = await w.sales.create(Customer, cleared)
  expect(customer).toMatchObject({ level: 'C', tags: null })
  await w.sales.update(Customer, customer.id, { level: 'A' })
  expect(await w.sales.update(Customer, customer.id, { level: null } as never)).toMatchObject({ level: 'C' })
  // Or a lead without a status would stand outside its flow for ever.
  const lead = { company: '海川', name: '王芳', source: 'web', status: null } as never
  expect(await w.sales.create(Lead, lead)).toMatchObject({ status: 'new' })
})

test('empty texts and lists are nothing', async () => {
  const customer = await w.sales.create(Customer, { name: ' 修剪 ', remark: '', tags: [], phone: null })
  expect(customer).toMatchObject({ name: '修剪', remark: null, tags: null, phone: null })
})

test('a hidden field is written like one that does not exist', async () => {
  const hidden = await problemsOf(create(w.sales, 'customer', { name: 'x', creditLimit: '1' }))
  const unknown = await problemsOf(create(w.sales, 'customer', { name: 'x', creditLimt: '1' }))
  expect(hidden).toEqual([
    { field: 'creditLimit', code: 'request.unknownField', message: '客户没有名为“creditLimit”的字段' },
  ])
  expect(JSON.stringify(unknown).replaceAll('creditLimt', 'creditLimit')).toBe(JSON.stringify(hidden))
})

test('a masked field cannot be written by whoever sees only its mask', async () => {
  const { id } = await w.sales.create(Customer, { name: '电话', phone: '13800138000' })
  const masked = await w.person({
    roles: [await w.role('脱敏', { customer: { read: 'all', update: 'all', fields: { phone: 'masked' } } })],
  })
  expect(await masked.get(Customer, id)).toMatchObject({ phone: '138****8000' })
  const edit = updateRecords(masked, w.system.object('customer'), [{ id, patch: { phone: '13900139000' } }], {
    trust: 'outside',
  })
  expect(await problemsOf(edit)).toMatchObject([{ field: 'phone', code: 'field.readOnly' }])
})

test('A31 nobody assigns what the engine keeps: id, version, times, numbers, scores, results', async () => {
  const forbidden = {
    id: uuid7(),
    version: 7,
    createdAt: '2020-01-01T00:00:00Z',
    createdBy: w.manager.actor.id,
    updatedAt: '2020-01-01T00:00:00Z',
    updatedBy: w.manager.actor.id,
    deletedAt: null,
    number: 'C2020000001',
    wonAmount: '1000000',
    openOpportunities: '5',
  }
  const unknown = { workspace_id: 'x', is_admin: true, ver: 1, __proto__x: 1, constructor: 1 }
  const before = await rowsIn('customer')
  const problems = await problemsOf(create(w.administrator, 'customer', { name: 'x', ...forbidden, ...unknown }))
  expect(problems.map((p) => [p.field, p.code])).toEqual([
    ...Object.keys(forbidden).map((name) => [name, 'field.readOnly']),
    ...Object.keys(unknown).map((name) => [name, 'request.unknownField']),
  ])
  expect(await rowsIn('customer')).toBe(before)

  const lead = { company: '海川', name: '王芳', source: 'web' }
  expect(await problemsOf(create(w.sales, 'lead', { ...lead, score: 100 }))).toMatchObject([
    { field: 'score', code: 'field.readOnly' },
  ])
  expect(await problemsOf(create(w.sales, 'lead', { ...lead, opportunity: uuid7() }))).toMatchObject([
    { field: 'opportunity', code: 'field.readOnly' },
  ])
  expect(await problemsOf(create(w.sales, 'opportunity', { name: 'x', outcome: 'won' }))).toMatchObject([
    { field: 'outcome', code: 'field.readOnly' },
  ])
  expect(await problemsOf(create(w.sales, 'lead', { ...lead, status: 'converted' }))).toMatchObject([
    { code: 'record.badStep' },
  ])
})

test('A09 a reference to an unseen record is refused like one to no record at all', async () => {
  const unseen = await w.southSales.create(Customer, { name: '南方' })
  const deleted = await w.sales.create(Customer, { name: '已删' })
  await w.sales.remove(Customer, deleted.id)
  const contact = (customer: string) => problemsOf(create(w.sales, 'contact', { name: '王芳', customer }))
  const answer = [
    { field: 'customer', code: 'field.unknownReference', message: '“所属客户”指向的记录不存在,或你无权查看' },
  ]
  expect(await contact(unseen.id)).toEqual(answer)
  expect(await contact(uuid7())).toEqual(answer)
  expect(await contact(deleted.id)).toEqual(answer)

  const about = (object: string, id: string) =>
    problemsOf(create(w.sales, 'activity', { subject: 'x', about: { object, id } }))
  expect(await about('customer', unseen.id)).toMatchObject([{ field: 'about', code: 'field.unknownReference' }])
  const seen = await w.sales.create(Customer, { name: '看得见' })
  expect(await about('lead', seen.id)).toMatchObject([{ field: 'about', code: 'field.unknownReference' }])
  const people = problemsOf(create(w.sales, 'activity', { subject: 'x', participants: [w.sales.actor.id, uuid7()] }))
  expect(await people).toMatchObject([{ field: 'participants', code: 'field.unknownReference' }])
})

test('a form sent back whole keeps a reference that its sender cannot see', async () => {
  const unseen = await w.southSales.create(Customer, { name: '南方客户' })
  const contact = await w.sales.create(Contact, { name: '王芳' })
  await w.system.update(Contact, contact.id, { customer: unseen.id })
  const patch = { customer: unseen.id, position: '采购' }
  await updateRecords(w.sales, w.system.object('contact'), [{ id: contact.id, patch }], { trust: 'outside' })
  expect(await w.sales.get(Contact, contact.id)).toMatchObject({ customer: unseen.id, position: '采购' })
})

test('no customer stands below itself, over however many steps, not even by two moves of one batch', async () => {
  const [top, middle, low] = [
    await w.sales.create(Customer, { name: '集团' }),
    await w.sales.create(Customer, { name: '子公司' }),
    await w.sales.create(Customer, { name: '孙公司' }),
  ]
  const object = w.system.object('customer')
  const move = (...links: (readonly [{ id: string }, { id: string }])[]) =>
    updateRecords(
      w.sales,
      object,
      links.map(([{ id }, parent]) => ({ id, patch: { parent: parent.id } })),
    )
  const refused = { code: 'customer.parentCircle', field: 'parent' }
  expect(await problemsOf(move([top, top]))).toMatchObject([refused])
  expect(await problemsOf(move([top, middle], [middle, top]))).toMatchObject([refused, refused])
  await move([middle, top], [low, middle])
  expect(await problemsOf(move([top, low]))).toMatchObject([refused])
})

test('a flow is followed step by step', async () => {
  const { id } = await w.sales.create(Lead, { company: '海川', name: '王芳', source: 'web' })
  await expect(w.sales.update(Lead, id, { status: 'qualified' })).rejects.toMatchObject({
    code: 'record.badStep',
    field: 'status',
  })
  await w.sales.update(Lead, id, { status: 'working' })
  expect(await w.sales.update(Lead, id, { status: 'qualified' })).toMatchObject({ status: 'qualified', version: 3 })
})

test('who may not create is told so; what leaves the writer’s reach is saved and not shown', async () => {
  await expect(w.reader.create(Customer, { name: 'x' })).rejects.toMatchObject({
    code: 'record.forbidden',
    status: 403,
  })
  await expect(w.sales.create(Stage, {} as never)).rejects.toMatchObject({ code: 'record.forbidden' })
  const given = { name: '送出去', owner: w.southSales.actor.id as never }
  expect(await w.sales.create(Customer, given)).toMatchObject({ hidden: true, version: 1 })
})
