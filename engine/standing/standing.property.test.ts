import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import { Context, fillTotals, removeRecords, restoreRecords, runBatch, undo, updateRecords } from '#engine'
import { buildWorld, type BuiltWorld } from '#test/worlds/build-world'
import { worlds } from '#test/worlds/random-world'
import { type Workspace, workspace } from '#test/workspace'
import { type AggregateRequest, runAggregate } from '../query/run-aggregate.ts'
import { saveBulk } from '../write/create.ts'
import { bulkOf } from '../write/sql/insert-bulk.ts'
import { uuid7 } from '../uuid.ts'
import { wrongTotals } from './fill.ts'

const act = fc.record({
  kind: fc.constantFrom(
    'create',
    'bulk',
    'amount',
    'stage',
    'close',
    'owner',
    'link',
    'give',
    'delete',
    'restore',
    'undo',
    'batch',
  ),
  object: fc.constantFrom('opportunity' as const, 'opportunity' as const, 'customer' as const),
  which: fc.nat(5),
  to: fc.nat(5),
  amount: fc.constantFrom(null, '0.00', '0.10', '99.90', '1000000.01'),
  close: fc.constantFrom(null, '2026-01-31', '2026-02-01', '2027-12-31'),
})
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

const tolerated = /^(record\.(notFound|busy|twice)|change\.nothingToUndo|field\.unknownReference|request\.)/

const apply = async (
  w: Workspace,
  { people, ids }: BuiltWorld,
  stages: readonly string[],
  a: Act,
): Promise<unknown> => {
  const ctx = new Context(w.ground, w.administrator.actor)
  const [opportunity, object] = [ctx.object('opportunity'), ctx.object(a.object)]
  const staff = [w.sales, w.otherSales, w.southSales]
  const owner = (a.to % 2 === 0 ? staff[a.to / 2]! : people[a.to]!).actor.id
  const values = { name: '商机', amount: a.amount, expectedClose: a.close, owner, customer: ids.customer[a.which] }
  const edit = (patch: Record<string, unknown>) =>
    updateRecords(ctx, opportunity, [{ id: ids.opportunity[a.which]!, patch }])
  const stage = stages[a.to % stages.length]!
  switch (a.kind) {
    case 'create':
      return runBatch(
        ctx,
        opportunity,
        [values, { ...values, stage }].map((v) => ({ op: 'create', values: v })),
        true,
      )
    case 'bulk':
      return saveBulk(
        ctx,
        opportunity,
        bulkOf(ctx, opportunity, [
          { ...values, id: uuid7(), outcome: 'open' },
          { ...values, id: uuid7(), stage },
        ]),
      )
    case 'amount':
      return edit({ amount: a.amount })
    case 'stage':
      return edit({ stage })
    case 'close':
      return edit({ expectedClose: a.close })
    case 'owner':
      return edit({ owner })
    case 'link':
      return edit({ customer: ids.customer[a.to] })
    case 'give':
      return updateRecords(
        ctx,
        ctx.object('customer'),
        ids.customer.slice(0, 3).map((id) => ({ id, patch: { owner } })),
      )
    case 'delete':
      return removeRecords(ctx, object, [ids[a.object][a.which]!])
    case 'restore':
      return restoreRecords(ctx, object, [ids[a.object][a.which]!])
    case 'undo':
      await edit({ amount: a.amount, owner, stage })
      return undo(new Context(w.ground, ctx.actor), ctx.cause.request)
    case 'batch':
      return runBatch(
        ctx,
        opportunity,
        ids.opportunity.map((id, i) => ({
          op: 'update',
          edit: { id, patch: i % 2 ? { stage } : { amount: a.amount } },
        })),
        false,
      )
  }
}

/** The same person, for whom totals are not kept. */
const unkept = (w: Workspace, { actor }: Context): Context => {
  const model = { ...w.model, version: 'unkept', unfilled: new Set(['totals opportunity']) }
  const access = { ...actor.access, key: `unkept ${actor.access.key}`, model }
  return new Context({ ...w.ground, workspace: { ...w.ground.workspace, model } }, { ...actor, access })
}

