import { beforeAll, expect, test } from 'vitest'
import { type Context, describeConflicts, readConflicts, settleConflict } from '#engine'
import { Customer } from '#modules/customers'
import { bringIn } from '#test/importing'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

const waiting = async (id: string) => {
  const made = { id, object: 'customer' }
  return describeConflicts(w.manager, made, await readConflicts(w.manager, id, undefined, 50))
}
const settle = (
  it: { readonly id: string },
  record: string,
  wish: Partial<Parameters<typeof settleConflict>[3]>,
  ctx: Context = w.manager,
) => settleConflict(ctx, { id: it.id }, record, { fields: [], remove: false, ...wish })

test('a field that somebody changed since gets its value of before the import where one wishes it, the others stay', async () => {
  const { id } = await w.manager.create(Customer, { name: '旧公司', level: 'D', remark: '旧', tags: ['老'] })
  const it = await bringIn(w.manager, 'customer', '客户名称,等级,备注\n旧公司,A,新\n', { policy: 'overwrite' })
  await w.sales.asSystem('测试').update(Customer, id, { level: 'B', remark: '同事改的' })
  expect((await it.revert()).undone).toMatchObject({ conflicts: 1 })
  expect(await waiting(it.id)).toEqual([
    {
      object: 'customer',
      record: id,
      made: false,
      changes: expect.arrayContaining([
        { field: 'level', old: 'D', new: 'B' },
        { field: 'remark', old: '旧', new: '同事改的' },
      ]),
    },
  ])
  await settle(it, id, { fields: ['level', 'tags'] })
  expect(await w.manager.get(Customer, id)).toMatchObject({ level: 'D', remark: '同事改的', tags: ['老'] })
  expect(await waiting(it.id)).toEqual([])
  await expect(settle(it, id, { fields: ['remark'] })).rejects.toMatchObject({ code: 'import.noSuchConflict' })
})

test('a new record that somebody worked on since goes to the recycle bin only where one says so', async () => {
  const it = await bringIn(w.manager, 'customer', '客户名称\n新甲\n新乙\n')
  const [one, two] = await w.manager.find(Customer, { name: { in: ['新甲', '新乙'] } }, { sort: 'name' })
  for (const row of [one!, two!]) await w.manager.update(Customer, row.id, { remark: '已联系' })
  await it.revert()
  expect((await waiting(it.id)).map((c) => [c.made, c.changes.map((change) => change.field)])).toEqual([
    [true, ['remark']],
    [true, ['remark']],
  ])
  await settle(it, one!.id, { remove: true })
  await settle(it, two!.id, {})
  await expect(w.manager.get(Customer, one!.id)).rejects.toMatchObject({ code: 'record.notFound' })
  expect(await w.manager.get(Customer, two!.id)).toMatchObject({ remark: '已联系' })
})

test('a record out of her reach by now can neither be settled nor be looked into', async () => {
  const it = await bringIn(w.manager, 'customer', '客户名称\n转走的公司\n')
  const [row] = await w.manager.find(Customer, { name: '转走的公司' })
  await w.manager.update(Customer, row!.id, { remark: '先改' })
  await it.revert()
  await w.administrator.update(Customer, row!.id, { owner: w.southSales.actor.id as never })
  expect(await waiting(it.id)).toEqual([])
  await expect(settle(it, row!.id, { remove: true })).rejects.toMatchObject({ code: 'import.noSuchConflict' })
  expect(await w.southSales.get(Customer, row!.id)).toMatchObject({ remark: '先改' })
  // It still waits for her, should the record come back.
  expect(await readConflicts(w.manager, it.id, undefined, 10)).toHaveLength(1)
})
