import { beforeAll, expect, test } from 'vitest'
import { type Context, createRecords } from '#engine'
import { type Workspace, workspace } from '#test/workspace'
import { limits } from './limits.ts'
import { type AggregateRequest, runAggregate } from './run-aggregate.ts'

let w: Workspace
let hai: string
beforeAll(async () => {
  w = await workspace()
  const { north, south } = w.departments
  const sales = w.sales.actor.id
  ;[hai] = (
    await createRecords(w.system, w.system.object('customer'), [
      {
        name: '海川',
        size: 's1',
        employees: 10,
        revenue: '0.10',
        founded: 1990,
        owner: sales,
        address: { region: '310115' },
        nextContactAt: '2026-12-31T15:59:59.999Z',
      },
      {
        name: '大地',
        size: 's1',
        employees: 20,
        revenue: '0.20',
        owner: sales,
        address: { region: '310101' },
        nextContactAt: '2026-12-31T16:00:00Z',
      },
      {
        name: '长空',
        size: 's2',
        employees: 30,
        department: north,
        address: { region: '440300' },
        nextContactAt: '2026-06-30T16:00:00Z',
      },
      {
        name: '远方',
        size: 's2',
        employees: 1000,
        revenue: '5000.00',
        creditLimit: '99.00',
        department: south,
        address: { region: '310000' },
      },
      { name: '无址', revenue: '1.00', department: north },
    ])
  ).map((r) => r.id) as [string]
  await createRecords(w.system, w.system.object('opportunity'), [
    { name: '一', customer: hai, owner: sales, expectedClose: '2026-01-31', amount: '10.00' },
    { name: '二', customer: hai, owner: sales, expectedClose: '2026-02-01', amount: '20.00' },
    { name: '三', owner: sales },
  ])
})

const ask = async (request: AggregateRequest, ctx: Context = w.sales, object = 'customer') => {
  const { documents, totals } = await runAggregate(ctx, w.system.object(object), request)
  return {
    rows: documents.map((d) => JSON.parse(d) as Record<string, unknown>),
    ...(totals ? { totals: JSON.parse(totals) as object } : {}),
  }
}

test('A14 A27 only records within reach are counted: the south is not there for the north', async () => {
  expect(await ask({})).toEqual({ rows: [{ count: 4 }] })
  expect(await ask({}, w.administrator)).toEqual({ rows: [{ count: 5 }] })
  expect(await ask({ measure: ['max:employees', 'sum:revenue'] })).toEqual({
    rows: [{ 'max:employees': '30', 'sum:revenue': '1.30' }],
  })
  expect(await ask({ group: ['size'], measure: ['count'] })).toEqual({
    rows: [
      { size: 's1', count: 2 },
      { size: 's2', count: 1 },
      { size: null, count: 1 },
    ],
  })
})

test('sums are exact, averages rounded, and of nothing there is none', async () => {
  const measure = ['sum:revenue', 'avg:revenue', 'min:revenue', 'max:revenue', 'distinct:owner', 'count']
  expect((await ask({ measure, filter: { size: 's1' } })).rows).toEqual([
    {
      'sum:revenue': '0.30',
      'avg:revenue': '0.150000',
      'min:revenue': '0.10',
      'max:revenue': '0.20',
      'distinct:owner': 1,
      count: 2,
    },
  ])
  expect((await ask({ measure, filter: { size: 's6' } })).rows).toEqual([
    {
      'sum:revenue': null,
      'avg:revenue': null,
      'min:revenue': null,
      'max:revenue': null,
      'distinct:owner': 0,
      count: 0,
    },
  ])
})

test('the least and the greatest time come in the form of times', async () => {
  const { rows } = await ask({ measure: ['min:nextContactAt', 'max:nextContactAt'] })
  expect(rows).toEqual([
    { 'min:nextContactAt': '2026-06-30T16:00:00.000Z', 'max:nextContactAt': '2026-12-31T16:00:00.000Z' },
  ])
})

