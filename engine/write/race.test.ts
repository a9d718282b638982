import { expect, test } from 'vitest'
import { Context, removeRecords, restoreRecords, runBatch, updateRecords } from '#engine'
import { testDatabase, type Workspace, workspace } from '#test/workspace'
import { wrongTotals } from '../standing/fill.ts'
import { refreshReach } from './sql/reach-down.ts'
import type { Values } from './read-input.ts'

const [workers, rounds] = [12, 14]

/** Each write is a unit of its own, as requests are, and counted. */
const writing = (w: Workspace) => {
  let writes = 0
  const write = <T>(work: (ctx: Context) => Promise<T>) => (
    writes++,
    work(new Context(w.ground, w.administrator.actor))
  )
  return {
    make: (name: string, values: Values): Promise<string> =>
      write(async (ctx) => (await runBatch(ctx, ctx.object(name), [{ op: 'create', values }], true))[0]!.id!),
    edit: (name: string, id: string, patch: Values) =>
      write((ctx) => updateRecords(ctx, ctx.object(name), [{ id, patch }])),
    remove: (name: string, id: string) => write((ctx) => removeRecords(ctx, ctx.object(name), [id])),
    restore: (name: string, id: string) => write((ctx) => restoreRecords(ctx, ctx.object(name), [id])),
    written: () => writes,
  }
}

test(
  'many people who work on deals of the same customers at once lose no figure and never wait for each other in a ring',
  { timeout: 60_000 },
  async () => {
    const w = await workspace()
    const { make, edit, remove, restore, written } = writing(w)
    const pipeline = await make('pipeline', { name: '销售' })
    const stages: string[] = []
    for (const [position, outcome] of ['open', 'won', 'lost'].entries())
      stages.push(await make('stage', { pipeline, name: outcome, position, probability: '50', outcome }))
    const customers = [await make('customer', { name: '甲' }), await make('customer', { name: '乙' })]
    const people = [w.sales, w.otherSales, w.southSales].map((p) => p.actor.id)
    const deals = await Promise.all(
      Array.from({ length: workers }, (_, i) => make('opportunity', { name: '商机', customer: customers[i % 2] })),
    )

    const change = (deal: string, n: number, more: Values = {}) =>
      edit('opportunity', deal, { amount: `${n}.10`, ...more })
    const steps = [
      change,
      (deal: string, n: number) => change(deal, n, { stage: stages[n % 3] }),
      (deal: string, n: number) => change(deal, n, { customer: customers[n % 2] }),
      (deal: string, n: number) => change(deal, n, { owner: people[n % 3] }),
      (id: string) => make('activity', { subject: '跟进', about: { object: 'opportunity', id } }),
      (_: string, n: number) => make('opportunity', { name: '新', customer: customers[n % 2], stage: stages[n % 3] }),
      (deal: string) => remove('opportunity', deal).then(() => restore('opportunity', deal)),
    ]
    let sent = 0
    const before = written()
    testDatabase().onStatement = () => sent++
    const working = deals.map(async (deal, i) => {
      for (let n = 0; n < rounds; n++) await steps[(i + n) % steps.length]!(deal, i * rounds + n + 1)
    })
    const giving = customers.map(async (customer, i) => {
      for (let n = 0; n < rounds; n++) await edit('customer', customer, { owner: people[(i + n) % 3], remark: `${n}` })
    })
    await Promise.all([...working, ...giving]).finally(() => (testDatabase().onStatement = undefined))

    // A look and a write each. What the database breaks off to end a ring of waiting would have been sent again.
    expect(sent).toBe(2 * (written() - before))
    const wrong = await w.session.query(
      `select c.name from "${w.schema}".customer c cross join lateral (
         select coalesce(sum(o.amount) filter (where o.outcome = 'won'), 0) as won, count(*) filter (where o.outcome = 'open') as open
         from "${w.schema}".opportunity o where o.customer = c.id and o."deletedAt" is null) o
       where c."wonAmount" <> o.won or c."openOpportunities" <> o.open or o.won = 0`,
    )
    expect(wrong).toEqual([])
    expect(await wrongTotals(w.session, w.schema, w.model, w.system.object('opportunity'))).toBe(0)
    for (const name of ['opportunity', 'activity']) {
      const rows = await w.session.query<{ id: string }>(`select id from "${w.schema}"."${name}"`)
      const ids = rows.map((r) => r.id)
      expect(await refreshReach(w.system, w.system.object(name), ids)).toEqual([])
    }
  },
)
