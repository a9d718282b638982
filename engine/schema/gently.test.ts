import { expect, test } from 'vitest'
import { createRecords, fillFields } from '#engine'
import { customized } from '#test/customized'
import { workspace } from '#test/workspace'

test('while somebody reads for long, a field is not added yet, but everybody else goes on writing', async () => {
  const w = await workspace()
  const c = customized(w)
  const reading = Promise.withResolvers<void>()
  const began = Promise.withResolvers<void>()
  const reader = w.session.transaction(async (inside) => {
    await inside.query(`select count(*) from "${w.schema}".customer`)
    began.resolve()
    await reading.promise
  })
  await began.promise
  let added = false
  const rollup = { of: 'opportunity', by: 'customer', measure: 'count' }
  const adding = c
    .add({ object: 'customer', name: 'deals', kind: 'rollup', label: '商机数', options: { rollup } })
    .then(() => (added = true))
  // Several, so that some come while the change stands in the queue for its lock.
  for (let i = 0; i < 20; i++) {
    await createRecords(w.system, w.system.object('customer'), [{ name: `客户 ${i}` }])
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  expect(added).toBe(false)
  reading.resolve()
  await Promise.all([reader, adding])
  expect(added).toBe(true)
})

test('while the figures of thousands are worked out, people write to the same records', async () => {
  const w = await workspace()
  const c = customized(w)
  await w.session.query(
    `insert into "${w.schema}".customer (id, name, number, version, "createdAt", "createdBy", "updatedAt", "updatedBy")
     select gen_random_uuid(), 'c' || n, 'X' || n, 1, now(), $1, now(), $1 from generate_series(1, 6000) n`,
    [w.system.actor.id],
  )
  const rollup = { of: 'opportunity', by: 'customer', measure: 'count' }
  const customers = await w.session.query<{ id: string }>(`select id from "${w.schema}".customer limit 20`)
  await c.add({ object: 'customer', name: 'deals', kind: 'rollup', label: '商机数', options: { rollup } })
  let filled = false
  const filling = fillFields(c.system(), { settleSeconds: 0 }).then(() => (filled = true))
  let meanwhile = 0
  for (const { id } of customers) {
    await createRecords(c.system(), c.object('opportunity'), [{ name: '商机', customer: id }])
    if (!filled) meanwhile++
  }
  await filling
  expect(meanwhile).toBeGreaterThan(0)
  const kept = await w.session.query<{ n: string }>(`select sum(x_deals)::text as n from "${w.schema}".customer`)
  expect(kept).toEqual([{ n: '20' }])
})
