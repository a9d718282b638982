import { expect, test } from 'vitest'
import { Context, type Module, defineObject, f } from '#engine'
import admin from '#modules/admin'
import { Customer } from '#modules/customers'
import { workspace } from '#test/workspace'

test('F46 A101 two hundred creates at once, a third of them abandoned, leave numbers without gap or twin', async () => {
  const w = await workspace()
  const abandoned = new Error('abandoned')
  const create = (i: number) =>
    w.sales
      .transaction(async (inside) => {
        const { number } = await inside.create(Customer, { name: `客户 ${i}` })
        if (i % 10 < 3) throw abandoned
        return number
      })
      .catch((error: unknown) => (error === abandoned ? null : Promise.reject(error as Error)))
  // More writers than the pool has connections, none of whom waits so long for one that it gives up.
  const writer = async (n: number) => {
    const numbers: (string | null)[] = []
    for (let i = 0; i < 10; i++) numbers.push(await create(n * 10 + i))
    return numbers
  }
  const made = (await Promise.all(Array.from({ length: 20 }, (_, n) => writer(n)))).flat()
  const numbers = made.filter((number) => number !== null).map((number) => Number(number.slice(-6)))
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 140 }, (_, i) => i + 1))
})

test('a refused create takes no number with it, and a deleted record keeps its own', async () => {
  const w = await workspace()
  const first = await w.sales.create(Customer, { name: '甲', creditCode: '91440300708461136T' })
  await expect(w.sales.create(Customer, { name: '乙', creditCode: '91440300708461136T' })).rejects.toMatchObject({
    code: 'record.duplicate',
  })
  await w.sales.remove(Customer, first.id)
  const second = await w.sales.create(Customer, { name: '丙' })
  expect([first.number, second.number].map((n) => n.slice(-6))).toEqual(['000001', '000002'])
})

const Slip = defineObject('slip', {
  label: '单据',
  title: 'daily',
  list: ['daily'],
  fields: {
    daily: f.serial('日号', { pattern: 'D{yy}{mm}{dd}-{00}' }),
    monthly: f.serial('月号', { pattern: '{yyyy}-{mm}/{000}号' }),
    forever: f.serial('总号', { pattern: '{0}' }),
  },
  grants: { sales: { read: 'all', create: true } },
})
const slips: Module = { name: 'slips', label: '单据', needs: [], objects: [Slip], actions: [], en: {} }

test("numbers begin anew with their day, month or year on the workspace's calendar, and outgrow their zeros", async () => {
  const w = await workspace({ modules: [admin, slips] })
  const on = async (now: string) => {
    const { daily, monthly, forever } = await new Context(w.ground, w.sales.actor, {}, now).create(Slip, {})
    return [daily, monthly, forever]
  }
  expect(await on('2026-12-31T15:59:59.000Z')).toEqual(['D261231-01', '2026-12/001号', '1'])
  expect(await on('2026-12-31T15:59:59.000Z')).toEqual(['D261231-02', '2026-12/002号', '2'])
  expect(await on('2026-12-31T16:00:00.000Z')).toEqual(['D270101-01', '2027-01/001号', '3'])
  await w.session.query(`update "${w.schema}".serial set last = 99 where key = 'slip.daily'`)
  expect((await on('2026-12-31T16:00:00.000Z'))[0]).toBe('D270101-100')
})
