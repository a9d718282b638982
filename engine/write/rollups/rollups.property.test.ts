import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import {
  type AppError,
  type BatchItem,
  Context,
  createRecords,
  removeRecords,
  restoreRecords,
  runBatch,
  undo,
} from '#engine'
import { Customer } from '#modules/customers'
import { Opportunity, Pipeline, Stage } from '#modules/sales'
import { type Workspace, workspace } from '#test/workspace'

const step = fc.record({
  act: fc.constantFrom('create', 'amount', 'stage', 'move', 'delete', 'restore', 'batch', 'undo'),
  which: fc.nat(50),
  customer: fc.integer({ min: -1, max: 2 }),
  stage: fc.nat(2),
  amount: fc.constantFrom(null, '0.00', '0.10', '0.20', '1000000.01'),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const busy = new Set(['record.notFound', 'record.busy', 'change.nothingToUndo'])

/** A worker that does its steps one after the other, on whatever the others left. */
const worker = async (
  w: Workspace,
  customers: readonly string[],
  stages: readonly string[],
  shared: string[],
  steps: readonly Step[],
) => {
  const object = w.system.object('opportunity')
  for (const { act, which, customer, stage, amount } of steps) {
    const ctx = new Context(w.ground, w.administrator.actor)
    const id = shared[which % Math.max(shared.length, 1)]
    const to = customer < 0 ? null : customers[customer]!
    const values = { name: '商机', customer: to, stage: stages[stage], amount }
    const target = { op: 'update' as const, edit: { id: id ?? '', patch: { customer: to, amount } } }
    const work = async () => {
      if (act === 'create' || !id) shared.push((await createRecords(ctx, object, [values]))[0]!.id)
      else if (act === 'amount') await ctx.update(Opportunity, id as never, { amount })
      else if (act === 'stage') await ctx.update(Opportunity, id as never, { stage: stages[stage] as never })
      else if (act === 'move') await ctx.update(Opportunity, id as never, { customer: to as never })
      else if (act === 'delete') await removeRecords(ctx, object, [id])
      else if (act === 'restore') await restoreRecords(ctx, object, [id])
      else if (act === 'undo') {
        await ctx.update(Opportunity, id as never, { amount, customer: to as never })
        await undo(new Context(w.ground, ctx.actor), ctx.cause.request)
      } else {
        const items: BatchItem[] = [
          { op: 'create', values },
          target,
          { op: 'create', values: { ...values, customer: customers[0] } },
        ]
        const made = await runBatch(ctx, object, items, which % 2 === 0)
        shared.push(...made.filter((r) => r.status === 'created').map((r) => r.id!))
      }
    }
    await work().catch((error: AppError) => {
      if (!busy.has(error.code)) throw error
    })
  }
}

test('sums and counts equal a recount after any work of several people at once', { timeout: 120_000 }, async () => {
  const w = await workspace()
  const pipeline = await w.administrator.create(Pipeline, { name: '销售' })
  const stages: string[] = []
  for (const [position, outcome] of (['open', 'won', 'lost'] as const).entries())
    stages.push(
      (
        await w.administrator.create(Stage, {
          pipeline: pipeline.id,
          name: outcome,
          position,
          probability: '50',
          outcome,
        })
      ).id,
    )

  let amounts = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 4, maxLength: 10 }), { minLength: 4, maxLength: 4 }),
      async (workers) => {
        const customers = (
          await createRecords(
            w.system,
            w.system.object('customer'),
            ['甲', '乙', '丙'].map((name) => ({ name })),
          )
        ).map((r) => r.id)
        const shared: string[] = []
        await Promise.all(workers.map((steps) => worker(w, customers, stages, shared, steps)))

        const recount = await w.session.query<{ id: string; won: string; open: number }>(
          `select c.id, coalesce(sum(o.amount) filter (where o.outcome = 'won'), 0)::text as won,
           count(o.id) filter (where o.outcome = 'open') as open
         from "${w.schema}".customer c left join "${w.schema}".opportunity o on o.customer = c.id and o."deletedAt" is null
         where c.id = any($1) group by c.id`,
          [customers],
        )
        for (const { id, won, open } of recount) {
          const kept = await w.administrator.get(Customer, id as never)
          expect([Number(kept.wonAmount), kept.openOpportunities]).toEqual([Number(won), String(open)])
          amounts += Number(won)
        }
      },
    ),
    { numRuns: 25, interruptAfterTimeLimit: 60_000 },
  )
  expect(amounts).toBeGreaterThan(0)
})

test('a new customer has won nothing yet, which is 0', async () => {
  const w = await workspace()
  expect(await w.sales.create(Customer, { name: '新' })).toMatchObject({ wonAmount: '0', openOpportunities: '0' })
})
