import { defineObject, f, type RowOf } from '#engine'

const everybodyReads = {
  manager: { read: 'all' },
  sales: { read: 'all' },
  marketer: { read: 'all' },
  service: { read: 'all' },
  reader: { read: 'all' },
} as const

/** A way of selling (销售流程) with its own stages, e.g. new machines or spare parts. */
export const Pipeline = defineObject('pipeline', {
  label: '销售流程',
  badge: '流',
  group: 'settings',
  title: 'name',
  list: ['name', 'position'],
  fields: {
    name: f.text('名称', { required: true, unique: true, search: true, length: 60 }),
    position: f.integer('次序', { default: 0, help: '排在最前的是新商机的默认流程' }),
  },
  grants: { ...everybodyReads, administrator: { read: 'all', create: true, update: 'all', delete: 'all' } },
})
export type Pipeline = RowOf<typeof Pipeline>

/** One step of a pipeline, with the probability that an opportunity standing there is won. */
export const Stage = defineObject('stage', {
  label: '阶段',
  badge: '阶',
  group: 'settings',
  title: 'name',
  list: ['pipeline', 'position', 'name', 'probability', 'outcome'],
  fields: {
    pipeline: f.ref('销售流程', { to: 'pipeline', required: true, inverse: 'stages' }),
    name: f.text('阶段名称', { required: true, length: 60 }),
    position: f.integer('次序', { required: true }),
    probability: f.percent('赢率', { required: true, min: 0, max: 100 }),
    outcome: f.choice('结果', { options: { open: '进行中', won: '赢单', lost: '输单' }, default: 'open' }),
  },
  unique: [['pipeline', 'name']],
  grants: { ...everybodyReads, administrator: { read: 'all', create: true, update: 'all', delete: 'all' } },
})
export type Stage = RowOf<typeof Stage>
