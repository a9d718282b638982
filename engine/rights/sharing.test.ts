import { expect, test } from 'vitest'
import { Context, loadActor, narrowed, runGet, runList, type Session } from '#engine'
import { Customer } from '#modules/customers'
import { workspace } from '#test/workspace'

/** The plan PostgreSQL makes for the list that somebody asks for. */
const planOf = async (ctx: Context): Promise<string> => {
  const { session } = ctx
  const asked: { text: string; values: readonly unknown[] }[] = []
  const watched = new Proxy(session, {
    get: (target, name) => {
      if (name !== 'query') return Reflect.get(target, name, target) as unknown
      return (text: string, values: readonly unknown[]) => {
        asked.push({ text, values })
        return target.query(text, values)
      }
    },
  }) as Session
  await runList(ctx.on(watched), ctx.object('customer'), { limit: 50 })
  const [{ text, values }] = asked as [(typeof asked)[number]]
  const rows = await session.query<Record<string, string>>(`explain ${text}`, values)
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

test('what a rule shares is found by the index of its departments, among however many customers', async () => {
  const w = await workspace()
  await w.session.query(
    `insert into "${w.schema}".customer (id, name, number, department, level, version, "createdAt", "createdBy", "updatedAt", "updatedBy")
     select gen_random_uuid(), 'c' || n, 'X' || n, case when n % 50 = 0 then $1::uuid else $2::uuid end, 'A', 1, now() - n * interval '1 s', $3, now(), $3
     from generate_series(1, 5000) n`,
    [w.departments.south, w.departments.north, w.system.actor.id],
  )
  await w.session.query(`analyze "${w.schema}".customer`)
  const readAlso = [{ name: '南区', departments: [w.departments.south], below: true, when: 'level == "A"' }]
  const role = await w.role('南区', { customer: { read: 'own', readAlso } })
  const person = await w.person({ roles: [role] })
  const plan = await planOf(person)
  expect(plan).toContain('ix_customer__department')
  expect(plan).not.toContain('Seq Scan on customer')
  expect((await runList(person, person.object('customer'), { total: true })).total).toEqual({ value: 100, exact: true })
})

test('a rule that says nothing shares nothing, and a key that may not read customers has nothing of it', async () => {
  const w = await workspace()
  const { id } = await w.southSales.create(Customer, { name: '南方客户', level: 'A' })
  const seen = async (ctx: Context) => (await runGet(ctx, ctx.object('customer'), [id], { fields: [] })).length
  const empty = await w.person({
    roles: [await w.role('空', { customer: { read: 'own', readAlso: [{ name: '空' }] } })],
  })
  expect(await seen(empty)).toBe(0)
  const shared = await w.person({
    roles: [await w.role('共享', { customer: { read: 'own', readAlso: [{ when: 'level == "A"' }] } })],
  })
  expect(await seen(shared)).toBe(1)
  const actor = (await loadActor(w.session, w.schema, w.model, shared.actor.id))!
  const key = new Context(w.ground, { ...actor, access: narrowed(actor.access, ['lead:read']) })
  await expect(runList(key, key.object('customer'), {})).rejects.toMatchObject({ code: 'request.unknownObject' })
})
