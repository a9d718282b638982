import { beforeEach, expect, test } from 'vitest'
import { Context, createRecords, once, onceWritten, removeRecords, updateRecords } from '#engine'
import { Customer } from '#modules/customers'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeEach(async () => {
  w = await workspace()
})

/** A POST with a key, as the API does it. */
const post = (key: string | undefined, body: { name: string; level?: string }, who: Context = w.sales) =>
  once(new Context(w.ground, who.actor), key, ['POST', 'customer', body], async (ctx) => ({
    status: 201,
    body: JSON.stringify(await ctx.create(Customer, body as { name: string })),
  }))
const count = async () => (await w.administrator.find(Customer)).length

test('A95 ten times the same request at once has one effect and ten equal answers', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => post('k', { name: '一次' })))
  expect(new Set(answers.map((a) => a.body)).size).toBe(1)
  expect(answers[0]!.status).toBe(201)
  expect(await count()).toBe(1)
  expect(await post('k', { name: '一次' })).toEqual(answers[0])
})

test('A95 the same key for another request is refused, and its answer stays secret', async () => {
  await post('k', { name: '甲' })
  await expect(post('k', { name: '乙' })).rejects.toMatchObject({ code: 'request.keyReused', status: 422 })
  expect(await count()).toBe(1)
})

test('a key is its sender’s own', async () => {
  await post('k', { name: '甲' })
  await post('k', { name: '甲' }, w.otherSales)
  expect(await count()).toBe(2)
})

test('a refused request frees its key, so that it can be mended', async () => {
  await expect(post('k', { name: '甲', level: 'Z' })).rejects.toMatchObject({ code: 'request.invalid' })
  expect((await post('k', { name: '甲', level: 'A' })).status).toBe(201)
})

test('a twin that waited for a refused one takes its place', async () => {
  await w.sales.create(Customer, { name: '占着', creditCode: '91440300708461136T' })
  const both = await Promise.allSettled([post('k', { name: '甲', level: 'Z' }), post('k', { name: '甲' })])
  expect(both.map((b) => b.status)).toEqual(['rejected', 'fulfilled'])
})

test('without a key every request counts', async () => {
  await post(undefined, { name: '甲' })
  await post(undefined, { name: '甲' })
  expect(await count()).toBe(2)
})

/** The write of one record with a key, as the API does it. */
const write = (
  key: string,
  asked: unknown,
  status: number,
  body: string | undefined,
  work: Parameters<typeof onceWritten>[4],
) => onceWritten(w.sales, key, [asked], body === undefined ? { status } : { status, body }, work)

const make = (key: string, values: Record<string, unknown>) => {
  const ctx = new Context(w.ground, w.sales.actor)
  return onceWritten(ctx, key, ['POST', values], { status: 201 }, async (keeping) => {
    const [saved] = await createRecords(ctx, ctx.object('customer'), [values], 'outside', 'allow', keeping)
    return saved!.document
  })
}
const change = (key: string, id: string, patch: Record<string, unknown>, version?: number) =>
  write(key, ['PATCH', id, patch], 200, undefined, async (keeping) => {
    const edit = { id, patch, ...(version ? { version } : {}) }
    const [saved] = await updateRecords(w.sales, w.system.object('customer'), [edit], { trust: 'outside', keeping })
    return saved!.document
  })
const remove = (key: string, id: string) =>
  write(key, ['DELETE', id], 200, '{}', async (keeping) => {
    await removeRecords(w.sales, w.system.object('customer'), [id], { keeping })
    return '{}'
  })
const history = async (id: string) =>
  (
    await w.session.query<{ op: string }>(`select op from "${w.schema}".change where record = $1 order by id`, [id])
  ).map((c) => c.op)

test('A95 a write that keeps its key itself: of twenty at once one has an effect, and all get its answer', async () => {
  const values = { name: '一次', creditCode: '91440300708461136T' }
  const answers = await Promise.all(Array.from({ length: 20 }, () => make('k', values)))
  expect(new Set(answers.map((a) => `${a.status} ${a.change} ${a.body}`)).size).toBe(1)
  expect(await count()).toBe(1)
  const { id, number } = JSON.parse(answers[0]!.body)
  expect(await history(id)).toEqual(['create'])
  expect(number).toMatch(/000001$/)
  expect(await make('k', values)).toEqual(answers[0])
  await expect(make('k', { name: '别的' })).rejects.toMatchObject({ code: 'request.keyReused' })
  expect(JSON.parse((await make('k2', { name: '别的' })).body).number).toMatch(/000002$/)
})

test('A95 a repeated change, removal or change of nothing gets the first answer, whatever was done since', async () => {
  const id: string = JSON.parse((await make('k', { name: '甲' })).body).id
  const changed = await change('c', id, { level: 'A' }, 1)
  const nothing = await change('n', id, { level: 'A' })
  await change('d', id, { level: 'B' })
  expect(await change('c', id, { level: 'A' }, 1)).toEqual(changed)
  expect(await change('n', id, { level: 'A' })).toEqual(nothing)
  expect(JSON.parse(nothing.body)).toMatchObject({ level: 'A', version: 2 })
  const [gone, again] = [await remove('r', id), await remove('r', id)]
  expect(again).toEqual(gone)
  expect(await change('c', id, { level: 'A' }, 1)).toEqual(changed)
  expect(await history(id)).toEqual(['create', 'update', 'update', 'delete'])
})

test('A95 twenty equal changes at once on the version they saw are one change', async () => {
  const id: string = JSON.parse((await make('k', { name: '甲' })).body).id
  const answers = await Promise.all(Array.from({ length: 20 }, () => change('c', id, { level: 'A' }, 1)))
  expect(new Set(answers.map((a) => a.body)).size).toBe(1)
  expect(await history(id)).toEqual(['create', 'update'])
})

test('a refused write leaves its key free for the mended one', async () => {
  await expect(make('k', { name: '甲', level: 'Z' })).rejects.toMatchObject({ code: 'request.invalid' })
  expect((await make('k', { name: '甲', level: 'A' })).status).toBe(201)
})
