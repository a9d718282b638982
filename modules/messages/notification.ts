import { defineObject, f, type RowOf } from '#engine'

/** Everybody has her own; nobody reads those of others, nor makes any by hand. */
const own = { read: 'own', update: 'own', delete: 'own', bulk: true } as const

/** What somebody is told of in the app. It holds facts, no text: its words are found when it is read, with her rights. */
export const Notification = defineObject('notification', {
  label: '通知',
  badge: '知',
  title: 'kind',
  list: ['kind', 'from', 'readAt'],
  fields: {
    kind: f.choice('事由', {
      required: true,
      readOnly: true,
      options: {
        mention: '有人提到我',
        assignment: '交给我的记录',
        request: '有人想协作',
        reminder: '任务提醒',
        job: '后台任务完成',
        system: '系统消息',
      },
    }),
    owner: f.user('收件人', { readOnly: true }),
    from: f.user('由谁', { readOnly: true }),
    /** The record it leads to; empty where she may not see it, or where it stands for many. */
    object: f.text('对象', { readOnly: true, length: 63 }),
    record: f.text('记录', { readOnly: true, length: 36, index: true }),
    count: f.integer('条数', { readOnly: true, default: 1 }),
    text: f.text('说明', { readOnly: true, length: 300 }),
    readAt: f.datetime('已读时间'),
    inApp: f.flag('站内显示', { readOnly: true, default: true }),
    mail: f.choice('邮件', { readOnly: true, options: { waiting: '待发', taken: '已处理' } }),
    /** The request that caused it: all of one request are one notification. */
    request: f.text('请求', { readOnly: true, length: 36 }),
    /** Business key: the same is told once. */
    key: f.text('标识', { readOnly: true, unique: true, length: 120 }),
  },
  grants: {
    administrator: own,
    security: own,
    auditor: own,
    manager: own,
    sales: own,
    marketer: own,
    service: own,
    reader: own,
  },
})
export type Notification = RowOf<typeof Notification>
export type NotificationKind = NonNullable<Notification['kind']>
