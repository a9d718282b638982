import { defineObject, f, type RowOf } from '#engine'
import { checkStages } from './check-stages.ts'

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

/**
 * One step of a pipeline, with the probability that an opportunity standing there is won, what it must bring along to enter,
 * and what a salesperson is told while it stands there.
 */
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
    entryFields: f.tags('进入前必填', { help: '商机进入或越过这个阶段之前要填好的字段' }),
    entryCondition: f.longText('进入条件', { help: '商机满足它才能进入或越过这个阶段，例如 amount >= 10000' }),
    entryMessage: f.text('不满足时的提示', { length: 120 }),
    entryMessageEn: f.text('英文提示', { length: 160 }),
    keyFields: f.tags('关键字段', { help: '商机停在这个阶段时，页面上方列出这几个字段，最多 5 个' }),
    guidance: f.longText('推进指引', { help: '写给销售：这个阶段要做什么，怎样算做完' }),
  },
  prepare: checkStages,
  speaksOf: {
    object: 'opportunity',
    conditions: ['entryCondition'],
    names: ['entryFields', 'keyFields'],
    within: 'pipeline',
  },
  unique: [['pipeline', 'name']],
  grants: { ...everybodyReads, administrator: { read: 'all', create: true, update: 'all', delete: 'all' } },
})
export type Stage = RowOf<typeof Stage>
