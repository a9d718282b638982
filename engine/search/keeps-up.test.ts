import { expect, test } from 'vitest'
import { type Context, createRecords, restoreRecords, searchRecords, updateRecords } from '#engine'
import { Contact, Customer } from '#modules/customers'
import { workspace } from '#test/workspace'
import { runList } from '../query/run-list.ts'

const listed = async (ctx: Context, q: string, object = 'customer') =>
  (await runList(ctx, ctx.object(object), { q, fields: ['name'] })).documents.map(
    (d) => (JSON.parse(d) as { name: string }).name,
  )

test('a new name is found in the same transaction, the old one no more; other edits change nothing', async () => {
  const w = await workspace()
  await w.sales.transaction(async (ctx) => {
    const made = await ctx.create(Customer, { name: '华信科技' })
    expect(await listed(ctx, '华信')).toEqual(['华信科技'])
    await ctx.update(Customer, made.id, { name: '恒川机电' })
    expect(await listed(ctx, 'hxkj')).toEqual([])
    expect(await listed(ctx, '恒川')).toEqual(['恒川机电'])
    await ctx.update(Customer, made.id, { level: 'A', phone: '13800132201' })
    expect(await listed(ctx, '2201')).toEqual(['恒川机电'])
    expect(await listed(ctx, made.number)).toEqual(['恒川机电'])
    await ctx.remove(Customer, made.id)
    expect(await listed(ctx, '恒川')).toEqual([])
  })
})

test('the recycle bin is searched too, and what comes back from it is found again', async () => {
  const w = await workspace()
  const customer = w.administrator.object('customer')
  const { id } = await w.administrator.create(Customer, { name: '华信科技' })
  await w.administrator.remove(Customer, id)
  const bin = await runList(w.administrator, customer, { q: '华信', deleted: true, fields: [] })
  expect(bin.documents).toHaveLength(1)
  await restoreRecords(w.administrator, customer, [id])
  expect(await listed(w.administrator, 'huaxin')).toEqual(['华信科技'])
})

test('a customer moved to another department is no longer found by those who lost it', async () => {
  const w = await workspace()
  const made = await w.sales.create(Customer, { name: '华信科技' })
  expect(await listed(w.otherSales, '华信')).toEqual(['华信科技'])
  expect((await searchRecords(w.southSales, { q: '华信' })).data).toEqual([])
  await w.system.update(Customer, made.id, { owner: w.southSales.actor.id } as never)
  expect(await listed(w.otherSales, '华信')).toEqual([])
  expect((await searchRecords(w.southSales, { q: '华信' })).data).toMatchObject([{ id: made.id, field: 'name' }])
})

test('many rows changed at once keep their own words', async () => {
  const w = await workspace()
  const customer = w.system.object('customer')
  const made = await createRecords(
    w.system,
    customer,
    ['华信', '恒川', '乐行'].map((name) => ({ name })),
  )
  await updateRecords(
    w.system,
    customer,
    made.map(({ id }, i) => ({ id, patch: { name: ['甲乙', '丙丁', '戊己'][i] } })),
  )
  for (const name of ['甲乙', '丙丁', '戊己']) expect(await listed(w.system, name)).toEqual([name])
})

test('a common word is paged through to the end, however many have it', { timeout: 60_000 }, async () => {
  const w = await workspace()
  const object = w.system.object('contact')
  const many = Array.from({ length: 4_300 }, (_, i) => ({ name: i % 2 ? `王芳${i}` : `王明${i}` }))
  for (let i = 0; i < many.length; i += 500) await createRecords(w.system, object, many.slice(i, i + 500))
  await w.system.create(Contact, { name: '欧阳王芳' })
  const seen = new Set<string>()
  for (let cursor: string | undefined; ;) {
    const page = await runList(w.system, object, {
      q: 'wang',
      fields: ['name'],
      limit: 200,
      ...(cursor ? { cursor } : {}),
    })
    for (const d of page.documents) seen.add(d)
    if (!page.next) break
    cursor = page.next
  }
  expect(seen.size).toBe(4_301)
  expect((await runList(w.system, object, { q: '王芳', total: true, limit: 1 })).total).toEqual({
    value: 2_151,
    exact: true,
  })
  expect(await listed(w.system, 'oywf', 'contact')).toEqual(['欧阳王芳'])
  // What starts with the text comes before what contains it, also of a common word.
  const { data } = await searchRecords(w.system, { q: '王芳', limit: 20 })
  expect(data.every((hit) => hit.title!.startsWith('王芳'))).toBe(true)
})

test(
  'the company of exactly that name is first, whichever thousands of its branches are newer',
  { timeout: 60_000 },
  async () => {
    const w = await workspace()
    const object = w.system.object('customer')
    await w.system.create(Customer, { name: '恒信' })
    await w.system.create(Customer, { name: '7-11便利店' })
    const branches = Array.from({ length: 4_200 }, (_, i) => ({ name: `恒信${i}号店` }))
    for (let i = 0; i < branches.length; i += 700) await createRecords(w.system, object, branches.slice(i, i + 700))
    for (let round = 0; round < 2; round++)
      expect((await searchRecords(w.administrator, { q: '恒信' })).data[0]?.title).toBe('恒信')
    // Short words are in the index too: nobody walks back to the oldest.
    expect((await searchRecords(w.administrator, { q: '7-11' })).data[0]?.title).toBe('7-11便利店')
  },
)
