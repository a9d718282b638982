import { expect, test } from 'vitest'
import type { OutboxEntry } from '#engine'
import { Customer } from '#modules/customers'
import { type Workspace, workspace } from '#test/workspace'
import { type ChangeFollower, followChanges } from './follow-changes.ts'

const settled = async (w: Workspace) => {
  await expect
    .poll(() => w.session.query(`select from "${w.schema}".change where tx >= pg_snapshot_xmin(pg_current_snapshot())`))
    .toHaveLength(0)
}

test('what happens while nobody listens is passed over; from the moment somebody does, each change comes once', async () => {
  const w = await workspace()
  const heard: OutboxEntry[] = []
  let listens = false
  const follower: ChangeFollower = {
    name: 'somebody',
    wish: async () => (listens ? { where: `object = 'customer'`, fields: ['name'] } : null),
    work: async (_, entries) => void heard.push(...entries.filter((e) => e.object === 'customer')),
  }
  const follow = async () => {
    await settled(w)
    while ((await followChanges(w.session, w.schema, follower)) > 0);
    return heard.map((e) => e.new?.['name'])
  }
  await follow()
  await w.sales.create(Customer, { name: '没人听' })
  expect(await follow()).toEqual([])
  listens = true
  expect(await follow()).toEqual([])
  await w.sales.create(Customer, { name: '有人听' })
  await w.sales.create(Customer, { name: '又一家' })
  expect(await follow()).toEqual(['有人听', '又一家'])
  expect(await follow()).toEqual(['有人听', '又一家'])
})

test('a change under way while nobody listens is not lost to who listens before it is committed', async () => {
  const w = await workspace()
  const heard: string[] = []
  let listens = false
  const follower: ChangeFollower = {
    name: 'somebody',
    wish: async () => (listens ? { where: 'true', fields: ['name'] } : null),
    work: async (_, entries) => void heard.push(...entries.flatMap((e) => (e.new?.['name'] as string) ?? [])),
  }
  await followChanges(w.session, w.schema, follower)
  await w.otherSales.create(Customer, { name: '先提交' })
  await settled(w)
  await w.sales.transaction(async (inside) => {
    await inside.create(Customer, { name: '还没提交' })
    await followChanges(w.session, w.schema, follower)
    listens = true
  })
  await settled(w)
  while ((await followChanges(w.session, w.schema, follower)) > 0);
  expect(heard).toEqual(['还没提交'])
})
