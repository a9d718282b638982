import { beforeAll, expect, test } from 'vitest'
import { type AppError, type BatchItem, type Context, createRecords, runBatch } from '#engine'
import { Customer } from '#modules/customers'
import { Product } from '#modules/sales'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

const customers = () => w.system.object('customer')
const creates = (names: readonly (string | null)[]): BatchItem[] =>
  names.map((name) => ({ op: 'create', values: { name } }))
const update = (id: string, patch: Record<string, unknown>): BatchItem => ({ op: 'update', edit: { id, patch } })
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('not refused'),
    (e: AppError) => e,
  )
const make = async (ctx: Context, count: number) =>
  (
    await createRecords(
      ctx,
      customers(),
      Array.from({ length: count }, (_, i) => ({ name: `客户 ${i}` })),
    )
  ).map((r) => r.id)
const logged = async () =>
  (await w.session.query<{ n: number }>(`select count(*) as n from "${w.schema}".change`))[0]!.n

test('all or nothing: one bad row keeps the others out, and every bad row is named by its place in the batch', async () => {
  const [a] = await make(w.sales, 1)
  const before = await logged()
  const error = await refusal(runBatch(w.sales, customers(), creates(['甲', null, '乙', '']), true))
  expect(error.details.problems!.map((p) => [p.row, p.field, p.code])).toEqual([
    [1, 'name', 'field.required'],
    [3, 'name', 'field.required'],
  ])
  const mixed = await refusal(runBatch(w.sales, customers(), [...creates(['丙']), update(a!, { level: 'Z' })], true))
  expect(mixed.details.problems!.map((p) => [p.row, p.field])).toEqual([[1, 'level']])
  expect(await logged()).toBe(before)
  expect(await w.sales.find(Customer, { name: '丙' })).toEqual([])
})

test('all or nothing also when the database finds the clash in the second kind of work', async () => {
  const products = w.system.object('product')
  await w.administrator.create(Product, { name: '一', code: 'P1' })
  const two = await w.administrator.create(Product, { name: '二', code: 'P2' })
  const items: BatchItem[] = [{ op: 'create', values: { name: '三', code: 'P3' } }, update(two.id, { code: 'P1' })]
  const error = await refusal(runBatch(w.administrator, products, items, true))
  expect(error).toMatchObject({ code: 'record.duplicate', row: 1, details: { existing: { title: '一' } } })
  expect(await w.administrator.find(Product, { code: 'P3' })).toEqual([])
})

test('row by row: good rows go in, bad ones say why, in the order given', async () => {
  const [mine, other] = await make(w.sales, 2)
  const [souths] = await make(w.southSales, 1)
  const [colleagues] = await make(w.otherSales, 1)
  const items: BatchItem[] = [
    update(mine!, { level: 'A' }),
    { op: 'create', values: { name: '新' } },
    update(souths!, { level: 'A' }),
    update(colleagues!, { level: 'A' }),
    { op: 'create', values: { name: '坏', level: 'Z' } },
    { op: 'delete', id: other! },
    { op: 'delete', id: souths! },
  ]
  const results = await runBatch(w.sales, customers(), items, false)
  expect(results.map((r) => [r.status, r.problem?.details.problems?.[0]?.code ?? r.problem?.code])).toEqual([
    ['updated', undefined],
    ['created', undefined],
    ['failed', 'record.notFound'],
    ['failed', 'record.forbidden'],
    ['failed', 'field.notChoice'],
    ['deleted', undefined],
    ['failed', 'record.notFound'],
  ])
  expect(results[1]!.id).toMatch(/^[0-9a-f-]{36}$/)
  expect(await w.southSales.get(Customer, souths as never)).toMatchObject({ level: 'C', version: 1 })
})

test('A05 a mix of own, foreign and made-up ids changes the own alone, and counts them right', async () => {
  const own = await make(w.sales, 3)
  const foreign = await make(w.southSales, 2)
  const ids = [own[0]!, foreign[0]!, own[1]!, crypto.randomUUID(), foreign[1]!, own[2]!]
  const results = await runBatch(
    w.sales,
    customers(),
    ids.map((id) => update(id, { status: 'active' })),
    false,
  )
  expect(results.map((r) => r.status)).toEqual(['updated', 'failed', 'updated', 'failed', 'failed', 'updated'])
  expect((await w.administrator.find(Customer, { status: 'active' })).map((c) => c.id).sort()).toEqual(own.sort())
})

test('clashes in the database are found by halves: hundreds of rows, a few of them bad', async () => {
  const products = w.system.object('product')
  await createRecords(
    w.administrator,
    products,
    ['X7', 'X77', 'X250'].map((code) => ({ name: code, code })),
  )
  const items = Array.from({ length: 300 }, (_, i): BatchItem => ({
    op: 'create',
    values: { name: `${i}`, code: `X${i}` },
  }))
  let statements = 0
  const db = w.session
  db.onStatement = () => statements++
  const results = await runBatch(w.administrator, products, items, false)
  db.onStatement = undefined
  expect(results.flatMap((r, i) => (r.status === 'failed' ? [i] : []))).toEqual([7, 77, 250])
  expect(statements).toBeLessThan(40)
})

test('working on many needs the bulk right, creating many the right to create', async () => {
  const clerk = await w.person({
    roles: [await w.role('单条', { customer: { read: 'all', create: true, update: 'all', delete: 'all' } })],
  })
  const ids = await make(w.sales, 2)
  for (const items of [ids.map((id) => update(id, { level: 'A' })), ids.map((id): BatchItem => ({ op: 'delete', id }))])
    for (const atomic of [true, false])
      expect(await refusal(runBatch(clerk, customers(), items, atomic))).toMatchObject({
        code: 'record.needsBulkRight',
        status: 403,
      })
  expect(await runBatch(clerk, customers(), [update(ids[0]!, { level: 'A' })], true)).toMatchObject([
    { status: 'updated' },
  ])
  expect(await runBatch(clerk, customers(), creates(['甲', '乙']), true)).toMatchObject([
    { status: 'created' },
    { status: 'created' },
  ])
  expect(await refusal(runBatch(w.reader, customers(), creates(['甲', '乙']), false))).toMatchObject({
    code: 'record.forbidden',
  })
})

test('the same record twice: refused as a whole, done one after the other row by row', async () => {
  const [id] = await make(w.sales, 1)
  const items = [update(id!, { level: 'A' }), update(id!, { level: 'B' })]
  const error = await refusal(runBatch(w.sales, customers(), items, true))
  expect(error.details.problems!.map((p) => [p.row, p.code])).toEqual([[1, 'record.twice']])
  expect((await runBatch(w.sales, customers(), items, false)).map((r) => r.status)).toEqual(['updated', 'updated'])
  expect(await w.sales.get(Customer, id as never)).toMatchObject({ level: 'B', version: 3 })
})

test('rows that change different fields are saved together or not at all', async () => {
  const [a, b] = await make(w.sales, 2)
  const results = await runBatch(
    w.sales,
    customers(),
    [update(a!, { level: 'A' }), update(b!, { status: 'active', level: 'B' })],
    true,
  )
  expect(results.map((r) => r.status)).toEqual(['updated', 'updated'])
  const stale: BatchItem[] = [
    update(a!, { level: 'D' }),
    { op: 'update', edit: { id: b!, version: 1, patch: { status: 'lost' } } },
  ]
  expect(await refusal(runBatch(w.sales, customers(), stale, true))).toMatchObject({ code: 'record.conflict', row: 1 })
  expect(await w.sales.get(Customer, a as never)).toMatchObject({ level: 'A' })
})
