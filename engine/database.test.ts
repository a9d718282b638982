import { expect, test } from 'vitest'
import { Context, createRecords, type Session, updateRecords } from '#engine'
import { Customer } from '#modules/customers'
import { testDatabase, workspace } from '#test/workspace'

test('F31 bulk edits of the same rows in opposite orders all go through, each once', async () => {
  const w = await workspace()
  const object = w.system.object('customer')
  const ids = (
    await createRecords(
      w.sales,
      object,
      Array.from({ length: 20 }, (_, i) => ({ name: `${i}`, employees: 0 })),
    )
  ).map((r) => r.id)
  const bulk = async (order: readonly string[], remark: string) => {
    const ctx = new Context(w.ground, w.sales.actor)
    await updateRecords(
      ctx,
      object,
      order.map((id) => ({ id, patch: { remark } })),
    )
  }
  await Promise.all(Array.from({ length: 6 }, (_, i) => bulk(i % 2 ? ids : ids.toReversed(), `第 ${i} 批`)))
  const rows = await w.sales.find(Customer, {}, { limit: 200 })
  expect(new Set(rows.map((r) => r.version))).toEqual(new Set([7]))
  expect(new Set(rows.map((r) => r.remark)).size).toBe(1)
})

test('F31 a deadlock between two transactions is tried again until both are done', async () => {
  const w = await workspace()
  const [a, b] = [await w.sales.create(Customer, { name: 'a' }), await w.sales.create(Customer, { name: 'b' })]
  let tries = 0
  let waiting = 2
  let meet!: () => void
  const met = new Promise<void>((resolve) => (meet = resolve))
  const both = (first: typeof a, second: typeof a, remark: string) =>
    w.sales.transaction(async (inside) => {
      tries++
      await inside.update(Customer, first.id, { remark })
      // Only the first time do both stand in each other's way for certain.
      if (--waiting === 0) meet()
      await met
      await inside.update(Customer, second.id, { remark })
    })
  await Promise.all([both(a, b, '甲'), both(b, a, '乙')])
  // Once more at least; on a busy machine the second attempt may come in the other's way again.
  expect(tries).toBeGreaterThan(2)
  const rows = [await w.sales.get(Customer, a.id), await w.sales.get(Customer, b.id)]
  expect(rows.map((r) => r.version)).toEqual([3, 3])
  expect(rows[0]!.remark).toBe(rows[1]!.remark)
})

test('F32 a serialisation failure is tried again with fresh reads', async () => {
  const w = await workspace()
  const { id } = await w.sales.create(Customer, { name: '余额', employees: 0 })
  const table = `"${w.schema}".customer`
  let tries = 0
  const add = (session: Session) =>
    session.transaction(async (inside) => {
      tries++
      await inside.query('set transaction isolation level repeatable read')
      const [row] = await inside.query<{ employees: number }>(`select employees from ${table} where id = $1`, [id])
      await inside.query('select pg_sleep(0.01)')
      await inside.query(`update ${table} set employees = $2 where id = $1`, [id, row!.employees + 1])
    })
  await Promise.all([add(w.session), add(w.session), add(w.session)])
  expect(await w.sales.get(Customer, id)).toMatchObject({ employees: 3 })
  expect(tries).toBeGreaterThan(3)
})

test('what fails for good is not tried again, and a part that fails alone takes only itself back', async () => {
  const db = testDatabase()
  let tries = 0
  await expect(
    db.transaction(async (session) => {
      tries++
      await session.query('select 1 / 0')
    }),
  ).rejects.toMatchObject({ code: '22012' })
  expect(tries).toBe(1)

  const kept = await db.transaction(async (session) => {
    await session.query('create temporary table part (n int) on commit drop')
    await session.transaction((inner) => inner.query('insert into part values (1)'))
    await session
      .transaction(async (inner) => {
        await inner.query('insert into part values (2)')
        throw new Error('only this')
      })
      .catch(() => {})
    return session.query<{ n: number }>('select n from part')
  })
  expect(kept).toEqual([{ n: 1 }])
})

test('F33 statements that were prepared go on working after a column was added', async () => {
  const w = await workspace()
  const work = async (name: string) => {
    const { id } = await w.sales.create(Customer, { name })
    await w.sales.update(Customer, id, { level: 'A' })
    await w.sales.find(Customer, { level: 'A' })
    return w.sales.get(Customer, id)
  }
  for (let i = 0; i < 20; i++) await work('先')
  await w.session.query(`alter table "${w.schema}".customer add column x_late text`)
  for (let i = 0; i < 20; i++) expect(await work('后')).toMatchObject({ name: '后', level: 'A' })
})