test("times fall into the days, weeks, months, quarters and years of the workspace's zone", async () => {
  const by = async (bucket: string) =>
    (await ask({ group: [`nextContactAt:${bucket}`], filter: { nextContactAt: { ne: null } } })).rows
  expect(await by('day')).toEqual([
    { 'nextContactAt:day': '2026-07-01', count: 1 },
    { 'nextContactAt:day': '2026-12-31', count: 1 },
    { 'nextContactAt:day': '2027-01-01', count: 1 },
  ])
  expect((await by('year')).map((r) => [r['nextContactAt:year'], r['count']])).toEqual([
    ['2026', 2],
    ['2027', 1],
  ])
  expect((await by('quarter')).map((r) => r['nextContactAt:quarter'])).toEqual(['2026-Q3', '2026-Q4', '2027-Q1'])
  expect((await by('week')).map((r) => r['nextContactAt:week'])).toEqual(['2026-W27', '2026-W53'])
  const months = await ask(
    { group: ['expectedClose:month'], measure: ['sum:amount'], sort: '-sum:amount' },
    w.sales,
    'opportunity',
  )
  expect(months.rows).toEqual([
    { 'expectedClose:month': '2026-02', 'sum:amount': '20.00' },
    { 'expectedClose:month': '2026-01', 'sum:amount': '10.00' },
    { 'expectedClose:month': null, 'sum:amount': null },
  ])
})

test('addresses fall into provinces, cities and districts', async () => {
  const by = async (level: string) =>
    (await ask({ group: [`address:${level}`] }, w.administrator)).rows.map((r) => [r[`address:${level}`], r['count']])
  expect(await by('province')).toEqual([
    ['310000', 3],
    ['440000', 1],
    [null, 1],
  ])
  expect(await by('city')).toEqual([
    ['310100', 2],
    ['440300', 1],
    [null, 2],
  ])
  expect(await by('district')).toEqual([
    ['310101', 1],
    ['310115', 1],
    [null, 3],
  ])
})

test('a group by a reference carries the title, where the record may be seen', async () => {
  const request = { group: ['customer'], measure: ['count'] }
  const rows = [
    { customer: { id: hai, title: '海川' }, count: 2 },
    { customer: null, count: 1 },
  ]
  expect((await ask(request, w.sales, 'opportunity')).rows).toEqual(rows)
  const blind = await w.person({
    roles: [await w.role('只看商机', { opportunity: { read: 'all' }, customer: { read: 'own' } })],
  })
  expect((await ask(request, blind, 'opportunity')).rows[0]).toEqual({ customer: { id: hai, title: null }, count: 2 })
  expect((await ask({ group: ['customer.size'] }, w.sales, 'opportunity')).rows).toEqual([
    { 'customer.size': 's1', count: 2 },
    { 'customer.size': null, count: 1 },
  ])
  expect((await ask({ group: ['customer.size'] }, blind, 'opportunity')).rows).toEqual([
    { 'customer.size': null, count: 3 },
  ])
})

test('having keeps groups by their measure, totals count everything, the order is as asked', async () => {
  const request = {
    group: ['size', 'owner'],
    measure: ['count', 'sum:employees'],
    having: { count: { gte: 1 }, 'sum:employees': { gt: '0' } },
  }
  const { rows, totals } = await ask({ ...request, sort: '-sum:employees', totals: true })
  expect(rows.map((r) => [r['size'], r['sum:employees']])).toEqual([
    ['s1', '30'],
    ['s2', '30'],
  ])
  expect(totals).toEqual({ count: 4, 'sum:employees': '60' })
  expect((await ask({ group: ['size'], sort: '-count,size', limit: 1 })).rows).toEqual([{ size: 's1', count: 2 }])
  expect((await ask({ group: ['nextContactAt:year'], sort: '-nextContactAt:year' })).rows[0]).toMatchObject({
    'nextContactAt:year': '2027',
  })
})

