import { beforeAll, expect, test } from 'vitest'
import { type AppError, type Context, keyFields, upsertRecords } from '#engine'
import { Pipeline } from '#modules/sales'
import { type Workspace, workspace } from '#test/workspace'
import type { Upsert } from './upsert.ts'

let w: Workspace
let pipeline: string
beforeAll(async () => {
  w = await workspace()
  pipeline = (await w.system.create(Pipeline, { name: '按键写入' })).id
})

const free = async () => {}
const put = (ctx: Context, object: string, key: readonly string[], records: Upsert['records'], atomic = false) => {
  const model = ctx.object(object)
  const fields = keyFields(ctx, model, key)!
  return upsertRecords(ctx, model, { key: fields, records, atomic, twins: 'allow', beforeCreating: free })
}
const statuses = (results: readonly { status: string }[]) => results.map(({ status }) => status)
const stage = (name: string, position: number) => ({ pipeline, name, position, probability: '10' })
const codes = ['91440300708461136T', '91350100M000100Y43'] as const

test.each([false, true])(
  'many who put the same new key at once make one record, and all the others change it (atomic: %s)',
  async (atomic) => {
    const name = `同时 ${atomic}`
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, i) => put(w.system, 'stage', ['name', 'pipeline'], [stage(name, i)], atomic)),
    )
    expect(all.flatMap(statuses).toSorted()).toEqual(['created', ...Array(11).fill('updated')])
    expect(new Set(all.flat().map(({ id }) => id)).size).toBe(1)
  },
)

test('of records with the same key in one request the later ones change the first', async () => {
  const results = await put(
    w.system,
    'stage',
    ['pipeline', 'name'],
    [stage('先后', 1), stage('另外', 1), stage('先后', 2)],
  )
  expect(statuses(results)).toEqual(['created', 'created', 'updated'])
  expect(results[2]!.id).toBe(results[0]!.id)
  const [row] = await w.session.query<{ position: number }>(`select position from "${w.schema}".stage where id = $1`, [
    results[0]!.id,
  ])
  expect(row).toEqual({ position: 2 })
})

test('a key that cannot be read spoils its own row only', async () => {
  const rows = [{ name: '好的', creditCode: codes[0] }, { name: '坏的', creditCode: '不是代码' }, { name: '没有' }]
  const results = await put(w.sales, 'customer', ['creditCode'], rows)
  expect(statuses(results)).toEqual(['created', 'failed', 'created'])
  const error = await put(w.sales, 'customer', ['creditCode'], rows, true).catch((e: AppError) => e)
  expect(error).toMatchObject({ details: { problems: [{ field: 'creditCode', row: 1 }] } })
})

test('the key of a record out of sight stays taken, without a word about that record', async () => {
  await put(w.sales, 'customer', ['creditCode'], [{ name: '北方', creditCode: codes[1] }])
  const [result] = await put(w.southSales, 'customer', ['creditCode'], [{ name: '南方', creditCode: codes[1] }])
  expect(result).toMatchObject({ status: 'failed', problem: { code: 'record.duplicate' } })
  expect(result!.problem!.details).toEqual({})
})

test('what is no key, or a key that one may not know of, is none', () => {
  const stages = w.system.object('stage')
  expect(keyFields(w.system, stages, ['name'])).toBe(null)
  expect(keyFields(w.system, stages, ['name', 'pipeline', 'position'])).toBe(null)
  expect(keyFields(w.system, stages, ['name', 'name'])).toBe(null)
  expect(keyFields(w.system, stages, [])).toBe(null)
})

test('a record that everybody changes at once takes every change', async () => {
  const [made] = await put(w.system, 'stage', ['pipeline', 'name'], [stage('抢手', 0)])
  const all = await Promise.all(
    Array.from({ length: 24 }, (_, i) => put(w.system, 'stage', ['pipeline', 'name'], [stage('抢手', i + 1)])),
  )
  expect(new Set(all.flatMap(statuses))).toEqual(new Set(['updated']))
  const [row] = await w.session.query<{ version: number }>(`select version from "${w.schema}".stage where id = $1`, [
    made!.id,
  ])
  expect(row).toEqual({ version: 25 })
})
