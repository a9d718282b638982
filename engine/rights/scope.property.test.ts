import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import type { Context } from '#engine'
import { Customer } from '#modules/customers'
import { workspace } from '#test/workspace'
import { runAggregate } from '../query/run-aggregate.ts'
import { runGet } from '../query/run-get.ts'
import { runList } from '../query/run-list.ts'
import { readBefore } from '../write/read-before.ts'
import { scopesOf } from './access.ts'
import { buildWorld } from '#test/worlds/build-world'
import { mayNaively } from '#test/worlds/naive-rights'
import { recordsOf, type WorldObject, worldObjects, worlds } from '#test/worlds/random-world'

const idsOf = (documents: readonly string[]) => documents.map((d) => (JSON.parse(d) as { id: string }).id).sort()

/** Everything that the ways of asking tell a person about an object's records. */
const seenBy = async (ctx: Context, name: WorldObject, ids: readonly string[]) => {
  const object = ctx.object(name)
  const read = idsOf(await runGet(ctx, object, ids, { fields: [] }))
  if (scopesOf(ctx.actor.access, object, 'read').size === 0)
    return { listed: [], sorted: [], total: 0, counted: 0, read }
  const list = await runList(ctx, object, { limit: 200, total: true, fields: ['owner'] })
  const sorted = await runList(ctx, object, { limit: 200, fields: ['owner'], sort: 'owner' })
  const [totals] = (await runAggregate(ctx, object, {})).documents
  return {
    listed: idsOf(list.documents),
    sorted: idsOf(sorted.documents),
    total: list.total!.value,
    counted: (JSON.parse(totals!) as { count: number }).count,
    read,
  }
}

test(
  'lists, reads, counts and totals hold what a naive reading of the rights allows, in any company',
  { timeout: 120_000 },
  async () => {
    const w = await workspace()
    let seen = 0
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { people, ids } = await buildWorld(w, world)
        for (const [who, ctx] of people.entries())
          for (const object of worldObjects) {
            const allowed = recordsOf(world, object)
              .map((record, i) =>
                !record.deleted && mayNaively(world, who, object, record, 'read') ? ids[object][i]! : null,
              )
              .filter((id) => id !== null)
              .sort()
            const found = await seenBy(ctx, object, ids[object])
            expect(found).toEqual({
              listed: allowed,
              sorted: allowed,
              total: allowed.length,
              counted: allowed.length,
              read: allowed,
            })
            seen += allowed.length
          }
      }),
      { numRuns: 40, interruptAfterTimeLimit: 60_000 },
    )
    expect(seen).toBeGreaterThan(500)
  },
)

test(
  'changing and deleting are allowed where a naive reading of the rights allows them',
  { timeout: 120_000 },
  async () => {
    const w = await workspace()
    let changed = 0
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { people, ids } = await buildWorld(w, world)
        for (const [who, ctx] of people.entries())
          for (const object of worldObjects)
            for (const verb of ['update', 'delete'] as const) {
              const allowed = recordsOf(world, object)
                .map((record, i) =>
                  !record.deleted && mayNaively(world, who, object, record, verb) ? ids[object][i]! : null,
                )
                .filter((id) => id !== null)
              const before = (await readBefore(ctx, ctx.object(object), { ids: ids[object], verb })).records
              const found = [...before].filter(([, { may }]) => may).map(([id]) => id)
              expect(found.sort()).toEqual(allowed.sort())
              changed += allowed.length
            }
      }),
      { numRuns: 40, interruptAfterTimeLimit: 60_000 },
    )
    expect(changed).toBeGreaterThan(300)
  },
)

test('A23 an empty rule means nothing: no role, no department and a record of nobody', async () => {
  const w = await workspace()
  const nobodys = await w.system.create(Customer, { name: '无主客户' })
  const customer = w.system.object('customer')
  const read = (ctx: Context) => runGet(ctx, customer, [nobodys.id], { fields: [] })

  const unroled = await w.person({})
  const ungranted = await w.person({ roles: [await w.role('空', { customer: {} })] })
  for (const person of [unroled, ungranted]) {
    await expect(runList(person, customer, {})).rejects.toMatchObject({ code: 'request.unknownObject', status: 404 })
    await expect(runAggregate(person, customer, {})).rejects.toMatchObject({ code: 'request.unknownObject' })
    expect(await read(person)).toEqual([])
  }

  for (const scope of ['own', 'subordinates', 'department', 'departmentTree'] as const) {
    const role = await w.role(scope, { customer: { read: scope, update: scope, delete: scope } })
    const homeless = await w.person({ roles: [role] })
    expect((await runList(homeless, customer, { total: true })).total).toEqual({ value: 0, exact: true })
    expect((await runAggregate(homeless, customer, {})).documents.map((d) => JSON.parse(d))).toEqual([{ count: 0 }])
    expect(await read(homeless)).toEqual([])
  }
})
