import { defineError, defineObject, f, type RowOf } from '#engine'
import { isEventType } from './event-type.ts'

export const BadEvent = defineError(
  'webhook.badEvent',
  422,
  '没有“{event}”这种事件。应形如 customer.updated、customer.* 或 *',
  'There is no event “{event}”; use customer.updated, customer.* or *',
)
export const BadTarget = defineError(
  'webhook.badTarget',
  422,
  '这个地址不能用:应为 http(s) 公网地址,端口 80、443 或 8443;内网地址需由运维在 OUTBOUND_ALLOW 中放行',
  'This address cannot be used: a public http(s) address on port 80, 443 or 8443, or one that the operator allows by OUTBOUND_ALLOW',
)

export const TooManyWebhooks = defineError(
  'webhook.tooMany',
  422,
  '最多可以有 {limit} 个 Webhook,请先删除不用的',
  'There may be {limit} webhooks at most; delete some first',
)
/** Each change is sent to all of them. */
const most = 50

/** An address that is told of changes. It acts with its owner's rights: of what she may not see it hears nothing. */
export const Webhook = defineObject('webhook', {
  label: 'Webhook',
  badge: '钩',
  group: 'settings',
  title: 'name',
  list: ['name', 'url', 'events', 'active', 'owner'],
  fields: {
    name: f.text('名称', { required: true, length: 60 }),
    url: f.url('地址', { required: true }),
    events: f.tags('事件', { required: true, help: '例如 customer.updated、opportunity.*;* 表示全部' }),
    active: f.flag('启用', { default: true }),
    // Whoever could change it could send with somebody else's rights.
    owner: f.user('负责人', { readOnly: true, help: '按他的权限发送' }),
    failingSince: f.datetime('连续失败始于', { readOnly: true }),
    disabledReason: f.choice('停用原因', {
      readOnly: true,
      options: { gone: '对方答复 410,已不再接收', failing: '连续多天失败', owner: '负责人已停用' },
    }),
  },
  prepare: async (ctx, drafts) => {
    const added = drafts.filter(({ before }) => !before).length
    if (added > 0) {
      const [there] = await ctx.session.query<{ n: number }>(
        `select count(*) as n from "${ctx.workspace.schema}".webhook where "deletedAt" is null`,
      )
      if (there!.n + added > most) throw TooManyWebhooks({ limit: most })
    }
    for (const { before, after, refuse } of drafts) {
      const url = after['url'] as string
      if (url !== before?.['url'] && ctx.ground.mayCall?.(url) === false) refuse(BadTarget().at('url'))
      for (const event of (after['events'] ?? []) as readonly string[])
        if (!isEventType(event, ctx.workspace.model)) refuse(BadEvent({ event }).at('events'))
      if (after['active'] && before && !before['active'])
        Object.assign(after, { failingSince: null, disabledReason: null })
    }
  },
  grants: {
    administrator: { read: 'all', create: true, update: 'all', delete: 'all' },
    security: { read: 'all', update: 'own', delete: 'own' },
  },
})
export type Webhook = RowOf<typeof Webhook>
