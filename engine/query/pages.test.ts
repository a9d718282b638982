import { fc } from '#test/chance'
import { beforeAll, expect, test } from 'vitest'
import { type Context, createRecords } from '#engine'
import { Customer } from '#modules/customers'
import { type Workspace, workspace } from '#test/workspace'
import { readHistory } from '../changes/history.ts'
import { limits } from './limits.ts'
import { type ListRequest, runList } from './run-list.ts'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

const customers = () => w.system.object('customer')
const idOf = (document: string) => (JSON.parse(document) as { id: string }).id

/** A list from its first page to its last. */
const allPages = async (ctx: Context, request: ListRequest): Promise<string[]> => {
  const ids: string[] = []
  for (let cursor: string | undefined; ;) {
    const page = await runList(ctx, customers(), { ...request, fields: ['name'], ...(cursor ? { cursor } : {}) })
    ids.push(...page.documents.map(idOf))
    if (!page.next) return ids
    cursor = page.next
  }
}

const values = {
  name: ['海川', '海川机电', 'a', 'A', 'É', '重庆', '张三', ' '].filter((n) => n.trim()),
  revenue: [null, '0.00', '-1.00', '99999999999.99', '0.10'],
  employees: [null, 0, 1, 2],
  size: [null, 's1', 's2'],
  nextContactAt: [null, '2026-01-01T00:00:00.001Z', '2026-01-01T00:00:00.002Z'],
}

const rows = fc.array(
  fc.record({
    name: fc.constantFrom(...values.name),
    revenue: fc.constantFrom(...values.revenue),
    employees: fc.constantFrom(...values.employees),
    size: fc.constantFrom(...values.size),
    nextContactAt: fc.constantFrom(...values.nextContactAt),
    owner: fc.constantFrom('sales', 'otherSales', null),
  }),
  { minLength: 1, maxLength: 25 },
)
const sortKey = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.constantFrom('name', 'revenue', 'employees', 'size', 'nextContactAt', 'createdAt', 'owner.name', 'id'),
  )
  .map(([sign, key]) => sign + key)
const sorts = fc
  .uniqueArray(sortKey, { minLength: 1, maxLength: 3, selector: (key) => key.replace('-', '') })
  .map((keys) => keys.join(','))

test(
  'pages of any size put together are the whole list, in any order, with many ties and empty values',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(rows, sorts, fc.integer({ min: 1, max: 7 }), async (data, sort, limit) => {
        await w.session.query(`delete from "${w.schema}".customer`)
        const owner = (who: string | null) => (who === null ? null : w[who as 'sales'].actor.id)
        // Some of one batch, so of one moment; all with the department that the salesperson may read.
        const made = await createRecords(
          w.system,
          customers(),
          data.map((row) => ({ ...row, owner: owner(row.owner), department: w.departments.north })),
        )
        const whole = await runList(w.sales, customers(), { sort, limit: 200, fields: ['name'] })
        const pages = await allPages(w.sales, { sort, limit })
        expect(pages).toEqual(whole.documents.map(idOf))
        expect([...pages].sort()).toEqual(made.map((m) => m.id).sort())
        // Newest first is read branch by branch: mine, my department's, my teams'.
        expect(await allPages(w.sales, { limit })).toEqual(
          (await runList(w.sales, customers(), { limit: 200 })).documents.map(idOf),
        )
        expect(await allPages(w.sales, { limit })).toEqual(
          await allPages(w.sales, { limit: 200, sort: '-createdAt,-id' }),
        )
      }),
      { numRuns: 60, interruptAfterTimeLimit: 60_000 },
    )
  },
)

test("one person's records are found by where they are, wherever she works now", async () => {
  await w.session.query(`delete from "${w.schema}".customer`)
  const { north, south } = w.departments
  await createRecords(w.system, customers(), [
    { name: '甲', owner: w.otherSales.actor.id, department: north },
    { name: '乙', owner: w.otherSales.actor.id, department: south },
    { name: '丙', owner: w.southSales.actor.id, department: north },
    { name: '丁', owner: w.southSales.actor.id, department: south },
    { name: '戊', owner: w.sales.actor.id, department: south },
  ])
  const namesOf = async (person: 'sales' | 'otherSales' | 'southSales') => {
    const filter = { and: [{ owner: w[person].actor.id }, { name: { ne: '无' } }] }
    const { documents } = await runList(w.sales, customers(), { filter, fields: ['name'] })
    return documents.map((d) => (JSON.parse(d) as { name: string }).name)
  }
  expect(await namesOf('otherSales')).toEqual(['甲'])
  expect(await namesOf('southSales')).toEqual(['丙'])
  expect(await namesOf('sales')).toEqual(['戊'])
})

