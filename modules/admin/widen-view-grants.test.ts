import { expect, test } from 'vitest'
import { createRecords, type Grant, Role, runGet } from '#engine'
import { workspace } from '#test/workspace'
import { View } from './view.ts'
import { widenViewGrants } from './widen-view-grants.ts'

const former: Grant = { read: 'own', readAlso: 'shared == "all"', create: true, update: 'own', delete: 'own' }

test('a role whose rights on views were saved by an older version sees the views that are for it, once upgraded', async () => {
  const w = await workspace()
  const old = await w.role('old', { view: former })
  const kept = await w.role('kept', { view: { ...former, readAlso: 'shared == "all" && locked == true' } })
  const person = await w.person({ roles: [old] })
  const [made] = await createRecords(w.sales, w.sales.object(View.name), [
    { name: '给旧角色的', object: 'customer', shared: 'some', roles: [old] },
  ])
  const sees = async () => runGet(await w.again(person), w.sales.object(View.name), [made!.id])
  expect(await sees()).toEqual([])

  expect(await widenViewGrants(w.system)).toBe(1)
  expect(await sees()).toHaveLength(1)
  expect((await w.system.get(Role, kept as never)).grants).toEqual({
    view: { ...former, readAlso: 'shared == "all" && locked == true' },
  })
  expect(await widenViewGrants(w.system)).toBe(0)
})