test('having compares the first and the last of days and times with such', async () => {
  const kept = async (object: string, measure: string, test: Record<string, unknown>, group: string) => {
    const { rows } = await ask({ group: [group], measure: [measure], having: { [measure]: test } }, w.sales, object)
    return rows.map((row) => row[group])
  }
  expect(await kept('customer', 'max:nextContactAt', { gte: '2027-01-01T00:00:00+08:00' }, 'size')).toEqual(['s1'])
  expect(await kept('customer', 'max:nextContactAt', { lt: '2027-01-01T00:00:00+08:00' }, 'size')).toEqual(['s2'])
  expect(await kept('opportunity', 'min:expectedClose', { eq: '2026-01-31' }, 'outcome')).toEqual(['open'])
  expect(await kept('customer', 'distinct:nextContactAt', { gt: 1 }, 'size')).toEqual(['s1'])
  for (const bad of [5, '5', '2026-02-30', null, [], ['2026-01-01'], {}])
    await expect(kept('opportunity', 'min:expectedClose', { gt: bad }, 'outcome')).rejects.toMatchObject({
      status: 422,
      field: 'min:expectedClose',
    })
  for (const bad of ['2026-01-01', [5], null, 'NaN', true])
    await expect(kept('customer', 'sum:revenue', { gt: bad }, 'size')).rejects.toMatchObject({ status: 422 })
})

test('formulas are summed like any number', async () => {
  await createRecords(w.system, w.system.object('opportunity'), [
    { name: '四', amount: '0.30', probability: '50', owner: w.southSales.actor.id },
  ])
  expect((await ask({ measure: ['sum:weighted'] }, w.southSales, 'opportunity')).rows).toEqual([
    { 'sum:weighted': expect.stringMatching(/^0\.150*$/) },
  ])
})

test('A14 nothing is learned of a hidden field: not by group, measure, having or sort', async () => {
  const refused = (request: AggregateRequest, code: string, ctx: Context = w.sales) =>
    expect(runAggregate(ctx, w.system.object('customer'), request)).rejects.toMatchObject({ code })
  for (const measure of ['sum:creditLimit', 'min:creditLimit', 'distinct:creditLimit', 'avg:creditLimt'])
    await refused({ measure: [measure] }, 'request.unknownField')
  await refused({ group: ['creditLimit'] }, 'request.unknownField')
  await refused({ measure: ['distinct:phone'] }, 'request.maskedField', w.marketer)
  await refused({ measure: ['count'], having: { 'max:creditLimit': { gt: '1' } } }, 'request.badAggregate')
  await refused({ measure: ['count'], sort: 'creditLimit' }, 'request.badAggregate')
})

test.each([
  { measure: ['count(*);select pg_sleep(1)'] },
  { measure: ['median:revenue'] },
  { measure: ['sum:name'] },
  { measure: ['sum'] },
  { measure: ['sum:revenue:x'] },
  { group: ["nextContactAt:month'); --"] },
  { group: ['nextContactAt'] },
  { group: ['size:month'] },
  { group: ['address'] },
  { group: ['address:constructor'] },
  { group: ['revenue'] },
  { having: { count: { like: '1' } } },
  { having: { count: { gt: '1; drop' } } },
  { having: 'count > 1' },
  { sort: 'count;' },
])('A36 what is not on the list is refused: %o', async (request) => {
  await expect(runAggregate(w.sales, w.system.object('customer'), request as AggregateRequest)).rejects.toMatchObject({
    code: 'request.badAggregate',
    status: 422,
  })
})

test('an aggregate that asks too much is told which limit it ran into', async () => {
  const told = (request: AggregateRequest) =>
    ask(request).then(
      () => 'not refused',
      (error: Error) => error.message,
    )
  expect(await told({ group: ['size', 'status', 'source', 'kind'] })).toContain(`分组层数最多 ${limits.groups}`)
  expect(await told({ measure: Array.from({ length: 11 }, () => 'count') })).toContain(
    `指标个数最多 ${limits.measures}`,
  )
  expect(await told({ limit: limits.groupRows + 1 })).toContain(`limit最多 ${limits.groupRows}`)
})
