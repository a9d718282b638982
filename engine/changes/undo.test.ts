import { beforeAll, expect, test } from 'vitest'
import { type BatchItem, type Context, createRecords, removeRecords, runBatch, undo } from '#engine'
import { Contact, Customer } from '#modules/customers'
import { Opportunity, Pipeline, Stage } from '#modules/sales'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

const customers = () => w.system.object('customer')
const takeBack = async (work: Context) => undo(await w.again(work), work.cause.request)
const without = ({ version: _v, updatedAt: _u, ...rest }: Customer) => rest

test('an update is taken back to the values before it', async () => {
  const before = await w.sales.create(Customer, { name: '海川', tags: ['VIP'], address: { region: '310115' } })
  const work = await w.again(w.sales)
  await work.update(Customer, before.id, { name: '误改', tags: null, address: { region: '440305' }, revenue: '5' })
  expect(await takeBack(work)).toEqual({ undone: 1, conflicts: [] })
  const after = await w.sales.get(Customer, before.id)
  expect(without(after)).toEqual(without(before))
  expect(after.version).toBe(3)
})

test('several changes of one request to one record are taken back to the first', async () => {
  const { id } = await w.sales.create(Customer, { name: '一' })
  const work = await w.again(w.sales)
  await work.update(Customer, id, { name: '二' })
  await work.update(Customer, id, { name: '三', level: 'A' })
  expect(await takeBack(work)).toEqual({ undone: 1, conflicts: [] })
  expect(await w.sales.get(Customer, id)).toMatchObject({ name: '一', level: 'C' })
})

test('a field that somebody changed since stays, and is listed', async () => {
  const { id } = await w.sales.create(Customer, { name: '一', level: 'C' })
  const work = await w.again(w.sales)
  await work.update(Customer, id, { name: '二', level: 'A' })
  await w.manager.update(Customer, id, { level: 'B' })
  expect(await takeBack(work)).toEqual({ undone: 1, conflicts: [{ object: 'customer', record: id, field: 'level' }] })
  expect(await w.sales.get(Customer, id)).toMatchObject({ name: '一', level: 'B' })
})

test('a field that somebody set to what an earlier step of the request had left stays as she set it', async () => {
  const { id } = await w.sales.create(Customer, { name: '一', level: 'D' })
  const work = await w.again(w.sales)
  for (const level of ['B', 'A', 'C'] as const) await work.update(Customer, id, { level })
  await w.manager.update(Customer, id, { level: 'A' })
  expect(await takeBack(work)).toEqual({
    undone: 0,
    conflicts: [{ object: 'customer', record: id, field: 'level' }],
  })
  expect(await w.sales.get(Customer, id)).toMatchObject({ level: 'A' })
})

test('a batch of creates, changes and deletes is taken back as one, and that can be taken back too', async () => {
  const [changed, deleted] = (await createRecords(w.sales, customers(), [{ name: '改' }, { name: '删' }])).map(
    (r) => r.id,
  ) as [string, string]
  const work = await w.again(w.sales)
  const items: BatchItem[] = [
    { op: 'create', values: { name: '新' } },
    { op: 'update', edit: { id: changed, patch: { level: 'A' } } },
    { op: 'delete', id: deleted },
  ]
  const [made] = await runBatch(work, customers(), items, true)
  const names = async () =>
    (await w.sales.find(Customer, { name: { in: ['新', '改', '删'] } }, { sort: 'name' })).map((c) => [c.name, c.level])

  const back = await w.again(work)
  expect(await undo(back, work.cause.request)).toEqual({ undone: 3, conflicts: [] })
  expect(await names()).toEqual([
    ['改', 'C'],
    ['删', 'C'],
  ])
  await expect(w.sales.get(Customer, made!.id as never)).rejects.toMatchObject({ code: 'record.notFound' })

  expect(await takeBack(back)).toEqual({ undone: 3, conflicts: [] })
  expect(await names()).toEqual([
    ['改', 'A'],
    ['新', 'C'],
  ])
})

test('a new record stays while something of others belongs to it; what was made together with it goes with it', async () => {
  const work = await w.again(w.sales)
  const kept = await work.create(Customer, { name: '已有联系人' })
  const lone = await work.create(Customer, { name: '自带联系人' })
  const own = await work.create(Contact, { name: '自带', customer: lone.id })
  const contact = await w.manager.create(Contact, { name: '同事加的', customer: kept.id })
  expect(await takeBack(work)).toEqual({
    undone: 2,
    conflicts: [{ object: 'customer', record: kept.id, field: '' }],
  })
  expect(await w.manager.get(Contact, contact.id)).toMatchObject({ customer: kept.id })
  for (const [object, id] of [
    [Customer, lone.id],
    [Contact, own.id],
  ] as const)
    await expect(w.sales.get(object as typeof Customer, id as never)).rejects.toMatchObject({ code: 'record.notFound' })
})

