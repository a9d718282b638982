import { defineObject, f, type RowOf } from '#engine'

/** One's own views, and those that colleagues share; only their author changes them. */
const everybody = { read: 'own', readAlso: 'shared == "all"', create: true, update: 'own', delete: 'own' } as const

/** A way of looking at a list that somebody saved: its filter, order, columns and layout. */
export const View = defineObject('view', {
  label: '视图',
  badge: '视',
  title: 'name',
  list: ['name', 'object', 'shared'],
  fields: {
    name: f.text('视图名称', { required: true, length: 60 }),
    object: f.text('对象', { required: true, length: 60 }),
    shared: f.choice('给谁用', { options: { me: '只有我', all: '所有人' }, default: 'me' }),
    query: f.json('条件与列'),
    position: f.integer('次序', { default: 0 }),
    owner: f.user('作者'),
    locked: f.flag('锁定', { help: '别人只能用,不能改' }),
  },
  grants: {
    administrator: everybody,
    security: everybody,
    auditor: everybody,
    manager: everybody,
    sales: everybody,
    marketer: everybody,
    service: everybody,
    reader: everybody,
  },
})
export type View = RowOf<typeof View>
