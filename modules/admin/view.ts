import { defineObject, f, type Grant, type RowOf } from '#engine'
import { guardViews } from './guard-views.ts'

/** One's own, what colleagues share with one, and what one's role begins with. Only its author changes it. */
const everybody = {
  read: 'own',
  readAlso: [
    { when: 'shared == "all"' },
    { name: '选定的角色和部门', when: 'shared == "some"', names: { roles: 'roles', departments: 'departments' } },
    { name: '角色的默认视图', names: { roles: 'defaultFor' } },
  ],
  create: true,
  update: 'own',
  delete: 'own',
  // What a whole role begins with is for an administrator to say.
  fields: { defaultFor: 'read' },
} as const satisfies Grant

/** A way of looking at a list that somebody saved: its filter, order, columns and layout. */
export const View = defineObject('view', {
  label: '视图',
  badge: '视',
  title: 'name',
  list: ['name', 'object', 'shared'],
  fields: {
    name: f.text('视图名称', { required: true, length: 60 }),
    object: f.text('对象', { required: true, length: 60 }),
    shared: f.choice('给谁用', { options: { me: '只有我', some: '选定的角色和部门', all: '所有人' }, default: 'me' }),
    roles: f.refs('给哪些角色', { to: 'role' }),
    departments: f.refs('给哪些部门', { to: 'department', help: '也包括它们的下级部门' }),
    defaultFor: f.refs('哪些角色的默认视图', { to: 'role', help: '他们打开这个列表时先看到它' }),
    query: f.json('条件与列'),
    position: f.integer('次序', { default: 0 }),
    owner: f.user('作者'),
    locked: f.flag('锁定', { help: '先解锁才能改' }),
  },
  prepare: guardViews,
  speaksOf: { object: { field: 'object' }, names: ['query'] },
  grants: {
    // Whichever shared view it is, an administrator may make it the one to begin with.
    administrator: { ...everybody, update: 'all', bulk: true, fields: {} },
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