test('a new record that somebody worked on since stays, and says where', async () => {
  const work = await w.again(w.sales)
  const kept = await work.create(Customer, { name: '有人接手' })
  const lone = await work.create(Customer, { name: '没人动过' })
  await w.manager.update(Customer, kept.id, { remark: '已联系' })
  expect(await takeBack(work)).toEqual({
    undone: 1,
    conflicts: [{ object: 'customer', record: kept.id, field: 'remark' }],
  })
  expect(await w.sales.get(Customer, kept.id)).toMatchObject({ remark: '已联系' })
  await expect(w.sales.get(Customer, lone.id)).rejects.toMatchObject({ code: 'record.notFound' })
})

test('what is already undone by hand is left alone', async () => {
  const work = await w.again(w.sales)
  const { id } = await work.create(Customer, { name: '先删了' })
  await w.sales.remove(Customer, id)
  expect(await takeBack(work)).toEqual({ undone: 0, conflicts: [] })

  const again = await w.again(w.sales)
  const other = await w.sales.create(Customer, { name: '先恢复了' })
  await removeRecords(again, customers(), [other.id])
  await undo(await w.again(w.sales), again.cause.request)
  expect(await takeBack(again)).toEqual({ undone: 0, conflicts: [] })
})

test('what was changed to the same value twice is not taken for somebody else’s change', async () => {
  const { id } = await w.sales.create(Customer, { name: '甲' })
  const work = await w.again(w.sales)
  await work.update(Customer, id, { name: '乙' })
  await w.manager.update(Customer, id, { name: '丙' })
  await w.manager.update(Customer, id, { name: '乙' })
  expect(await takeBack(work)).toEqual({ undone: 1, conflicts: [] })
})

test('a department that came along with a new owner is in the history, and taken back to what it was', async () => {
  // Hers by exception: her own department would be the north.
  const made = await w.administrator.create(Customer, {
    name: '总部代管',
    owner: w.sales.actor.id as never,
    department: w.departments.head as never,
  })
  const work = await w.again(w.administrator)
  await work.update(Customer, made.id, { owner: w.southSales.actor.id as never })
  const [told] = await w.session.query(
    `select old, new from "${w.schema}".change where record = $1 order by id desc limit 1`,
    [made.id],
  )
  expect(told).toEqual({
    old: { owner: w.sales.actor.id, department: w.departments.head },
    new: { owner: w.southSales.actor.id, department: w.departments.south },
  })
  expect(await takeBack(work)).toEqual({ undone: 1, conflicts: [] })
  expect(await w.administrator.get(Customer, made.id)).toMatchObject({
    owner: w.sales.actor.id,
    department: w.departments.head,
  })
})

test('nobody undoes what another did, nor what never was, nor what is out of her reach by now', async () => {
  const work = await w.again(w.sales)
  const { id } = await w.sales.create(Customer, { name: '甲' })
  await work.update(Customer, id, { name: '乙' })
  await expect(undo(w.manager, work.cause.request)).rejects.toMatchObject({ code: 'change.nothingToUndo', status: 404 })
  await expect(undo(w.sales, crypto.randomUUID())).rejects.toMatchObject({ code: 'change.nothingToUndo' })
  await w.administrator.update(Customer, id, { owner: w.southSales.actor.id as never })
  expect(await takeBack(work)).toEqual({ undone: 0, conflicts: [{ object: 'customer', record: id, field: 'name' }] })
  expect(await w.southSales.get(Customer, id)).toMatchObject({ name: '乙' })
})

test('an undone stage brings back everything that hung on it', async () => {
  const pipeline = await w.administrator.create(Pipeline, { name: '新机' })
  const stage = (name: string, position: number, outcome?: 'won') =>
    w.administrator.create(Stage, {
      pipeline: pipeline.id,
      name,
      position,
      probability: `${position * 20}`,
      ...(outcome ? { outcome } : {}),
    })
  const [first, won] = [await stage('初访', 1), await stage('赢单', 5, 'won')]
  const customer = await w.sales.create(Customer, { name: '海川' })
  const before = await w.sales.create(Opportunity, {
    name: '产线',
    customer: customer.id,
    amount: '10',
    probability: '33',
  })
  const work = await w.again(w.sales)
  await work.update(Opportunity, before.id, { stage: won.id })
  expect(await w.sales.get(Customer, customer.id)).toMatchObject({ wonAmount: '10' })
  await takeBack(work)
  const { version: _v, updatedAt: _u, ...rest } = before
  expect(await w.sales.get(Opportunity, before.id)).toMatchObject({ ...rest, stage: first.id })
  expect(await w.sales.get(Customer, customer.id)).toMatchObject({ wonAmount: '0', openOpportunities: '1' })
})
