import { beforeEach, expect, test } from 'vitest'
import { type AppError, Context, readHistory, undo } from '#engine'
import { Contact, Customer } from '#modules/customers'
import { type Workspace, workspace } from '#test/workspace'
import { Lead } from '../lead.ts'
import { Opportunity } from '../opportunity.ts'
import { Pipeline, Stage } from '../pipeline.ts'
import { convertLead } from './convert-lead.ts'

let w: Workspace
beforeEach(async () => {
  w = await workspace()
})

const qualifiedLead = async (sales = w.sales) => {
  const { id } = await sales.create(Lead, {
    name: '王芳',
    company: '海川机电',
    source: 'expo',
    mobile: '13800138000',
    budget: '120000.00',
  })
  await sales.update(Lead, id, { status: 'working' })
  return sales.update(Lead, id, { status: 'qualified' })
}

test('a qualified lead becomes a customer, a contact and an opportunity', async () => {
  const pipeline = await w.administrator.create(Pipeline, { name: '新机' })
  const stage = await w.administrator.create(Stage, {
    pipeline: pipeline.id,
    name: '初访',
    position: 1,
    probability: '10',
  })
  const lead = await qualifiedLead()

  const opportunity = await w.sales.run(convertLead, lead.id, { name: '海川产线改造' })

  expect(opportunity).toMatchObject({
    name: '海川产线改造',
    stage: stage.id,
    amount: '120000.00',
    source: 'expo',
    owner: lead.owner,
  })
  expect(await w.sales.get(Customer, opportunity.customer!)).toMatchObject({
    name: '海川机电',
    phone: '+8613800138000',
  })
  expect(await w.sales.get(Contact, opportunity.contact!)).toMatchObject({
    name: '王芳',
    customer: opportunity.customer,
  })
  expect(await w.sales.get(Lead, lead.id)).toMatchObject({
    status: 'converted',
    customer: opportunity.customer,
    contact: opportunity.contact,
    opportunity: opportunity.id,
  })
})

test('the opportunity joins the customer that the user picked', async () => {
  const customer = await w.sales.create(Customer, { name: '海川集团' })
  const lead = await qualifiedLead()

  const opportunity = await w.sales.run(convertLead, lead.id, { name: '产线', customer: customer.id, amount: '1' })

  expect(opportunity).toMatchObject({ customer: customer.id, amount: '1.00' })
})

test('a customer that the user cannot see is not there to join', async () => {
  const unseen = await w.southSales.create(Customer, { name: '南方' })
  const lead = await qualifiedLead()
  await expect(w.sales.run(convertLead, lead.id, { name: '产线', customer: unseen.id })).rejects.toMatchObject({
    code: 'request.invalid',
  })
  expect(await w.sales.get(Lead, lead.id)).toMatchObject({ status: 'qualified' })
})

test("a colleague's customer of the same name stops it", async () => {
  await w.southSales.create(Customer, { name: '海川机电' })
  const lead = await qualifiedLead()

  const refusal = await w.sales.run(convertLead, lead.id, { name: '产线' }).catch((error: AppError) => error)
  expect(refusal).toMatchObject({ code: 'lead.customerExists', message: '客户“海川机电”已存在,请并入或改名' })
  expect(await w.sales.get(Lead, lead.id)).toMatchObject({ status: 'qualified', opportunity: null })
})

test("a customer of one's own that stops it is named with its number", async () => {
  const { number } = await w.sales.create(Customer, { name: '海川机电' })
  const lead = await qualifiedLead()
  await expect(w.sales.run(convertLead, lead.id, { name: '产线' })).rejects.toMatchObject({
    message: `客户“海川机电”(${number})已存在,请并入或改名`,
  })
})

test('where a company tells nothing of records out of reach, such a customer stops nothing', async () => {
  await w.southSales.create(Customer, { name: '海川机电' })
  const lead = await qualifiedLead()
  const model = { ...w.model, duplicates: { ...w.model.duplicates, hint: 'nothing' as const } }
  const silent = new Context({ ...w.ground, workspace: { ...w.ground.workspace, model } }, w.sales.actor)
  expect(await silent.run(convertLead, lead.id, { name: '产线' })).toMatchObject({ name: '产线' })
})

test('a lead converts once, also when two colleagues press at once', async () => {
  const lead = await qualifiedLead()
  const both = await Promise.allSettled([
    w.sales.run(convertLead, lead.id, { name: '第一次' }),
    w.manager.run(convertLead, lead.id, { name: '第二次' }),
  ])
  expect(both.map((b) => b.status).sort()).toEqual(['fulfilled', 'rejected'])
  await expect(w.sales.run(convertLead, lead.id, { name: '第三次' })).rejects.toMatchObject({ code: 'action.notNow' })
  expect(await w.administrator.find(Opportunity)).toHaveLength(1)
})

test('A97 converting is the only way to be converted', async () => {
  const lead = await qualifiedLead()

  await expect(w.sales.update(Lead, lead.id, { status: 'converted' })).rejects.toMatchObject({ code: 'record.badStep' })
})

test("a colleague's lead is as good as absent", async () => {
  const lead = await qualifiedLead(w.otherSales)

  await expect(w.sales.run(convertLead, lead.id, { name: '抢单' })).rejects.toMatchObject({ code: 'record.notFound' })
})

test('undo puts everything back: the lead as it was, the others in the recycle bin', async () => {
  const { id } = await qualifiedLead()
  const lead = await w.sales.get(Lead, id)
  const work = await w.again(w.sales)
  const opportunity = await work.run(convertLead, id, { name: '海川产线改造' })

  const { undone, conflicts } = await undo(await w.again(w.sales), work.cause.request)

  expect({ undone, conflicts }).toEqual({ undone: 4, conflicts: [] })
  expect(await w.sales.get(Lead, id)).toEqual({ ...lead, version: expect.any(Number), updatedAt: expect.any(String) })
  expect(await w.administrator.find(Customer)).toEqual([])
  expect(await w.administrator.find(Contact)).toEqual([])
  expect(await w.administrator.find(Opportunity)).toEqual([])
  const { data } = await readHistory(w.administrator, w.system.object('opportunity'), opportunity.id)
  expect(data.map((e) => [e.op, e.via])).toEqual([
    ['delete', 'api'],
    ['create', 'action'],
  ])
  // And it can be converted again.
  await (await w.again(w.sales)).run(convertLead, id, { name: '再来' })
})
