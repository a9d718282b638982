import { fc } from '#test/chance'
import { beforeAll, expect, test } from 'vitest'
import { type AppError, Context, updateRecords } from '#engine'
import { Customer } from '#modules/customers'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

const edit = (ctx: Context, id: string, version: number, patch: Record<string, unknown>) =>
  updateRecords(ctx, ctx.object('customer'), [{ id, version, patch }], { trust: 'outside' })

test('A96 what nobody else touched merges silently, also on an old version', async () => {
  const { id } = await w.sales.create(Customer, { name: '海川', level: 'C' })
  await edit(w.sales, id, 1, { level: 'A' })
  await edit(w.manager, id, 1, { remark: '来自别人' })
  await edit(w.sales, id, 1, { level: 'A', status: 'active' })
  expect(await w.sales.get(Customer, id)).toMatchObject({
    level: 'A',
    remark: '来自别人',
    status: 'active',
    version: 4,
  })
})

test('A96 where both changed the same field, the later one is shown mine, theirs and the original', async () => {
  const { id } = await w.sales.create(Customer, { name: '海川', level: 'C', revenue: '1.00' })
  await edit(w.manager, id, 1, { level: 'A', revenue: '2' })
  await edit(w.manager, id, 2, { level: 'B' })
  const error = (await edit(w.sales, id, 1, { level: 'D', revenue: '2.00', remark: 'x' }).catch(
    (e: unknown) => e,
  )) as AppError
  expect(error).toMatchObject({ code: 'record.conflict', status: 412 })
  expect(error.message).toContain('“等级”')
  expect(error.details).toEqual({ mine: { level: 'D' }, theirs: { level: 'B' }, original: { level: 'C' }, version: 3 })
  expect(await w.sales.get(Customer, id)).toMatchObject({ level: 'B', remark: null, version: 3 })
  // Having seen it, she may insist.
  await edit(w.sales, id, 3, { level: 'D' })
  expect(await w.sales.get(Customer, id)).toMatchObject({ level: 'D', version: 4 })
})

test('saving what is already there changes nothing, not even the version', async () => {
  const { id } = await w.sales.create(Customer, {
    name: '海川',
    tags: ['VIP'],
    address: { region: '310115', detail: '路' },
  })
  const same = { name: ' 海川 ', tags: ['VIP'], address: { detail: '路', region: '310115' } }
  expect(JSON.parse((await edit(w.sales, id, 1, same))[0]!.document)).toMatchObject({ version: 1 })
})

interface Step {
  readonly editor: 0 | 1
  /** Looks again before she saves, or saves on what she saw. */
  readonly act: 'open' | 'save'
  readonly field: 'level' | 'status' | 'size'
  readonly value: number
}
const choices = { level: ['A', 'B', 'C'], status: ['potential', 'active', 'lost'], size: ['s1', 's2', 's3'] } as const
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    editor: fc.constantFrom(0 as const, 1 as const),
    act: fc.constantFrom('open' as const, 'save' as const, 'save' as const),
    field: fc.constantFrom('level' as const, 'status' as const, 'size' as const),
    value: fc.nat(2),
  }),
  { minLength: 4, maxLength: 10 },
)

/** What must happen: a save is refused exactly if its field was changed since to something else. */
const model = () => {
  const now: Record<string, string> = { level: 'C', status: 'potential', size: 's1' }
  const log: { version: number; field: string }[] = []
  const state = { version: 1 }
  return {
    now,
    state,
    save(field: string, value: string, seen: number): boolean {
      if (now[field] === value) return true
      if (log.some((entry) => entry.field === field && entry.version > seen)) return false
      now[field] = value
      log.push({ version: ++state.version, field })
      return true
    },
  }
}

/** One interleaving; answers how many saves went in and how many were refused. */
const play = async (sequence: readonly Step[]) => {
  const { id } = await w.sales.create(Customer, { name: '编辑', level: 'C', status: 'potential', size: 's1' })
  const expected = model()
  const seen = [1, 1]
  const count = { saved: 0, refused: 0 }
  for (const { editor, act, field, value } of sequence) {
    if (act === 'open') {
      seen[editor] = expected.state.version
      continue
    }
    const wanted = choices[field][value]!
    const ok = expected.save(field, wanted, seen[editor]!)
    const outcome = await edit(editor === 0 ? w.sales : w.manager, id, seen[editor]!, { [field]: wanted }).then(
      () => true,
      (error: AppError) => (error.code === 'record.conflict' ? false : Promise.reject(error)),
    )
    expect(outcome).toBe(ok)
    count[ok ? 'saved' : 'refused']++
  }
  expect(await w.sales.get(Customer, id)).toMatchObject({ ...expected.now, version: expected.state.version })
  return count
}

test('F45 nothing is lost in a thousand interleavings of two editors', { timeout: 120_000 }, async () => {
  const total = { saved: 0, refused: 0 }
  await fc.assert(
    // Several at once, each on a record of its own.
    fc.asyncProperty(fc.array(steps, { minLength: 10, maxLength: 10 }), async (sequences) => {
      for (const { saved, refused } of await Promise.all(sequences.map(play))) {
        total.saved += saved
        total.refused += refused
      }
    }),
    { numRuns: 100, interruptAfterTimeLimit: 60_000 },
  )
  expect(total.refused).toBeGreaterThan(200)
  expect(total.saved).toBeGreaterThan(2_000)
})

test('editors who save at the very same time queue; every change stands in the log, each on the version before it', async () => {
  const { id } = await w.sales.create(Customer, { name: '同时', employees: 0 })
  const add = async (round: number) => {
    const ctx = new Context(w.ground, w.sales.actor)
    for (;;) {
      const row = await ctx.get(Customer, id)
      const done = await edit(ctx, id, row.version, { employees: row.employees! + 1, remark: `${round}` }).catch(
        (e: AppError) => e,
      )
      if (!(done instanceof Error)) return
      expect(['record.conflict', 'record.busy']).toContain(done.code)
    }
  }
  await Promise.all(Array.from({ length: 20 }, (_, round) => add(round)))
  expect(await w.sales.get(Customer, id)).toMatchObject({ employees: 20, version: 21 })
  const log = await w.session.query<{ version: number; old: Record<string, number>; new: Record<string, number> }>(
    `select version, old, new from "${w.schema}".change where record = $1 and op = 'update' order by version`,
    [id],
  )
  expect(log.map((c) => [c.version, c.old['employees'], c.new['employees']])).toEqual(
    Array.from({ length: 20 }, (_, i) => [i + 2, i, i + 1]),
  )
})
