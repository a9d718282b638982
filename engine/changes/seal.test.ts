import { beforeEach, expect, test } from 'vitest'
import { Context, createRecords, sealChanges, verifySeal } from '#engine'
import { Customer } from '#modules/customers'
import { type Workspace, workspace } from '#test/workspace'
import { settled } from './settled.ts'

let w: Workspace
let ids: string[]
beforeEach(async () => {
  w = await workspace()
  const rows = Array.from({ length: 30 }, (_, i) => ({ name: `客户 ${i}` }))
  ids = (await createRecords(w.sales, w.system.object('customer'), rows)).map((r) => r.id)
})

const now = () => new Date().toISOString()
/** Until nothing is left. */
const sealAll = async () => {
  await settled(w.session, w.schema)
  let sealed = 0
  for (let count = 1; count > 0; sealed += count) count = await sealChanges(w.session, w.schema, now())
  return sealed
}
const verify = () => verifySeal(w.session, w.schema)
const entryOf = async (record: string) =>
  (await w.session.query<{ id: string }>(`select id from "${w.schema}".change where record = $1`, [record]))[0]!.id
const tamper = (statement: string, values: readonly unknown[] = []) =>
  w.session.query(statement.replaceAll('{s}', `"${w.schema}"`), values)

test('what is sealed verifies, batch upon batch, and nothing is sealed twice', async () => {
  const [{ n } = { n: 0 }] = await w.session.query<{ n: number }>(`select count(*) as n from "${w.schema}".change`)
  expect(await sealAll()).toBe(n)
  expect(await verify()).toEqual({ ok: true, entries: n, seals: 1 })
  expect(await sealAll()).toBe(0)
  await w.sales.update(Customer, ids[0] as never, { level: 'A' })
  expect(await sealAll()).toBe(1)
  expect(await verify()).toEqual({ ok: true, entries: n + 1, seals: 2 })
})

test('a seal that spans a transaction number of one digit more verifies', async () => {
  const [a, b] = await Promise.all([entryOf(ids[0]!), entryOf(ids[1]!)])
  await tamper(`update {s}.change set tx = '99'::xid8 where id = $1`, [a])
  await tamper(`update {s}.change set tx = '100'::xid8 where id = $1`, [b])
  await sealAll()
  expect(await verify()).toMatchObject({ ok: true })
})

test('more than one batch long', async () => {
  const rows = Array.from({ length: 1_100 }, (_, i) => ({ name: `客户 ${i}` }))
  await createRecords(w.sales, w.system.object('customer'), rows)
  expect(await sealAll()).toBeGreaterThan(1_100)
  expect(await verify()).toMatchObject({ ok: true, seals: 2 })
})

test.each([
  ['a value that was written', `update {s}.change set new = jsonb_set(new, '{name}', '"客户 13"') where id = $1`],
  ['who wrote it', `update {s}.change set actor = '00000000-0000-7000-8000-000000000001' where id = $1`],
  ['when', `update {s}.change set at = at + interval '1 microsecond' where id = $1`],
  ['why', `update {s}.change set reason = 'x' where id = $1`],
  ['which version', `update {s}.change set version = version + 1 where id = $1`],
])('one changed byte is found, and the entry is named: %s', async (_, statement) => {
  await sealAll()
  const entry = await entryOf(ids[12]!)
  await tamper(statement, [entry])
  expect(await verify()).toMatchObject({ ok: false, fault: { kind: 'changed', entry, seal: 1 } })
})

test('an entry taken out is named', async () => {
  await sealAll()
  const entry = await entryOf(ids[7]!)
  await tamper('delete from {s}.change where id = $1', [entry])
  expect(await verify()).toMatchObject({ ok: false, fault: { kind: 'missing', entry } })
})

test('an entry slipped in is named', async () => {
  await sealAll()
  const forged = '01900000-0000-7000-8000-000000000001'
  await tamper(
    `insert into {s}.change select $1, at, tx, actor, via, object, record, version, op, old, new, reason, request from {s}.change where id = $2`,
    [forged, await entryOf(ids[3]!)],
  )
  expect(await verify()).toMatchObject({ ok: false, fault: { kind: 'added', entry: forged } })
})

test('a forged seal does not fit the chain', async () => {
  await sealAll()
  await w.sales.update(Customer, ids[0] as never, { level: 'A' })
  await sealAll()
  await tamper(`update {s}.seal set hash = decode(repeat('00', 32), 'hex') where number = 1`)
  expect(await verify()).toMatchObject({ ok: false, fault: { kind: 'seal', seal: 1 } })
})

test('a seal taken out of the middle is missed', async () => {
  for (const level of ['A', 'B', 'D'] as const) {
    await sealAll()
    await w.sales.update(Customer, ids[0] as never, { level })
  }
  await tamper('delete from {s}.seal where number = 2')
  expect(await verify()).toMatchObject({ ok: false, fault: { seal: 2 } })
})

test('sealing while others write misses nothing and breaks nothing', async () => {
  let writing = true
  const writers = [0, 1, 2].map(async (n) => {
    const ctx = new Context(w.ground, w.sales.actor)
    for (let i = 0; i < 15; i++) await ctx.transaction((inside) => inside.create(Customer, { name: `${n}.${i}` }))
  })
  const sealers = [0, 1].map(async () => {
    while (writing) await sealChanges(w.session, w.schema, now())
  })
  await Promise.all(writers)
  writing = false
  await Promise.all(sealers)
  await sealAll()
  const [{ n } = { n: 0 }] = await w.session.query<{ n: number }>(`select count(*) as n from "${w.schema}".change`)
  expect(await verify()).toMatchObject({ ok: true, entries: n })
})
