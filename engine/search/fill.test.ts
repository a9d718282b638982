import { expect, test } from 'vitest'
import { createRecords, fillSearch, needsFill } from '#engine'
import { Customer } from '#modules/customers'
import { workspace, type Workspace } from '#test/workspace'
import { runList } from '../query/run-list.ts'

const found = async (w: Workspace, q: string) =>
  (await runList(w.system, w.system.object('customer'), { q, fields: [] })).documents.length

/** As if the rows had been written before there was a search. */
const forget = (w: Workspace) => w.session.query(`update "${w.schema}".customer set "$tokens" = null, "$text" = null`)

const kept = async (w: Workspace) =>
  w.session.query(
    `select (select array_agg(t order by t) from unnest("$tokens") t)::text as tokens, "$text"::text as text from "${w.schema}".customer order by id`,
  )

test('rows from before are found once they are filled in, and are kept as a write keeps them', async () => {
  const w = await workspace()
  const rows = ['华信科技', '查理(上海)', 'Siemens AG', '恒川'].map((name) => ({
    name,
    phone: '13800132201',
    tags: ['老客户'],
  }))
  await createRecords(w.system, w.system.object('customer'), rows)
  const before = await kept(w)
  await forget(w)
  expect(await needsFill(w.session, w.schema, w.model)).toBe(true)
  expect(await found(w, 'huaxin')).toBe(0)
  await fillSearch(w.session, w.schema, w.model)
  expect(await needsFill(w.session, w.schema, w.model)).toBe(false)
  expect(await kept(w)).toEqual(before)
  expect([await found(w, 'huaxin'), await found(w, '2201'), await found(w, '查理上海')]).toEqual([1, 4, 1])
})

test('what is right already is not written again, and a run that was stopped goes on', async () => {
  const w = await workspace()
  await createRecords(
    w.system,
    w.system.object('customer'),
    Array.from({ length: 1_500 }, (_, i) => ({ name: `华信${i}` })),
  )
  const stamps = () => w.session.query(`select xmin::text from "${w.schema}".customer order by id`)
  const before = await stamps()
  let batches = 0
  await fillSearch(w.session, w.schema, w.model, { objects: ['customer'], cancelled: () => ++batches > 1 })
  expect(await needsFill(w.session, w.schema, w.model)).toBe(true)
  await fillSearch(w.session, w.schema, w.model)
  expect(await needsFill(w.session, w.schema, w.model)).toBe(false)
  expect(await stamps()).toEqual(before)
})

test('a row that an older program wrote beside this one is picked up later', async () => {
  const w = await workspace()
  await fillSearch(w.session, w.schema, w.model)
  await w.system.create(Customer, { name: '华信科技' })
  await forget(w)
  await fillSearch(w.session, w.schema, w.model)
  expect(await found(w, '华信')).toBe(0)
  await fillSearch(w.session, w.schema, w.model, { stragglers: true })
  expect(await found(w, '华信')).toBe(1)
})
