import { beforeAll, expect, test } from 'vitest'
import { type AppError, type Context, removeRecords, restoreRecords, runList } from '#engine'
import { Contact, Customer } from '#modules/customers'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

const customers = () => w.system.object('customer')
const bin = async (ctx: Context) =>
  (await runList(ctx, customers(), { deleted: true, fields: ['name'] })).documents.map(
    (d) => (JSON.parse(d) as { name: string }).name,
  )
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('not refused'),
    (e: AppError) => e,
  )

test('a deleted record is gone from everywhere but the recycle bin, and comes back as it was', async () => {
  const customer = await w.sales.create(Customer, { name: '海川', level: 'A' })
  const contact = await w.sales.create(Contact, { name: '王芳', customer: customer.id })
  await w.sales.remove(Customer, customer.id)

  await expect(w.sales.get(Customer, customer.id)).rejects.toMatchObject({ code: 'record.notFound', status: 404 })
  expect(await w.sales.find(Customer, { name: '海川' })).toEqual([])
  await expect(w.sales.update(Customer, customer.id, { level: 'B' })).rejects.toMatchObject({ code: 'record.notFound' })
  const expanded = await runList(w.sales, w.system.object('contact'), {
    fields: ['customer.name'],
    filter: { id: contact.id },
  })
  expect(JSON.parse(expanded.documents[0]!)).toMatchObject({ customer: { id: customer.id, hidden: true } })
  expect(await bin(w.sales)).toEqual(['海川'])

  await restoreRecords(w.sales, customers(), [customer.id])
  expect(await w.sales.get(Customer, customer.id)).toEqual({ ...customer, version: 3, updatedAt: expect.any(String) })
  expect(await bin(w.sales)).toEqual([])
})

test('deleting twice, restoring what was not deleted, or what one may not see, is refused alike', async () => {
  const { id } = await w.sales.create(Customer, { name: '甲' })
  expect(await refusal(restoreRecords(w.sales, customers(), [id]))).toMatchObject({ code: 'record.notFound' })
  await w.sales.remove(Customer, id)
  expect(await refusal(removeRecords(w.sales, customers(), [id]))).toMatchObject({ code: 'record.notFound' })
  expect(await refusal(restoreRecords(w.southSales, customers(), [id]))).toMatchObject({ code: 'record.notFound' })
  expect(await bin(w.southSales)).toEqual([])
  // A colleague sees it, but it is not hers to bring back.
  expect(await refusal(restoreRecords(w.otherSales, customers(), [id]))).toMatchObject({
    code: 'record.forbidden',
    status: 403,
  })
})

test('of several, all go or none; the same one twice is one', async () => {
  const mine = await w.sales.create(Customer, { name: '我的' })
  const theirs = await w.otherSales.create(Customer, { name: '他的' })
  const error = await refusal(removeRecords(w.sales, customers(), [mine.id, theirs.id]))
  expect(error).toMatchObject({ code: 'record.forbidden', row: 1 })
  expect(await w.sales.get(Customer, mine.id)).toMatchObject({ version: 1 })
  await removeRecords(w.sales, customers(), [mine.id, mine.id])
  await expect(w.sales.get(Customer, mine.id)).rejects.toMatchObject({ code: 'record.notFound' })
})

test('a delete waits for an edit under way and then deletes what was edited', async () => {
  const { id } = await w.sales.create(Customer, { name: '边改边删' })
  const edits = Array.from({ length: 5 }, (_, i) => w.sales.update(Customer, id, { remark: `第 ${i}` }))
  const [deleted, ...edited] = await Promise.allSettled([w.sales.remove(Customer, id), ...edits])
  expect(deleted.status).toBe('fulfilled')
  const refusals = edited.flatMap((e) => (e.status === 'rejected' ? [(e.reason as AppError).code] : []))
  expect(refusals).toEqual(refusals.map(() => 'record.notFound'))
  expect(await bin(w.sales)).toContain('边改边删')
})

test('who says which version she saw does not remove what somebody changed since', async () => {
  const { id, version } = await w.sales.create(Customer, { name: '看过再删' })
  await w.sales.update(Customer, id, { remark: '还要' })
  const customers = w.system.object('customer')
  await expect(removeRecords(w.sales, customers, [id], { version })).rejects.toMatchObject({
    code: 'record.changed',
    status: 412,
  })
  await removeRecords(w.sales, customers, [id], { version: version + 1 })
  await expect(restoreRecords(w.sales, customers, [id], { version })).rejects.toMatchObject({ code: 'record.changed' })
  await restoreRecords(w.sales, customers, [id], { version: version + 2 })
})
