import { defineObject, f, type RowOf } from '#engine'

const about = ['customer', 'contact', 'lead', 'opportunity'] as const

/** What was said and done with a customer (跟进): a call, a mail, a meeting, a visit, a note. */
export const Activity = defineObject('activity', {
  label: '跟进',
  badge: '跟',
  group: 'work',
  title: 'subject',
  list: ['at', 'kind', 'subject', 'about', 'owner', 'nextStep'],
  fields: {
    kind: f.choice('方式', {
      index: true,
      options: { call: '电话', mail: '邮件', meeting: '会议', visit: '拜访', wecom: '企微', note: '备注' },
      default: 'note',
    }),
    subject: f.text('主题', { required: true, search: true, length: 200 }),
    content: f.longText('内容'),
    at: f.datetime('时间', { index: true, help: '不填则为现在' }),
    minutes: f.integer('时长(分钟)', { min: 0, max: 10_000 }),
    about: f.relatedTo('关于', { to: about, inverse: 'activities', parent: true }),
    contacts: f.refs('对方参与人', { to: 'contact' }),
    participants: f.refs('我方参与人', { to: 'user' }),
    mentions: f.refs('提到的人', { to: 'user' }),
    files: f.file('附件'),
    nextStep: f.text('下一步', { length: 200 }),
    nextAt: f.datetime('下一步时间'),
    owner: f.user('跟进人', { index: true }),
    department: f.department('所属部门', {}),
  },
  prepare: async (ctx, drafts) => {
    for (const { after } of drafts) after['at'] ??= ctx.now
  },
  grants: {
    administrator: { read: 'all', create: true, update: 'all', delete: 'all', export: true, import: true, bulk: true },
    manager: { read: 'departmentTree', create: true, update: 'own', delete: 'own', export: true, import: true },
    sales: { read: 'own', create: true, update: 'own', delete: 'own' },
    marketer: { read: 'own', create: true, update: 'own', delete: 'own' },
    service: { read: 'all', create: true, update: 'own', delete: 'own' },
    reader: { read: 'department' },
  },
})
export type Activity = RowOf<typeof Activity>

/** Something somebody has to do until a time. */
export const Task = defineObject('task', {
  label: '任务',
  badge: '任',
  group: 'work',
  title: 'subject',
  list: ['dueAt', 'subject', 'about', 'owner', 'priority', 'status'],
  board: { group: 'status', card: ['dueAt', 'about', 'owner'] },
  attention: { when: 'dueAt', while: { status: ['open', 'doing'] } },
  fields: {
    subject: f.text('任务', { required: true, search: true, length: 200 }),
    content: f.longText('说明'),
    about: f.relatedTo('关于', { to: about, inverse: 'tasks', parent: true }),
    dueAt: f.datetime('截止时间', { index: true }),
    remindAt: f.datetime('提醒时间', { index: true }),
    priority: f.choice('优先级', { options: { high: '高', normal: '中', low: '低' }, default: 'normal' }),
    status: f.choice('状态', {
      index: true,
      options: { open: '待办', doing: '进行中', done: '已完成', cancelled: '已取消' },
      default: 'open',
    }),
    doneAt: f.datetime('完成时间', { readOnly: true }),
    owner: f.user('执行人', { index: true }),
    department: f.department('所属部门', {}),
  },
  prepare: async (ctx, drafts) => {
    for (const { before, after } of drafts)
      if (before?.['status'] !== after['status']) after['doneAt'] = after['status'] === 'done' ? ctx.now : null
  },
  grants: {
    administrator: { read: 'all', create: true, update: 'all', delete: 'all', export: true, bulk: true },
    manager: { read: 'departmentTree', create: true, update: 'departmentTree', delete: 'departmentTree', bulk: true },
    sales: { read: 'own', create: true, update: 'own', delete: 'own', bulk: true },
    marketer: { read: 'own', create: true, update: 'own', delete: 'own', bulk: true },
    service: { read: 'own', create: true, update: 'own', delete: 'own', bulk: true },
    reader: { read: 'department' },
  },
})
export type Task = RowOf<typeof Task>

/** A remark between colleagues on a record, with @mentions. Customers never see it. */
export const Comment = defineObject('comment', {
  label: '评论',
  badge: '评',
  title: 'text',
  list: ['text', 'about'],
  fields: {
    text: f.longText('内容', { required: true }),
    about: f.relatedTo('关于', { to: about, required: true, inverse: 'comments', parent: true }),
    mentions: f.refs('提到的人', { to: 'user' }),
  },
  grants: {
    administrator: { read: 'all', create: true, update: 'own', delete: 'all' },
    manager: { read: 'own', create: true, update: 'own', delete: 'own' },
    sales: { read: 'own', create: true, update: 'own', delete: 'own' },
    marketer: { read: 'own', create: true, update: 'own', delete: 'own' },
    service: { read: 'own', create: true, update: 'own', delete: 'own' },
    reader: { read: 'own' },
  },
})
export type Comment = RowOf<typeof Comment>
