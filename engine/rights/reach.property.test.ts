import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import { Context, fillReach, removeRecords, restoreRecords, runBatch, undo, updateRecords } from '#engine'
import { buildWorld, type BuiltWorld } from '#test/worlds/build-world'
import { type WorldObject, worldObjects, worlds } from '#test/worlds/random-world'
import { type Workspace, workspace } from '#test/workspace'
import { runGet } from '../query/run-get.ts'
import { runList } from '../query/run-list.ts'
import { refreshReach } from '../write/sql/reach-down.ts'
import { reachColumnsOf } from './reach.ts'

const move = fc.record({
  act: fc.constantFrom('owner', 'department', 'link', 'delete', 'restore', 'undo', 'batch'),
  object: fc.constantFrom(...worldObjects),
  which: fc.nat(5),
  to: fc.nat(5),
  above: fc.constantFrom<WorldObject>('customer', 'contact', 'opportunity'),
})
type Move = typeof move extends fc.Arbitrary<infer T> ? T : never

const tolerated = /^(record\.(notFound|busy|twice)|change\.nothingToUndo|field\.unknownReference|request\.)/

/** Moves a record to somebody else, below another parent, into the recycle bin and back, in every way there is. */
const apply = async (w: Workspace, { people, ids }: BuiltWorld, { act, object: name, which, to, above }: Move) => {
  const ctx = new Context(w.ground, w.administrator.actor)
  const object = w.system.object(name)
  const id = ids[name][which]!
  const owner = { owner: people[to]!.actor.id }
  const department = { department: [w.departments.north, w.departments.south, null][to % 3] }
  const links: Record<WorldObject, object> = {
    customer: owner,
    contact: { customer: ids.customer[to] },
    opportunity: { customer: ids.customer[to] },
    activity: { about: { object: above, id: ids[above][to] } },
  }
  const edit = (patch: object) => updateRecords(ctx, object, [{ id, patch: patch as Record<string, unknown> }])
  if (act === 'owner') await edit(owner)
  else if (act === 'department') await edit(department)
  else if (act === 'link') await edit(links[name])
  else if (act === 'delete') await removeRecords(ctx, object, [id])
  else if (act === 'restore') await restoreRecords(ctx, object, [id])
  else if (act === 'batch') {
    const edits = ids[name].map((each, i) => ({ id: each, patch: i % 2 ? owner : links[name] }) as never)
    await runBatch(
      ctx,
      object,
      edits.map((e) => ({ op: 'update', edit: e })),
      false,
    )
  } else {
    await edit({ ...owner, ...links[name] })
    await undo(new Context(w.ground, ctx.actor), ctx.cause.request)
  }
}

const attempt = (work: Promise<unknown>) =>
  work.catch((error: { code?: string }) => {
    if (!tolerated.test(error.code ?? '')) throw error
  })

/** Living rows that carry something else than what is above them. */
const wrong = async (w: Workspace, ids: BuiltWorld['ids']) => {
  const found: string[] = []
  for (const name of worldObjects) {
    const object = w.system.object(name)
    if (object.reach.length === 0) continue
    const living = await w.session.query<{ id: string }>(
      `select id from "${w.schema}"."${name}" where id = any($1) and "deletedAt" is null`,
      [ids[name]],
    )
    found.push(
      ...(await refreshReach(
        w.system,
        object,
        living.map((r) => r.id),
      )),
    )
  }
  return found
}

const idsOf = (documents: readonly string[]) => documents.map((d) => (JSON.parse(d) as { id: string }).id).sort()

test(
  'however records are moved, given away, deleted and brought back, a list shows just what may be opened one by one',
  { timeout: 120_000 },
  async () => {
    const w = await workspace()
    let listed = 0
    await fc.assert(
      fc.asyncProperty(worlds, fc.array(move, { maxLength: 12 }), async (world, moves) => {
        const built = await buildWorld(w, world)
        for (const each of moves) await attempt(apply(w, built, each))
        for (const person of built.people)
          for (const name of worldObjects) {
            const object = person.object(name)
            const read = idsOf(await runGet(person, object, built.ids[name], { fields: [] }))
            const list = await runList(person, object, { limit: 200, fields: [] }).catch(() => null)
            expect(idsOf(list?.documents ?? [])).toEqual(list ? read : [])
            listed += read.length
          }
        expect(await wrong(w, built.ids)).toEqual([])
      }),
      { numRuns: 40, interruptAfterTimeLimit: 60_000 },
    )
    expect(listed).toBeGreaterThan(500)
  },
)

test(
  'a record made below another while that one is given away is found by its new owner',
  { timeout: 60_000 },
  async () => {
    const w = await workspace()
    const [customer, opportunity, activity] = ['customer', 'opportunity', 'activity'].map((n) => w.system.object(n))
    const people = [w.sales, w.otherSales, w.southSales].map((p) => p.actor.id)
    const create = async (object: typeof customer, values: object) =>
      (
        await runBatch(
          new Context(w.ground, w.administrator.actor),
          object!,
          [{ op: 'create', values: values as never }],
          true,
        )
      )[0]!.id!
    const top = await create(customer, { name: '客户', owner: people[0] })
    const deal = await create(opportunity, { name: '商机', customer: top })
    const ids = { customer: [top], contact: [], opportunity: [deal], activity: [] as string[] }
    for (let round = 0; round < 6; round++) {
      const give = (object: typeof customer, id: string, patch: object) =>
        updateRecords(new Context(w.ground, w.administrator.actor), object!, [{ id, patch: patch as never }])
      const made = await Promise.all([
        create(activity, { subject: 'a', about: { object: 'opportunity', id: deal } }),
        create(opportunity, { name: '商机', customer: top }),
        give(customer, top, { owner: people[round % 3] }).then(() => null),
        create(activity, { subject: 'b', about: { object: 'customer', id: top } }),
        give(opportunity, deal, { owner: people[(round + 1) % 3] }).then(() => null),
      ])
      ids.opportunity.push(made[1]!)
      ids.activity.push(made[0]!, made[3]!)
    }
    expect(await wrong(w, ids)).toEqual([])
  },
)

test('rows from before are listed while what they lack is worked out, and after it', { timeout: 60_000 }, async () => {
  const w = await workspace()
  const customer = await w.sales.create({ name: 'customer' } as never, { name: '客户' } as never)
  await w.system.create(
    { name: 'contact' } as never,
    { name: '联系人', customer: (customer as { id: string }).id } as never,
  )
  const contact = w.system.object('contact')
  const set = reachColumnsOf(contact).map((name) => `"${name}" = null`)
  await w.session.query(`update "${w.schema}".contact set ${set.join(', ')}`)
  const list = async (ctx: Context) => (await runList(ctx, contact, { fields: [] })).documents.length
  // As the model is while old rows wait: nobody looks for them by what they do not carry yet.
  const waiting = { ...w.model, version: 'waiting', unfilled: new Set(['reach contact']) }
  const access = { ...w.sales.actor.access, key: 'waiting', model: waiting }
  const before = new Context(
    { ...w.ground, workspace: { ...w.ground.workspace, model: waiting } },
    { ...w.sales.actor, access },
  )
  expect(await list(before)).toBe(1)
  const done: string[] = []
  await w.session.query(`insert into "${w.schema}".unfilled (what) values ('reach contact')`)
  await fillReach(before.ground, async (_, object) => void done.push(object))
  expect(done).toEqual(['contact'])
  expect(await w.session.query(`select what from "${w.schema}".unfilled`)).toEqual([])
  expect(await list(w.sales)).toBe(1)
})
