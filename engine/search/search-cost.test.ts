import { expect, test } from 'vitest'
import { searchRecords } from '#engine'
import { Contact, Customer } from '#modules/customers'
import { Opportunity } from '#modules/sales'
import { workspace } from '#test/workspace'

test('the search box asks all objects in three statements, and finds what each of them finds alone', async () => {
  const w = await workspace()
  const customer = await w.sales.create(Customer, { name: '华信科技' })
  await w.sales.create(Contact, { name: '华信芳', customer: customer.id })
  await w.sales.create(Opportunity, { name: '华信二期扩建', customer: customer.id })
  let statements = 0
  w.session.onStatement = () => statements++
  const { data } = await searchRecords(w.otherSales, { q: '华信' })
  w.session.onStatement = undefined
  expect(statements).toBe(3)
  expect(data.map((hit) => hit.object).sort()).toEqual(['contact', 'customer', 'opportunity'])
  for (const hit of data) {
    const alone = await searchRecords(w.otherSales, { q: '华信', objects: [w.otherSales.object(hit.object)] })
    expect(alone.data).toEqual([hit])
  }
})
