import { expect, test } from 'vitest'
import { createRecords } from '#engine'
import { workspace } from '#test/workspace'
import { runList } from './run-list.ts'

test('a list filtered by its customer’s field counts what it shows, customers of her teams among it and those of former teams not', async () => {
  const w = await workspace()
  const south = w.southSales
  const [shared, former, foreign] = await createRecords(
    south,
    south.object('customer'),
    ['共享', '曾经共享', '他人'].map((name) => ({ name, industry: 'machinery' })),
  )
  const [own] = await createRecords(w.sales, w.sales.object('customer'), [{ name: '自有', industry: 'machinery' }])
  for (const [{ id }, until] of [
    [shared!, null],
    [former!, '2020-01-01T00:00:00Z'],
  ] as const)
    await w.session.query(
      `insert into "${w.schema}".team_member (object, record, "user", may, until, added_by, added_at) values ('customer', $1, $2, 'read', $3, $2, now())`,
      [id, w.sales.actor.id, until],
    )
  await createRecords(
    w.administrator,
    w.administrator.object('contact'),
    [shared!, former!, foreign!, own!].map(({ id }) => ({ name: '联系人', customer: id })),
  )
  const { documents, total } = await runList(w.sales, w.sales.object('contact'), {
    fields: ['customer.name'],
    filter: { 'customer.industry': 'machinery' },
    total: true,
  })
  const names = documents.map((document) => (JSON.parse(document) as { customer: { name: string } }).customer.name)
  expect(names.sort()).toEqual(['共享', '自有'])
  expect(total).toEqual({ value: 2, exact: true })
})
