import { defineObject, f, type RowOf } from '#engine'

/** One's own templates, and those that colleagues share; only their author changes them. */
const everybody = { read: 'own', readAlso: 'shared == "all"', create: true, update: 'own', delete: 'own' } as const

/** How files of one kind are imported: which header goes where, what tells duplicates, and what becomes of them. */
export const ImportTemplate = defineObject('importTemplate', {
  label: '导入模板',
  badge: '模',
  title: 'name',
  list: ['name', 'object', 'shared', 'owner'],
  fields: {
    name: f.text('模板名称', { required: true, length: 60 }),
    object: f.text('对象', { required: true, length: 63 }),
    shared: f.choice('给谁用', { options: { me: '只有我', all: '所有人' }, default: 'me' }),
    settings: f.json('对应与处理方式'),
    owner: f.user('作者'),
  },
  speaksOf: { object: { field: 'object' }, names: ['settings'] },
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
export type ImportTemplate = RowOf<typeof ImportTemplate>
