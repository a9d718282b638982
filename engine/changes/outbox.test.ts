import { expect, test } from 'vitest'
import { Context, type OutboxCursor, readOutbox, startOfTime } from '#engine'
import { Customer } from '#modules/customers'
import { workspace } from '#test/workspace'
import { settled } from './settled.ts'

const after = (entries: readonly { tx: string; id: string }[], cursor: OutboxCursor): OutboxCursor =>
  entries.at(-1) ?? cursor

test('a change that commits late is never passed over: later ones wait for it', async () => {
  const w = await workspace()
  const other = await w.otherSales.create(Customer, { name: '别的' })
  await settled(w.session, w.schema)
  const record = async (cursor: OutboxCursor) => {
    const entries = await readOutbox(w.session, w.schema, cursor)
    return {
      names: entries.flatMap((e) => (e.object === 'customer' ? [e.new?.['name']] : [])),
      cursor: after(entries, cursor),
    }
  }
  let { cursor } = await record(startOfTime)

  let commit!: () => void
  const held = new Promise<void>((resolve) => (commit = resolve))
  let written!: () => void
  const early = new Promise<void>((resolve) => (written = resolve))
  const slow = w.sales.transaction(async (inside) => {
    await inside.create(Customer, { name: '先写后交' })
    written()
    await held
  })
  await early
  await w.otherSales.update(Customer, other.id, { name: '后写先交' })
  const between = await record(cursor)
  expect(between.names).toEqual([])
  cursor = between.cursor
  commit()
  await slow
  await w.sales.create(Customer, { name: '再后' })
  await settled(w.session, w.schema)
  expect((await record(cursor)).names).toEqual(['先写后交', '后写先交', '再后'])
})

test('readers of any page size see every change of parallel writers once, and agree on the order', async () => {
  const w = await workspace()
  const read: string[] = []
  let cursor = startOfTime
  let writing = true
  const reader = (async () => {
    for (;;) {
      const last = !writing
      const entries = await readOutbox(w.session, w.schema, cursor, 7)
      read.push(...entries.map((e) => e.id))
      cursor = after(entries, cursor)
      if (last && entries.length === 0) return
    }
  })()
  const writer = async (n: number) => {
    const ctx = new Context(w.ground, w.sales.actor)
    for (let i = 0; i < 10; i++)
      await ctx
        .transaction(async (inside) => {
          const { id } = await inside.create(Customer, { name: `${n}.${i}` })
          await inside.update(Customer, id, { level: 'A' })
          if (i % 4 === 3) throw new Error('rolled back')
        })
        .catch(() => {})
  }
  await Promise.all([0, 1, 2, 3].map(writer))
  await settled(w.session, w.schema)
  writing = false
  await reader
  const all = await readOutbox(w.session, w.schema, startOfTime, 10_000)
  expect(read).toEqual(all.map((e) => e.id))
  expect(new Set(read).size).toBe(read.length)
  const [{ n } = { n: 0 }] = await w.session.query<{ n: number }>(`select count(*) as n from "${w.schema}".change`)
  expect(read).toHaveLength(n)
})

test('an entry tells what was written', async () => {
  const w = await workspace()
  await settled(w.session, w.schema)
  const [cursor] = (await readOutbox(w.session, w.schema, startOfTime, 10_000)).slice(-1)
  const { id } = await w.sales.create(Customer, { name: '海川' })
  await w.sales.update(Customer, id, { level: 'A' })
  await settled(w.session, w.schema)
  const entries = await readOutbox(w.session, w.schema, cursor!)
  expect(entries).toMatchObject([
    {
      object: 'customer',
      record: id,
      op: 'create',
      version: 1,
      old: null,
      new: { name: '海川', department: w.departments.north },
    },
    {
      object: 'customer',
      record: id,
      op: 'update',
      version: 2,
      old: { level: 'C' },
      new: { level: 'A' },
      actor: w.sales.actor.id,
    },
  ])
})

test('transaction numbers are counted, not spelled: 99 comes before 100, page by page', async () => {
  const w = await workspace()
  const first = await w.sales.create(Customer, { name: '第九十九' })
  const second = await w.sales.create(Customer, { name: '第一百' })
  await settled(w.session, w.schema)
  for (const [id, tx] of [
    [first.id, '99'],
    [second.id, '100'],
  ])
    await w.session.query(`update "${w.schema}".change set tx = $2::xid8 where record = $1`, [id, tx])
  const read: string[] = []
  let cursor: OutboxCursor = startOfTime
  for (let page = 0; page < 2; page++) {
    const entries = await readOutbox(w.session, w.schema, cursor, 1)
    read.push(...entries.map((entry) => entry.tx))
    cursor = after(entries, cursor)
  }
  expect(read).toEqual(['99', '100'])
})

test('a reader with a wish gets only that, and always the last entry, from where it goes on', async () => {
  const w = await workspace()
  await settled(w.session, w.schema)
  let [cursor] = (await readOutbox(w.session, w.schema, startOfTime, 10_000)).slice(-1) as OutboxCursor[]
  for (let n = 1; n <= 5; n++)
    await w.sales.create(Customer, { name: `${n}`, level: n === 2 ? 'A' : 'B', remark: '长' })
  await settled(w.session, w.schema)
  const wish = { where: `new->>'level' = 'A'`, fields: ['name', 'creditCode'] }
  const pages: (readonly unknown[])[] = []
  for (let page = 0; page < 3; page++) {
    const entries = await readOutbox(w.session, w.schema, cursor!, 3, wish)
    pages.push(entries.map((entry) => [entry.old, entry.new]))
    cursor = after(entries, cursor!)
  }
  const named = (name: string) => [null, { name }]
  expect(pages).toEqual([[named('2'), named('3')], [named('5')], []])
})
