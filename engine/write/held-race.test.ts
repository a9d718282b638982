import { beforeEach, expect, test } from 'vitest'
import { type Context, removeRecords, restoreRecords, runBatch, updateRecords } from '#engine'
import { type Workspace, workspace } from '#test/workspace'
import { prepareCreate, saveBulk } from './create.ts'
import type { Values } from './read-input.ts'
import { bulkOf } from './sql/insert-bulk.ts'

let w: Workspace
let pipeline: string
let first: string
let second: string
beforeEach(async () => {
  w = await workspace()
  pipeline = await make('pipeline', { name: '新机' })
  first = await make('stage', { pipeline, name: '初访', position: 1, probability: '10' })
  second = await make('stage', { pipeline, name: '方案', position: 2, probability: '20' })
})

const make = async (name: string, values: Values, ctx: Context = w.administrator): Promise<string> =>
  (await runBatch(ctx, ctx.object(name), [{ op: 'create', values }], true))[0]!.id!
const remove = (name: string, id: string, ctx: Context = w.administrator) => removeRecords(ctx, ctx.object(name), [id])
const deal = (ctx: Context, values: Values = {}) => make('opportunity', { name: '单', stage: first, ...values }, ctx)

/** The ways in which a deal comes into a stage. */
const ways: Record<string, () => Promise<(ctx: Context) => Promise<unknown>>> = {
  'is made': async () => (ctx) => deal(ctx),
  'is moved': async () => {
    const id = await deal(w.sales, { stage: second })
    return (ctx) => updateRecords(ctx, ctx.object('opportunity'), [{ id, patch: { stage: first } }])
  },
  'is restored': async () => {
    const id = await deal(w.sales)
    await remove('opportunity', id, w.sales)
    return (ctx) => restoreRecords(ctx, ctx.object('opportunity'), [id])
  },
  'comes in a file': async () => async (ctx) => {
    const object = ctx.object('opportunity')
    const rows = await prepareCreate(ctx, object, [{ name: '单', stage: first }], 'parsed', (_, problem) => {
      throw problem
    })
    await ctx.transaction((inside) => saveBulk(inside, object, bulkOf(inside, object, rows)))
  },
}

/** Does `late` while the transaction of `early` is open, and lets that end once the other waits for it. */
const meanwhile = async (early: Context, work: (ctx: Context) => Promise<unknown>, late: () => Promise<unknown>) => {
  let ended: Promise<PromiseSettledResult<unknown>[]>
  await early.transaction(async (inside) => {
    await work(inside)
    ended = Promise.allSettled([late()])
    const waiting = () =>
      w.session.query(
        `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%' || $1 || '%' and pid <> pg_backend_pid()`,
        [w.schema],
      )
    await expect.poll(waiting, { interval: 10 }).toHaveLength(1)
  })
  return (await ended!)[0]
}

const strays = () =>
  w.session.query(
    `select o.id from "${w.schema}".opportunity o left join "${w.schema}".stage s on s.id = o.stage and s."deletedAt" is null
     left join "${w.schema}".pipeline p on p.id = o.pipeline and p."deletedAt" is null
     where o."deletedAt" is null and (s.id is null or p.id is null)`,
  )

test.each(Object.keys(ways))('a stage that is removed while a deal %s in it waits for it, and stays', async (way) => {
  const enter = await ways[way]!()
  for (const [name, id] of [
    ['stage', first],
    ['pipeline', pipeline],
  ] as const) {
    const outcome = await meanwhile(w.sales, enter, () => remove(name, id))
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'record.held' } })
    if (way !== 'is made') break
  }
  expect(await strays()).toEqual([])
})

test.each(Object.keys(ways))('a deal that %s in a stage while that is removed is refused in words', async (way) => {
  const enter = await ways[way]!()
  const outcome = await meanwhile(
    w.administrator,
    (ctx) => remove('stage', first, ctx),
    () => enter(w.sales),
  )
  expect(outcome).toMatchObject({
    status: 'rejected',
    reason: {
      code: 'record.targetDeleted',
      field: 'stage',
      message: expect.stringContaining('“阶段”选的阶段已被删除'),
    },
  })
  expect(await strays()).toEqual([])
})

test('a deal whose stage went to the recycle bin after it comes back only after the stage', async () => {
  const id = await deal(w.sales)
  await remove('opportunity', id, w.sales)
  await remove('stage', first)
  const back = (name: string, one: string, ctx: Context) => restoreRecords(ctx, ctx.object(name), [one])
  await expect(back('opportunity', id, w.sales)).rejects.toMatchObject({ code: 'record.targetDeleted', field: 'stage' })
  await back('stage', first, w.administrator)
  await back('opportunity', id, w.sales)
  expect(await strays()).toEqual([])
})

test('of a removal that is refused nothing is left: the stages beside the used one stay too', async () => {
  await deal(w.sales)
  await expect(removeRecords(w.administrator, w.administrator.object('stage'), [first, second])).rejects.toMatchObject({
    code: 'record.held',
  })
  expect(await w.session.query(`select id from "${w.schema}".stage where "deletedAt" is not null`)).toEqual([])
})
