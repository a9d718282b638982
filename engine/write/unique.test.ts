import { beforeAll, expect, test } from 'vitest'
import { type AppError, createRecords, runBatch } from '#engine'
import { Customer } from '#modules/customers'
import { Pipeline, Stage } from '#modules/sales'
import { type Workspace, workspace } from '#test/workspace'
import { restoreRecords } from './remove.ts'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

const refusal = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => expect.unreachable('not refused'),
    (e: AppError) => e,
  )
const code = '91440300708461136T'

test('a value taken by a record that one sees names the field, the value and that record', async () => {
  const taken = await w.sales.create(Customer, { name: '先来', creditCode: code })
  const error = await refusal(w.sales.create(Customer, { name: '后到', creditCode: code }))
  expect(error).toMatchObject({ code: 'record.duplicate', status: 409, field: 'creditCode' })
  expect(error.message).toBe(`“统一社会信用代码”为“${code}”的客户已经存在`)
  expect(error.details).toEqual({ existing: { id: taken.id, title: '先来' } })
})

test('A25 a value taken by an unseen record is refused without a word about that record', async () => {
  const error = await refusal(w.southSales.create(Customer, { name: '南方', creditCode: code }))
  expect(error).toMatchObject({ code: 'record.duplicate', field: 'creditCode' })
  expect(error.details).toEqual({})
  expect(JSON.stringify(error)).not.toContain('先来')
})

test('the record in the way is named after a transaction as well', async () => {
  const error = await refusal(
    w.sales.transaction((inside) => inside.create(Customer, { name: '第三', creditCode: code })),
  )
  expect(error.details).toEqual({ existing: { id: expect.any(String), title: '先来' } })
})

test('a change meets the same wall', async () => {
  const { id } = await w.sales.create(Customer, { name: '改成' })
  expect(await refusal(w.sales.update(Customer, id, { creditCode: code }))).toMatchObject({
    code: 'record.duplicate',
    field: 'creditCode',
  })
  expect(await w.sales.get(Customer, id)).toMatchObject({ creditCode: null, version: 1 })
})

test('the recycle bin takes part in nothing; who comes back must find the place free', async () => {
  const [first] = await w.sales.find(Customer, { creditCode: code })
  await w.sales.remove(Customer, first!.id)
  const second = await w.sales.create(Customer, { name: '补位', creditCode: code })
  const error = await refusal(restoreRecords(w.sales, w.system.object('customer'), [first!.id]))
  expect(error).toMatchObject({
    code: 'record.duplicate',
    field: 'creditCode',
    details: { existing: { id: second.id, title: '补位' } },
  })
  await w.sales.remove(Customer, second.id)
  await restoreRecords(w.sales, w.system.object('customer'), [first!.id])
  expect(await w.sales.get(Customer, first!.id)).toMatchObject({ creditCode: code })
})

test('a composite key counts as a whole, and names its fields', async () => {
  const pipeline = await w.administrator.create(Pipeline, { name: '新机' })
  const other = await w.administrator.create(Pipeline, { name: '备件' })
  const stage = (p: Pipeline, name: string) =>
    w.administrator.create(Stage, { pipeline: p.id, name, position: 1, probability: '10' })
  await stage(pipeline, '初访')
  await stage(other, '初访')
  const error = await refusal(stage(pipeline, '初访'))
  expect(error).toMatchObject({ code: 'record.duplicate', field: 'pipeline' })
  expect(error.message).toContain('销售流程、阶段名称')
})

test('in a batch the row that clashes is named, not one whose value merely looks like it', async () => {
  const products = (values: readonly string[]) =>
    createRecords(
      w.administrator,
      w.system.object('product'),
      values.map((value) => ({ name: value, code: value })),
    )
  await products(['AB-1'])
  expect(await refusal(products(['A', 'AB', 'AB-1', 'AB-11']))).toMatchObject({
    code: 'record.duplicate',
    row: 2,
    field: 'code',
  })
  const outcome = await runBatch(
    w.administrator,
    w.system.object('product'),
    ['A', 'AB-1', 'AB', 'A'].map((value) => ({ op: 'create', values: { name: value, code: value } })),
    false,
  )
  expect(outcome.map((r) => r.status)).toEqual(['created', 'failed', 'created', 'failed'])
})
