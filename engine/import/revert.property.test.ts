import { fc } from '#test/chance'
import { beforeAll, expect, test } from 'vitest'
import { type Context, createRecords, readConflicts, runList, undo } from '#engine'
import { Customer } from '#modules/customers'
import { fileOf, importing } from '#test/importing'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

type State = Map<string, Record<string, unknown>>

/** Every customer that is there, without what every save changes. */
const stateOf = async (ctx: Context): Promise<State> => {
  const state: State = new Map()
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof runList>> = await runList(ctx, ctx.object('customer'), {
      limit: 200,
      ...(cursor ? { cursor } : {}),
    })
    for (const document of page.documents) {
      const { version: _v, updatedAt: _a, updatedBy: _b, ...row } = JSON.parse(document) as Record<string, unknown>
      state.set(row['id'] as string, row)
    }
    cursor = page.next
  } while (cursor)
  return state
}

const level = fc.constantFrom('A', 'B', 'C', 'D')
const row = fc.record({
  name: fc.nat(14),
  level: fc.option(level),
  revenue: fc.option(fc.nat(1_000)),
  remark: fc.option(fc.constantFrom('甲', '乙')),
})
const edit = fc.record({
  at: fc.nat(60),
  patch: fc.record({ level, remark: fc.constantFrom('改', '乙') }, { requiredKeys: [] }),
  remove: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
})

test('after a revert everything is as it was before the import, but for what somebody edited since, which is listed', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 3, max: 12 }),
      fc.array(row, { minLength: 5, maxLength: 40 }),
      fc.constantFrom('skip', 'fill', 'overwrite', 'create' as const),
      fc.array(edit, { minLength: 1, maxLength: 12 }),
      async (there, rows, policy, edits) => {
        const run = await undoable(w, there)
        const before = await stateOf(w.manager)
        const lines = rows.map((r) => `${run} ${r.name},${r.level ?? ''},${r.revenue ?? ''},${r.remark ?? ''}`)
        const it = await importing(
          w.manager,
          'customer',
          fileOf(`客户名称,等级,年营业额,备注\n${lines.join('\n')}\n`),
          w.again,
        )
        await it.set({ policy, match: [['name']] })
        await it.check()
        const { counts } = await it.run()
        expect(counts!.created + counts!.updated + counts!.skipped + counts!.failed).toBe(counts!.read)
        expect(counts!.read).toBe(rows.length)

        const imported = await stateOf(w.manager)
        const mine = [...imported].filter(([, r]) => String(r['name']).startsWith(`${run} `)).map(([id]) => id)
        const removed = new Set<string>()
        for (const { at, patch, remove } of edits) {
          const id = mine[at % mine.length]!
          if (removed.has(id)) continue
          const someone = await w.again(w.administrator)
          if (remove) removed.add((await someone.remove(Customer, id as never), id))
          else await someone.update(Customer, id as never, patch)
        }
        const edited = await stateOf(w.manager)

        const { status } = await it.revert()
        expect(status).toBe('reverted')
        const after = await stateOf(w.manager)
        const listed = new Map(
          (await readConflicts(w.manager, it.id, undefined, 200)).map((c) => [c.record, new Set(c.fields)]),
        )

        const expected: string[] = []
        for (const [id, was] of before) {
          if (removed.has(id)) continue
          for (const [field, value] of Object.entries(was)) {
            const isEdited = differs(edited, imported, id, field)
            expect([field, after.get(id)![field]]).toEqual([field, isEdited ? edited.get(id)![field] : value])
            if (isEdited && differs(imported, before, id, field)) expected.push(`${id} ${field}`)
          }
        }
        for (const [id, now] of imported) {
          if (before.has(id) || removed.has(id)) continue
          const touched = Object.keys(now).filter((field) => differs(edited, imported, id, field))
          // A record that somebody worked on stays, with all she did.
          expect([id, after.get(id)]).toEqual([id, touched.length > 0 || listed.has(id) ? edited.get(id) : undefined])
          for (const field of touched) expected.push(`${id} ${field}`)
        }
        const told = [...listed].flatMap(([id, fields]) =>
          removed.has(id) ? [] : [...fields].map((field) => `${id} ${field}`),
        )
        for (const each of expected) expect(told).toContain(each)
        // Of a record that was there before, nothing is told but what somebody changed.
        for (const [id, field] of told.map((each) => each.split(' ') as [string, string]))
          if (before.has(id)) expect([id, field, differs(edited, imported, id, field)]).toEqual([id, field, true])
      },
    ),
    { numRuns: 15 },
  ))

const differs = (a: State, b: State, id: string, field: string) =>
  JSON.stringify(a.get(id)?.[field]) !== JSON.stringify(b.get(id)?.[field])

let runs = 0
/** Some customers of this run's own that are there before. */
const undoable = async ({ manager, again }: Workspace, many: number): Promise<string> => {
  const run = `第${++runs}轮`
  const rows = Array.from({ length: many }, (_, i) => ({
    name: `${run} ${i}`,
    level: i % 2 ? 'A' : 'D',
    ...(i % 3 ? { remark: '原' } : {}),
  }))
  if (many > 0) await createRecords(await again(manager), manager.object('customer'), rows)
  return run
}

test('taking an import back can itself be taken back', async () => {
  const { id } = await w.manager.create(Customer, { name: '来回', level: 'C' })
  const it = await importing(w.manager, 'customer', fileOf('客户名称,等级\n来回,A\n来回新,B\n'), w.again)
  await it.set({ policy: 'overwrite' })
  await it.check()
  await it.run()
  const { undone } = await it.revert()
  expect(await w.manager.get(Customer, id)).toMatchObject({ level: 'C' })
  expect(await undo(await w.again(w.manager), undone!.request)).toEqual({ undone: 2, conflicts: [] })
  expect(await w.manager.get(Customer, id)).toMatchObject({ level: 'A' })
  expect(await w.manager.find(Customer, { name: '来回新' })).toHaveLength(1)
})
