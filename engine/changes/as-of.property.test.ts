import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import { type BatchItem, Context, runBatch, runGet, runList } from '#engine'
import { Customer } from '#modules/customers'
import { type Workspace, workspace } from '#test/workspace'

const values = fc.record(
  {
    name: fc.constantFrom('海川', '大地', '长空'),
    level: fc.constantFrom('A', 'B'),
    revenue: fc.constantFrom(null, '0.00', '12.50'),
    tags: fc.constantFrom(null, ['VIP'], ['VIP', '老']),
    address: fc.constantFrom(null, { region: '310115' }, { region: '440305', detail: '路' }),
    nextContactAt: fc.constantFrom(null, '2026-01-01T00:00:00.000Z'),
  },
  { requiredKeys: [] },
)
const steps = fc.array(
  fc.oneof(
    fc.record({ op: fc.constant('create' as const), values }),
    fc.record({ op: fc.constant('update' as const), values, which: fc.nat(9) }),
    fc.record({ op: fc.constant('update' as const), values, which: fc.nat(9) }),
    fc.record({ op: fc.constantFrom('delete' as const, 'restore' as const), which: fc.nat(9) }),
  ),
  { minLength: 5, maxLength: 20 },
)
const filters = [
  {},
  { level: 'A' },
  { not: { level: 'A' } },
  { name: { contains: '海' } },
  { tags: { hasAny: ['老'] } },
  { address: { within: '31' } },
]
const start = Date.parse('2026-10-01T00:00:00.000Z')

const parsed = (documents: readonly string[]) => documents.map((d) => JSON.parse(d) as { id: string })

/** Everything there is to see at a moment, or as it was at one. */
const snapshot = async (w: Workspace, ids: readonly string[], asOf?: string) => {
  const ctx = new Context(w.ground, w.administrator.actor)
  const object = ctx.object('customer')
  const then = asOf ? { asOf } : {}
  const lists = []
  for (const filter of filters)
    lists.push(
      parsed((await runList(ctx, object, { filter, sort: 'name', limit: 200, total: true, ...then })).documents),
    )
  const bin = (await runList(ctx, object, { deleted: true, sort: 'id', limit: 200, ...then })).documents
  const records = parsed(await runGet(ctx, object, ids, then)).sort((a, b) => (a.id < b.id ? -1 : 1))
  return { lists, bin: parsed(bin), records }
}

test('what a record or a list was at any moment is told later as it was then', { timeout: 120_000 }, async () => {
  const w = await workspace()
  let compared = 0
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      await w.session.query(
        `with a as (delete from "${w.schema}".customer), b as (delete from "${w.schema}".change) select`,
      )
      const ids: string[] = []
      const moments: { time: string; seen: Awaited<ReturnType<typeof snapshot>>; ids: string[] }[] = []
      for (const [i, step] of sequence.entries()) {
        const time = new Date(start + i * 1000).toISOString()
        const ctx = new Context(w.ground, w.administrator.actor, {}, time)
        const id = step.op === 'create' ? '' : (ids[step.which % Math.max(ids.length, 1)] ?? '')
        if (step.op !== 'create' && !id) continue
        const item: BatchItem =
          step.op === 'create'
            ? { op: 'create', values: { name: '新', ...step.values } }
            : step.op === 'update'
              ? { op: 'update', edit: { id, patch: step.values } }
              : { op: step.op, id }
        const [result] = await runBatch(ctx, ctx.object('customer'), [item], false)
        if (result!.status === 'created') ids.push(result!.id!)
        moments.push({ time, seen: await snapshot(w, ids), ids: [...ids] })
      }
      for (const { time, seen, ids: then } of moments) {
        expect(await snapshot(w, then, time)).toEqual(seen)
        compared++
      }
      expect(await snapshot(w, ids, new Date(start - 1).toISOString())).toEqual({
        lists: filters.map(() => []),
        bin: [],
        records: [],
      })
    }),
    { numRuns: 20, interruptAfterTimeLimit: 60_000 },
  )
  expect(compared).toBeGreaterThan(100)
})

test('who may see a record as it was is decided by the rights of today', async () => {
  const w = await workspace()
  const customer = await new Context(w.ground, w.sales.actor, {}, '2026-10-01T00:00:00.000Z').create(Customer, {
    name: '转走',
  })
  await w.administrator.update(Customer, customer.id, { owner: w.southSales.actor.id as never, name: '转走了' })
  const asOf = '2026-10-02T00:00:00.000Z'
  const object = w.system.object('customer')
  expect(await runGet(w.sales, object, [customer.id], { asOf })).toEqual([])
  expect(parsed(await runGet(w.southSales, object, [customer.id], { asOf }))).toMatchObject([
    { name: '转走', version: 1 },
  ])
  for (const bad of ['yesterday', '2026-10-02', "2026-10-02T00:00:00Z'; --"])
    await expect(runGet(w.sales, object, [customer.id], { asOf: bad })).rejects.toMatchObject({
      code: 'request.badTime',
    })
})