test('each sort key orders as declared, empty values last in both directions', async () => {
  await w.session.query(`delete from "${w.schema}".customer`)
  await createRecords(w.system, customers(), [
    { name: '张三', employees: 2 },
    { name: '阿里', employees: null },
    { name: '李四', employees: 0 },
    { name: '重庆', employees: 1 },
    { name: '百度', employees: 2 },
  ])
  const names = async (sort: string) =>
    (await runList(w.administrator, customers(), { sort, fields: ['name'] })).documents.map(
      (d) => (JSON.parse(d) as { name: string }).name,
    )
  expect(await names('name')).toEqual(['阿里', '百度', '重庆', '李四', '张三'])
  expect(await names('-name')).toEqual(['张三', '李四', '重庆', '百度', '阿里'])
  expect(await names('employees,name')).toEqual(['李四', '重庆', '百度', '张三', '阿里'])
  expect(await names('-employees,name')).toEqual(['百度', '张三', '重庆', '李四', '阿里'])
  expect(await names('id')).toEqual(['张三', '阿里', '李四', '重庆', '百度'])
  expect(await names('-id,name')).toEqual(['百度', '重庆', '李四', '阿里', '张三'])
})

test('A21 a cursor that was altered, or comes from another list or person, is refused', async () => {
  await createRecords(
    w.system,
    customers(),
    [1, 2, 3].map((n) => ({ name: `第 ${n}`, department: w.departments.north })),
  )
  const request: ListRequest = { limit: 1, sort: 'name', filter: { status: 'potential' } }
  const { next } = await runList(w.sales, customers(), request)
  const cursor = next!
  await expect(runList(w.sales, customers(), { ...request, cursor })).resolves.toBeDefined()

  const refused = (ctx: Context, more: ListRequest) =>
    expect(runList(ctx, customers(), { ...request, ...more })).rejects.toMatchObject({
      code: 'request.badCursor',
      status: 400,
    })
  const [body, seal] = cursor.split('.') as [string, string]
  const other = Buffer.from(JSON.stringify(['第 9', crypto.randomUUID()])).toString('base64url')
  for (const forged of [
    'x',
    '.',
    `${body}.`,
    `${other}.${seal}`,
    `${body}.${seal}.`,
    `${body}x.${seal}`,
    `${body}.${seal.slice(1)}x`,
    `${cursor}\n`,
  ])
    await refused(w.sales, { cursor: forged })
  await refused(w.otherSales, { cursor })
  await refused(w.sales, { cursor, sort: '-name' })
  await refused(w.sales, { cursor, filter: { status: 'active' } })
  await refused(w.sales, { cursor, filter: { level: 'C' } })
  await refused(w.sales, { cursor, q: '第' })
  await refused(w.sales, { cursor, asOf: new Date().toISOString() })
  await expect(runList(w.sales, w.system.object('contact'), { sort: 'name', limit: 1, cursor })).rejects.toMatchObject({
    code: 'request.badCursor',
  })
  await expect(
    readHistory(w.sales, customers(), (await w.sales.create(Customer, { name: 'x' })).id, { cursor }),
  ).rejects.toMatchObject({
    code: 'request.badCursor',
  })
})

test('counts are exact up to the cap, and beyond it estimated and said so', async () => {
  await w.session.query(`delete from "${w.schema}".customer`)
  const fill = (count: number) =>
    w.session.query(
      `insert into "${w.schema}".customer (id, version, "createdAt", "createdBy", "updatedAt", "updatedBy", name, status, department)
       select gen_random_uuid(), 1, now(), $1, now(), $1, 'n', 'potential', $2 from generate_series(1, $3::int)`,
      [w.system.actor.id, w.departments.north, count],
    )
  const total = async (more: ListRequest = {}) =>
    (await runList(w.sales, customers(), { limit: 1, fields: [], total: true, ...more })).total!
  await fill(limits.count)
  expect(await total()).toEqual({ value: limits.count, exact: true })
  await fill(1)
  await w.session.query(`analyze "${w.schema}".customer`)
  expect(await total({ filter: { status: 'active' } })).toEqual({ value: 0, exact: true })
  const estimated = await total()
  expect(estimated.exact).toBe(false)
  expect(estimated.value).toBeGreaterThanOrEqual(limits.count)
  expect(estimated.value).toBeLessThan(3 * limits.count)
})
