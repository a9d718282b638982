import { expect, test } from 'vitest'
import { type Context, searchRecords } from '#engine'
import { Contact, Customer } from '#modules/customers'
import { workspace } from '#test/workspace'
import { runList } from '../query/run-list.ts'

const hits = async (ctx: Context, q: string) => (await searchRecords(ctx, { q })).data
const listed = async (ctx: Context, q: string, object = 'customer') =>
  (await runList(ctx, ctx.object(object), { q, fields: [] })).documents.length

test('A13 through a hidden or a masked field nothing is found: not by prefix, end, pair, pinyin or initials', async () => {
  const w = await workspace()
  await w.system.create(Customer, { name: '金丝雀科技', phone: '13800132201', creditCode: '91350100M000100Y43' })
  await w.system.create(Contact, { name: '秦燕', mobile: '13955667788', email: 'canary@example.com' })
  const blind = await w.person({
    roles: [
      await w.role('blind', {
        customer: { read: 'all', fields: { name: 'hidden', phone: 'masked', creditCode: 'hidden' } },
        contact: { read: 'all', fields: { name: 'masked', mobile: 'masked', email: 'hidden' } },
      }),
    ],
  })
  const seeing = await w.person({
    roles: [await w.role('seeing', { customer: { read: 'all' }, contact: { read: 'all' } })],
  })
  const probes = [
    '金丝',
    '丝雀科技',
    '金',
    'jsq',
    'jsqkj',
    'jinsi',
    'kej',
    '2201',
    '1380013',
    '13800132201',
    '9135',
    '0y43',
    '秦燕',
    '秦',
    'qy',
    'qinyan',
    '7788',
    'canary',
    'canary@example.com',
    '@example.com',
  ]
  for (const q of probes) {
    expect([q, await hits(blind, q)]).toEqual([q, []])
    expect([q, await listed(blind, q), await listed(blind, q, 'contact')]).toEqual([q, 0, 0])
    expect([q, (await hits(seeing, q)).length]).toEqual([q, 1])
  }
})

test('A13 what is found by an open field tells nothing of the hidden ones', async () => {
  const w = await workspace()
  const made = await w.system.create(Customer, { name: '金丝雀科技', phone: '13800132201' })
  const blind = await w.person({
    roles: [await w.role('blind', { customer: { read: 'all', fields: { name: 'hidden', phone: 'masked' } } })],
  })
  expect(await hits(blind, made.number)).toEqual([
    { object: 'customer', id: made.id, title: null, subtitle: made.number, field: 'number' },
  ])
  expect(await hits(blind, `${made.number} 金丝雀`)).toEqual([])
  expect(await hits(blind, `${made.number} 2201`)).toEqual([])
})

test('records of other departments are not found, nor objects that a person may not read', async () => {
  const w = await workspace()
  await w.sales.create(Customer, { name: '金丝雀科技' })
  expect(await hits(w.otherSales, '金丝雀')).toHaveLength(1)
  expect(await hits(w.southSales, '金丝雀')).toEqual([])
  expect(await hits(w.auditor, '金丝雀')).toEqual([])
  await expect(
    searchRecords(w.auditor, { q: '金丝雀', objects: [w.auditor.object('customer')] }),
  ).rejects.toMatchObject({ code: 'request.unknownObject' })
})

test('a right taken away counts for the very next search', async () => {
  const w = await workspace()
  await w.system.create(Customer, { name: '金丝雀科技' })
  const id = await w.role('reader of names', { customer: { read: 'all' } })
  const person = await w.person({ roles: [id] })
  expect(await hits(person, 'jsqkj')).toHaveLength(1)
  await w.session.query(`update "${w.schema}".role set grants = $2 where id = $1`, [
    id,
    JSON.stringify({ customer: { read: 'all', fields: { name: 'hidden' } } }),
  ])
  expect(await hits(await w.again(person), 'jsqkj')).toEqual([])
})
