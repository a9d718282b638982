import { beforeAll, expect, test } from 'vitest'
import { askRevert, askStart, readConflicts, revertImport } from '#engine'
import { Contact, Customer } from '#modules/customers'
import { Opportunity, Product } from '#modules/sales'
import { bringIn } from '#test/importing'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

const numbered = (n: number, line: (i: number) => string) => Array.from({ length: n }, (_, i) => line(i)).join('\n')

test('a unique value that went from one record to another in an import goes back with its revert, however far apart their rows stand', async () => {
  const there = await w.administrator.create(Product, { code: 'ORD-1', name: '原主' })
  const csv = `产品编码,产品名称\nORD-2,原主\n${numbered(1_000, (i) => `ORD-x${i},中间${i}`)}\nORD-1,新主\n`
  const it = await bringIn(w.administrator, 'product', csv, { policy: 'overwrite', match: [['name']] })
  expect(it.done.counts).toMatchObject({ created: 1_001, updated: 1, failed: 0 })
  expect(await w.administrator.get(Product, there.id)).toMatchObject({ code: 'ORD-2' })
  expect((await it.revert()).undone).toMatchObject({ done: 1_002, conflicts: 0 })
  expect(await w.administrator.get(Product, there.id)).toMatchObject({ code: 'ORD-1' })
})

test('a customer that others added contacts and opportunities to since is left by the revert, and listed; the others go', async () => {
  const csv = `客户名称,联系人\n没人动过,甲\n有了联系人,\n有了商机,乙\n`
  const it = await bringIn(w.manager, 'customer', csv)
  const named = async (name: string) => (await w.manager.find(Customer, { name }))[0]
  const [withContact, withOpportunity] = [await named('有了联系人'), await named('有了商机')]
  const contact = await w.manager.create(Contact, { name: '后来的人', customer: withContact!.id })
  await w.manager.create(Opportunity, { name: '后来的商机', customer: withOpportunity!.id })
  expect((await it.revert()).undone).toMatchObject({ done: 5, conflicts: 2 })
  expect(await named('没人动过')).toBeUndefined()
  expect(await w.manager.find(Contact, { name: { in: ['甲', '乙'] } })).toEqual([])
  expect(await w.manager.get(Contact, contact.id)).toMatchObject({ customer: withContact!.id })
  const left = (await readConflicts(w.manager, it.id, undefined, 10)).map((l) => [l.record, l.fields])
  expect(new Map(left as [string, string[]][])).toEqual(
    new Map([withContact!, withOpportunity!].map((c) => [c.id, ['']])),
  )
})

test('a revert that broke off goes on, also where a version began it that took the records in another order; the import does not', async () => {
  const it = await bringIn(w.manager, 'customer', `客户名称\n${numbered(1_500, (i) => `中断${i}`)}\n`, {
    policy: 'create',
  })
  await askRevert(await it.work.open(), it.id)
  let opened = 0
  const dying = async (request?: string) => {
    if (++opened > 3) throw new Error('killed')
    return it.work.open(request)
  }
  await expect(revertImport({ ...it.work, open: dying })).rejects.toThrow('killed')
  expect((await it.now()).undone).toMatchObject({ done: 1_000 })
  await w.session.query(
    `update "${w.schema}".import set undone = undone || jsonb_build_object('cursor', 'customer ' || id), status = 'failed' where id = $1`,
    [it.id],
  )
  await expect(askStart(await it.work.open(), it.id)).rejects.toMatchObject({ code: 'import.halfReverted' })
  expect(await it.revert()).toMatchObject({ status: 'reverted', undone: { done: 1_500, conflicts: 0 } })
  const [left] = await w.session.query(
    `select count(*)::int as n from "${w.schema}".customer where name like '中断%' and "deletedAt" is null`,
  )
  expect(left).toEqual({ n: 0 })
})
