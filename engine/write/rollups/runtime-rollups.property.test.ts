import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import {
  type AppError,
  type Context,
  createRecords,
  fillFields,
  removeRecords,
  restoreRecords,
  updateRecords,
} from '#engine'
import { customized } from '#test/customized'
import { workspace } from '#test/workspace'

const fields = [
  {
    name: 'visits',
    label: '拜访次数',
    rollup: { of: 'activity', by: 'about', measure: 'count', where: 'kind == "visit"' },
  },
  { name: 'last', label: '最近跟进', rollup: { of: 'activity', by: 'about', measure: 'max', field: 'at' } },
  { name: 'mean', label: '平均金额', rollup: { of: 'opportunity', by: 'customer', measure: 'avg', field: 'amount' } },
  {
    name: 'least',
    label: '最早成交',
    rollup: { of: 'opportunity', by: 'customer', measure: 'min', field: 'closedOn' },
  },
] as const

const recount = (schema: string) => `select c.id,
    (select count(*)::text from "${schema}".activity a where a.about->>'id' = c.id::text and a.kind = 'visit' and a."deletedAt" is null) as visits,
    (select max(a.at) from "${schema}".activity a where a.about->>'id' = c.id::text and a."deletedAt" is null) as last,
    (select trim_scale(round(avg(o.amount), 6))::text from "${schema}".opportunity o where o.customer = c.id and o."deletedAt" is null) as mean,
    (select min(o."closedOn")::text from "${schema}".opportunity o where o.customer = c.id and o."deletedAt" is null) as least
  from "${schema}".customer c order by c.id`

const step = fc.record({
  act: fc.constantFrom('visit', 'call', 'deal', 'move', 'delete', 'restore', 'fill'),
  which: fc.nat(40),
  customer: fc.nat(2),
  amount: fc.constantFrom(null, '0.10', '7.00', '1000000.01'),
  day: fc.integer({ min: 1, max: 28 }),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const busy = new Set(['record.notFound', 'record.busy'])

test(
  'roll-ups that a company added while it worked equal a recount, for older records and after any work',
  { timeout: 120_000 },
  async () => {
    const w = await workspace()
    const c = customized(w)
    let counted = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 6, maxLength: 14 }),
        fc.array(fc.array(step, { minLength: 3, maxLength: 8 }), { minLength: 3, maxLength: 3 }),
        async (before, workers) => {
          const ids = (
            await createRecords(
              w.system,
              w.system.object('customer'),
              ['甲', '乙', '丙'].map((name) => ({ name })),
            )
          ).map((r) => r.id)
          const made: { object: string; id: string }[] = []
          const work = async (steps: readonly Step[]) => {
            for (const one of steps)
              await act(c.administrator(), one, ids, made).catch((error: AppError) => {
                if (!busy.has(error.code)) throw error
              })
          }
          await work(before)
          for (const { name, label, rollup } of fields)
            if (!c.object('customer').fields.has(`x_${name}`))
              await c.add({ object: 'customer', name, label, kind: 'rollup', options: { rollup } })
          await Promise.all([...workers.map(work), fillFields(c.system(), { settleSeconds: 0 })])
          expect(await fillFields(c.system(), { settleSeconds: 0 })).toBe('done')
          const wanted = await w.session.query<Record<string, unknown>>(recount(w.schema))
          const kept = await w.session.query<Record<string, unknown>>(
            `select id, x_visits::text as visits, x_last as last, trim_scale(x_mean)::text as mean, x_least::text as least from "${w.schema}".customer order by id`,
          )
          expect(kept).toEqual(wanted)
          counted += wanted.filter((row) => row['visits'] !== '0' && row['mean'] !== null).length
        },
      ),
      { numRuns: 15, interruptAfterTimeLimit: 60_000 },
    )
    expect(counted).toBeGreaterThan(0)
  },
)

const act = async (
  ctx: Context,
  { act: what, which, customer, amount, day }: Step,
  ids: readonly string[],
  made: { object: string; id: string }[],
): Promise<unknown> => {
  const target = made[which % Math.max(made.length, 1)]
  const about = { object: 'customer', id: ids[customer]! }
  const at = `2026-03-${String(day).padStart(2, '0')}`
  const create = async (object: string, values: Record<string, unknown>) =>
    made.push({ object, id: (await createRecords(ctx, ctx.object(object), [values]))[0]!.id })
  if (what === 'visit' || what === 'call')
    return create('activity', { subject: '跟进', kind: what, about, at: `${at}T08:00:00.000Z` })
  if (what === 'deal' || !target)
    return create('opportunity', { name: '商机', customer: about.id, amount, closedOn: at })
  const object = ctx.object(target.object)
  if (what === 'delete') return removeRecords(ctx, object, [target.id])
  if (what === 'restore') return restoreRecords(ctx, object, [target.id])
  if (what === 'fill') return undefined
  const patch = target.object === 'activity' ? { about } : { customer: about.id, amount }
  return updateRecords(ctx, object, [{ id: target.id, patch }])
}
