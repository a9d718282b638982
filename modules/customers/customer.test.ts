import { expect, test } from 'vitest'
import { workspace } from '#test/workspace'
import { Customer } from './customer.ts'

test('a salesperson creates a customer and gets it back with a number and herself as the owner', async () => {
  const w = await workspace()
  const made = await w.sales.create(Customer, { name: '上海华精精密机械有限公司', revenue: '1860000' })

  expect(made.number).toMatch(/^C\d{4}000001$/)
  expect(made).toMatchObject({
    name: '上海华精精密机械有限公司',
    revenue: '1860000.00',
    owner: w.sales.actor.id,
    version: 1,
  })
  expect(await w.sales.get(Customer, made.id)).toEqual(made)
})

test('a change is saved with the next version', async () => {
  const w = await workspace()
  const made = await w.sales.create(Customer, { name: '海川机电' })
  const changed = await w.sales.update(Customer, made.id, { level: 'A' })
  expect(changed).toMatchObject({ level: 'A', version: 2, name: '海川机电' })
})
