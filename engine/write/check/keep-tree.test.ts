import { expect, test } from 'vitest'
import { Context, Department, undo, updateRecords, User } from '#engine'
import { Contact, Customer } from '#modules/customers'
import { type Workspace, workspace } from '#test/workspace'

/** A unit of work of its own, as each request is. */
const unit = (w: Workspace) => new Context(w.ground, w.administrator.actor)

const move = (w: Workspace, object: string, links: readonly (readonly [string, string | null])[], by = 'parent') =>
  updateRecords(
    unit(w),
    w.system.object(object),
    links.map(([id, above]) => ({ id, patch: { [by]: above } })),
  )

/** The records that can be reached from themselves. */
const circles = async (w: Workspace, object: string, by: string): Promise<number> => {
  const rows = await w.session.query(
    `with recursive up(start, id) as (select id, "${by}" from "${w.schema}"."${object}" union
       select u.start, t."${by}" from up u join "${w.schema}"."${object}" t on t.id = u.id where u.id <> u.start)
     select start from up where id = start`,
  )
  return rows.length
}

test.each([
  ['customer', 'parent', 'customer.parentCircle'],
  ['contact', 'reportsTo', 'contact.reportsCircle'],
  ['department', 'parent', 'department.circle'],
  ['user', 'manager', 'user.managerCircle'],
])('of moves of a %s at once that would be a circle together the last is refused', async (object, by, code) => {
  const w = await workspace()
  const make = async (name: string): Promise<string> => {
    if (object === 'customer') return (await w.system.create(Customer, { name })).id
    if (object === 'contact') return (await w.system.create(Contact, { name })).id
    if (object === 'department') return (await w.system.create(Department, { name })).id
    return (await w.system.create(User, { name, email: `${crypto.randomUUID()}@example.com` })).id
  }
  for (let round = 0; round < 6; round++) {
    const ring = [await make('甲'), await make('乙'), await make('丙')]
    const moves = await Promise.allSettled(ring.map((id, i) => move(w, object, [[id, ring[(i + 1) % 3]!]], by)))
    const refused = moves.flatMap((m) => (m.status === 'rejected' ? [m.reason] : []))
    expect(refused).toMatchObject([{ code, field: by, status: 422 }])
  }
  expect(await circles(w, object, by)).toBe(0)
})

test('batches that move the same customers at once neither make a circle nor wait for each other in a ring', async () => {
  const w = await workspace()
  const made = await Promise.all(Array.from({ length: 8 }, (_, i) => w.system.create(Customer, { name: `客户${i}` })))
  const ids = made.map((m) => m.id as string)
  const chain = (order: readonly string[]) =>
    move(
      w,
      'customer',
      order.slice(1).map((id, i) => [id, order[i]!]),
    )
  const turned = ids.map((_, i) => [...ids.slice(i), ...ids.slice(0, i)])
  const done = await Promise.allSettled([...turned, ...turned.map((t) => t.toReversed())].map(chain))
  const refused = done.flatMap((d) => (d.status === 'rejected' ? [d.reason] : []))
  expect(refused.length).toBeGreaterThan(0)
  for (const reason of refused)
    expect([reason.code, ...(reason.details.problems ?? []).map((p: { code: string }) => p.code)]).toContain(
      'customer.parentCircle',
    )
  expect(await circles(w, 'customer', 'parent')).toBe(0)
})

test('an undo that would put a customer below itself is refused', async () => {
  const w = await workspace()
  const [top, low] = [await w.system.create(Customer, { name: '上' }), await w.system.create(Customer, { name: '下' })]
  await move(w, 'customer', [[low.id, top.id]])
  const freed = unit(w)
  await updateRecords(freed, w.system.object('customer'), [{ id: low.id, patch: { parent: null } }])
  await move(w, 'customer', [[top.id, low.id]])
  await expect(undo(unit(w), freed.cause.request)).rejects.toMatchObject({ code: 'customer.parentCircle' })
})
