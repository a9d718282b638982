import { beforeEach, expect, test } from 'vitest'
import { Context, once } from '#engine'
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
