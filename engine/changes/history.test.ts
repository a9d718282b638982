import { beforeAll, expect, test } from 'vitest'
import { type Context, type HistoryEntry, readHistory, removeRecords } from '#engine'
import { Contact, Customer } from '#modules/customers'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

const customers = () => w.system.object('customer')
const fieldsOf = (entries: readonly HistoryEntry[]) => entries.map((e) => e.changes.map((c) => c.field))
const history = async (ctx: Context, id: string) => (await readHistory(ctx, customers(), id)).data

test('each change tells who, when, through what, and the old and the new value; newest first', async () => {
  const { id } = await w.sales.create(Customer, { name: '海川', level: 'C' })
  const manager = await w.again(w.manager, '2026-11-21T08:00:00.000Z')
  await manager.through('import', '十一月名单').update(Customer, id, { level: 'A', remark: '大客户' })
  await removeRecords(w.sales, customers(), [id])
  const [gone, changed, made] = await history(w.sales, id)
  expect(gone).toMatchObject({ op: 'delete', version: 3, actor: { id: w.sales.actor.id, name: 'sales' }, changes: [] })
  expect(changed).toMatchObject({
    op: 'update',
    version: 2,
    at: '2026-11-21T08:00:00.000Z',
    actor: { name: 'manager' },
    via: 'import',
    reason: '十一月名单',
    request: manager.cause.request,
  })
  expect(changed!.changes).toEqual(
    expect.arrayContaining([
      { field: 'level', old: 'C', new: 'A' },
      { field: 'remark', old: null, new: '大客户' },
    ]),
  )
  expect(made).toMatchObject({ op: 'create', version: 1, via: 'api' })
  expect(made!.changes).toContainEqual({ field: 'number', old: null, new: expect.stringMatching(/^C/) })
})

test('A19 hidden fields are not in the history, and a change of nothing else leaves no entry', async () => {
  const { id } = await w.manager.create(Customer, { name: '额度', creditLimit: '777.00' })
  await w.manager.update(Customer, id, { creditLimit: '888.00' })
  await w.manager.update(Customer, id, { creditLimit: '999.00', level: 'A' })
  const seen = await history(w.sales, id)
  expect(fieldsOf(seen)).toEqual([['level'], expect.not.arrayContaining(['creditLimit'])])
  expect(JSON.stringify(seen)).not.toMatch(/"(777|888|999)/)
  expect(fieldsOf(await history(w.manager, id))[1]).toEqual(['creditLimit'])
  const asked = (field: string) => readHistory(w.sales, customers(), id, { field }).catch((e: Error) => e.message)
  expect(await asked('creditLimit')).toBe(((await asked('creditLimt')) as string).replace('creditLimt', 'creditLimit'))
})

test('A19 changes of hidden fields alone make no page shorter, and give no cursor to pages of nothing', async () => {
  const { id } = await w.manager.create(Customer, { name: '一再改额度', owner: w.sales.actor.id as never })
  for (let n = 1; n <= 5; n++) await w.manager.update(Customer, id, { creditLimit: `${n}.00` })
  const page = await readHistory(w.sales, customers(), id, { limit: 2 })
  expect(page).toMatchObject({ data: [{ op: 'create' }], next: null })
  expect((await readHistory(w.manager, customers(), id, { limit: 2 })).next).not.toBe(null)
})

test('A19 a masked value is shown as a change, not as what it was', async () => {
  const { id } = await w.sales.create(Customer, { name: '电话', phone: '13800138000' })
  await w.sales.update(Customer, id, { phone: '13900139000' })
  await w.sales.update(Customer, id, { phone: null })
  const seen = await history(w.marketer, id)
  expect(seen[0]!.changes).toEqual([{ field: 'phone', old: '••••', new: null }])
  expect(seen[1]!.changes).toEqual([{ field: 'phone', old: '••••', new: '••••' }])
  expect(JSON.stringify(seen)).not.toMatch(/1380013|1390013/)
})

test('A19 whoever lost sight of a record has lost its history', async () => {
  const { id } = await w.sales.create(Customer, { name: '转走' })
  await w.manager.update(Customer, id, { name: '转走了' })
  expect(await history(w.sales, id)).toHaveLength(2)
  await w.administrator.update(Customer, id, { owner: w.southSales.actor.id as never })
  expect(await w.southSales.get(Customer, id)).toMatchObject({ department: w.departments.south })
  const lost = await history(w.sales, id).catch((e: Error) => e.message)
  expect(lost).toBe(await history(w.sales, crypto.randomUUID()).catch((e: Error) => e.message))
  expect(lost).toBe('客户不存在,或你无权查看')
})

test('references carry the titles of records that the reader may see', async () => {
  const seen = await w.sales.create(Customer, { name: '北方' })
  const unseen = await w.southSales.create(Customer, { name: '南方' })
  const contact = await w.sales.create(Contact, { name: '王芳', customer: seen.id })
  await w.system.update(Contact, contact.id, { customer: unseen.id })
  const { data } = await readHistory(w.sales, w.system.object('contact'), contact.id)
  expect(data[0]!.changes).toEqual([{ field: 'customer', old: seen.id, new: unseen.id, oldTitle: '北方' }])
})

test('pages of a long history hold every entry once, also those of one field', async () => {
  const { id } = await w.sales.create(Customer, { name: '0' })
  for (let i = 1; i <= 12; i++)
    await w.sales.update(Customer, id, i % 3 ? { name: `${i}` } : { level: i % 2 ? 'A' : 'B' })
  const versions: number[] = []
  for (let cursor: string | undefined; ;) {
    const page = await readHistory(w.sales, customers(), id, { limit: 5, ...(cursor ? { cursor } : {}) })
    versions.push(...page.data.map((e) => e.version))
    if (!page.next) break
    cursor = page.next
  }
  expect(versions).toEqual(Array.from({ length: 13 }, (_, i) => 13 - i))
  expect((await readHistory(w.sales, customers(), id, { field: 'level' })).data.map((e) => e.version)).toEqual([
    13, 10, 7, 4, 1,
  ])
})
