import { beforeEach, expect, test } from 'vitest'
import { defineAction, defineObject, f, type Module, uuid7 } from '#engine'
import admin from '#modules/admin'
import { type Workspace, workspace } from '#test/workspace'
import { matches } from './run-action.ts'

const Door = defineObject('door', {
  label: '门',
  title: 'name',
  list: ['name', 'state'],
  fields: {
    name: f.text('名称', { required: true }),
    state: f.choice('状态', { options: { shut: '关', open: '开' }, default: 'shut' }),
    opened: f.integer('开过几次', { default: 0, readOnly: true }),
    owner: f.user('负责人'),
  },
  flow: { state: { open: ['shut'] } },
  grants: {
    sales: { read: 'own', create: true, update: 'own', actions: ['open'] },
    manager: { read: 'all' },
  },
})

const openDoor = defineAction(Door, 'open', {
  label: '打开',
  from: { state: 'shut', opened: { lte: 1 } },
  to: { state: 'open' },
  input: { jams: f.flag('卡住'), key: f.text('钥匙', { length: 5 }), guard: f.user('看门人') },
  async run(ctx, door, { jams, key }) {
    await ctx.update(Door, door.id, { name: `用${key ?? '手'}开着的门`, opened: door.opened + 1 })
    if (jams) throw new Error('jammed')
    return key
  },
})

const doors: Module = {
  name: 'doors',
  label: '门',
  needs: ['admin'],
  objects: [Door],
  actions: [openDoor],
  en: {},
}

let w: Workspace
beforeEach(async () => {
  w = await workspace({ modules: [admin, doors] })
})

test('an action that throws keeps none of its writes', async () => {
  const door = await w.sales.create(Door, { name: '门' })
  await expect(w.sales.run(openDoor, door.id, { jams: true })).rejects.toThrow('jammed')
  expect(await w.sales.get(Door, door.id)).toEqual(door)
})

test('an action takes its record from `from` to `to`, by a step that nobody takes by hand', async () => {
  const door = await w.sales.create(Door, { name: '门' })
  await expect(w.sales.update(Door, door.id, { state: 'open' })).rejects.toMatchObject({ code: 'record.badStep' })
  expect(await w.sales.run(openDoor, door.id, { key: ' 甲 ' })).toBe('甲')
  expect(await w.sales.get(Door, door.id)).toMatchObject({ name: '用甲开着的门', state: 'open', opened: 1 })
})

test('an action is done only while its record looks like `from`', async () => {
  const door = await w.sales.create(Door, { name: '门' })
  await w.sales.run(openDoor, door.id, {})
  await expect(w.sales.run(openDoor, door.id, {})).rejects.toMatchObject({ code: 'action.notNow', status: 409 })
  await w.sales.update(Door, door.id, { state: 'shut' })
  await w.sales.run(openDoor, door.id, {})
  await w.sales.update(Door, door.id, { state: 'shut' })
  await expect(w.sales.run(openDoor, door.id, {})).rejects.toMatchObject({ code: 'action.notNow' })
})

test.each([
  [{ amount: { gte: '10.00' } }, '9.00', false],
  [{ amount: { gte: '10.00' } }, '100.00', true],
  [{ amount: { lte: '-1' } }, '-10.5', true],
  [{ amount: { lte: '2026-02-01' } }, '2026-01-31', true],
  [{ amount: { ne: null } }, null, false],
  [{ amount: { in: ['1', '2'] } }, '2', true],
  [{ amount: { gte: '0' } }, null, false],
])('`from` compares as the filter language does: %o with %s', (from, amount, holds) => {
  expect(matches({ amount }, from)).toBe(holds)
})

test('A95 an action pressed twice at once is done once', async () => {
  const door = await w.sales.create(Door, { name: '门' })
  const all = await Promise.allSettled(Array.from({ length: 6 }, () => w.sales.run(openDoor, door.id, {})))
  expect(all.filter((a) => a.status === 'fulfilled')).toHaveLength(1)
  expect(await w.sales.get(Door, door.id)).toMatchObject({ opened: 1 })
})

test('an action that was not granted is forbidden; on an unseen record it is as absent as the record', async () => {
  const door = await w.sales.create(Door, { name: '门' })
  await expect(w.manager.run(openDoor, door.id, {})).rejects.toMatchObject({ code: 'record.forbidden', status: 403 })
  const unseen = await w.otherSales.run(openDoor, door.id, {}).catch((e: Error) => e.message)
  expect(unseen).toBe(await w.otherSales.run(openDoor, uuid7() as never, {}).catch((e: Error) => e.message))
  expect(unseen).toBe('门不存在,或你无权查看')
})

test('what is given to an action is checked as its fields say, every problem at once', async () => {
  const door = await w.sales.create(Door, { name: '门' })
  const given = { jams: 'yes', key: '太长的钥匙啊', guard: uuid7(), master: true } as never
  await expect(w.sales.run(openDoor, door.id, given)).rejects.toMatchObject({
    code: 'request.invalid',
    details: {
      problems: [
        { field: 'master', code: 'request.unknownField' },
        { field: 'jams', code: 'field.notFlag' },
        { field: 'key', code: 'field.tooLong' },
      ],
    },
  })
  await expect(w.sales.run(openDoor, door.id, { guard: uuid7() as never })).rejects.toMatchObject({
    details: { problems: [{ field: 'guard', code: 'field.unknownReference' }] },
  })
})

test('the writes of an action say so in the log, and share one request', async () => {
  const door = await w.sales.create(Door, { name: '门' })
  const work = await w.again(w.sales)
  await work.run(openDoor, door.id, {})
  const log = await w.session.query<{ via: string; reason: string; request: string }>(
    `select via, reason, request from "${w.schema}".change where record = $1 order by version`,
    [door.id],
  )
  expect(log.map((c) => [c.via, c.reason, c.request === work.cause.request])).toEqual([
    ['api', null, false],
    ['action', 'door.open', true],
    ['action', '打开', true],
  ])
})