const requests: readonly AggregateRequest[] = [
  {},
  { group: ['stage', 'expectedClose:month'], measure: ['count', 'sum:amount', 'avg:amount'], totals: true },
  { group: ['outcome'], measure: ['sum:amount'], filter: { outcome: 'open' } },
  { group: ['stage'], having: { count: { gte: '2' } }, sort: '-count' },
  { measure: ['sum:amount', 'avg:amount'], filter: { stage: null } },
]

/** An answer with numbers as numbers: 1.00 and 1 are one sum. */
const told = ({ documents, totals }: { documents: readonly string[]; totals?: string }) =>
  JSON.parse(`[${[...documents, totals ?? 'null'].join(',')}]`, (key, value: unknown) =>
    /^(sum|avg):/.test(key) && value !== null ? Number(value) : value,
  ) as unknown

test(
  'standing totals say what the records say, to everyone and after every kind of write',
  { timeout: 120_000 },
  async () => {
    const w = await workspace()
    const opportunity = w.system.object('opportunity')
    const pipeline = await w.system.create({ name: 'pipeline' } as never, { name: '流程' } as never)
    const stages = await runBatch(
      w.system,
      w.system.object('stage'),
      ['open', 'open', 'won'].map((outcome, position) => ({
        op: 'create',
        values: {
          name: `阶段${position}`,
          pipeline: (pipeline as { id: string }).id,
          position,
          outcome,
          probability: '10',
        },
      })),
      true,
    )
    let kept = 0
    await fc.assert(
      fc.asyncProperty(worlds, fc.array(act, { maxLength: 12 }), async (world, acts) => {
        const built = await buildWorld(w, world)
        for (const each of acts)
          await apply(
            w,
            built,
            stages.map((s) => s.id!),
            each,
          ).catch((error: { code?: string }) => {
            if (!tolerated.test(error.code ?? '')) throw error
          })
        expect(await wrongTotals(w.session, w.schema, w.model, opportunity)).toBe(0)
        for (const person of [...built.people, w.administrator, w.manager, w.sales, w.otherSales, w.southSales])
          for (const request of requests) {
            const answer = await runAggregate(person, opportunity, request).catch(
              (error: { code?: string }) => error.code,
            )
            const plain = await runAggregate(unkept(w, person), opportunity, request).catch(
              (error: { code?: string }) => error.code,
            )
            if (typeof answer !== 'object' || typeof plain !== 'object') expect(answer).toBe(plain)
            else {
              expect(told(answer)).toEqual(told(plain))
              expect(plain.standing).toBe(false)
              if (answer.standing) kept++
            }
          }
      }),
      { numRuns: 30, interruptAfterTimeLimit: 60_000 },
    )
    expect(kept).toBeGreaterThan(200)
  },
)

test('totals that an older program left wrong are found, and added up anew', async () => {
  const w = await workspace()
  const opportunity = w.system.object('opportunity')
  await runBatch(w.system, opportunity, [{ op: 'create', values: { name: '商机', amount: '5.00' } }], true)
  expect(await wrongTotals(w.session, w.schema, w.model, opportunity)).toBe(0)
  await w.session.query(`update "${w.schema}".opportunity set amount = 7`)
  expect(await wrongTotals(w.session, w.schema, w.model, opportunity)).toBeGreaterThan(0)
  expect(await fillTotals(w.session, w.schema, w.model, async () => {})).toEqual(['opportunity'])
  expect(await wrongTotals(w.session, w.schema, w.model, opportunity)).toBe(0)
  const answer = await runAggregate(w.administrator, opportunity, { measure: ['sum:amount'] })
  expect([answer.standing, Number(JSON.parse(answer.documents[0]!)['sum:amount'])]).toEqual([true, 7])
})
