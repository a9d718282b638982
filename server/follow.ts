import type { Context, OutboxEntry } from '#engine'
import { findWorkspace, listWorkspaces } from '#platform/control'
import { createFollowers, type Followers, followChanges } from '#platform/follow'
import { outboundPolicy } from '#platform/outbound'
import { createDispatcher, planDeliveries, wishOfWebhooks } from '#modules/integration'
import { noticesOf, remind, sendDigests, sendNotices, wishOfNotices } from '#modules/messages'
import type { Services } from './services.ts'

type Needed = Pick<Services, 'database' | 'workspaces' | 'wake' | 'log' | 'config'>

/** The workspace as the machine sees it; null when it is gone. */
const enter = async (
  { database, workspaces }: Pick<Needed, 'database' | 'workspaces'>,
  workspaceId: string,
  reason: string,
): Promise<Context | null> => {
  const place = await findWorkspace(database, workspaceId)
  return place && workspaces.asSystem({ ...place, workspaceId }, reason)
}

/** What follows from changes. */
export interface Following extends Pick<Followers, 'start' | 'stop'> {
  /** A delivery is to be sent at once. */
  nudge(workspaceId: string): void
}

const day = 86_400_000

/** What was written down later than it happened, such as the history of a sample company, is news to nobody. */
const newsOf = (entries: readonly OutboxEntry[], now: string): readonly OutboxEntry[] =>
  entries.filter((entry) => Date.parse(now) - Date.parse(entry.at) < day)

/** Notifications and the queues of webhooks; sending has a lane of its own, since others' servers may be slow. */
export const createFollowing = (services: Needed): Following => {
  const { database, wake, log, config } = services
  const options = { wake, log, workspaces: () => listWorkspaces(database) }
  const [reading, sending] = [createFollowers(options), createFollowers(options)]
  const stopping = new AbortController()
  const dispatcher = createDispatcher({
    policy: outboundPolicy(config.outboundAllow),
    signal: stopping.signal,
    onError: (err) => log.warn({ err }, 'webhook lane broke off, will try again'),
  })

  reading.add('notifications', async (workspaceId) => {
    const ctx = await enter(services, workspaceId, '通知')
    if (!ctx) return 0
    return followChanges(database, ctx.workspace.schema, {
      name: 'notifications',
      wish: async () => wishOfNotices,
      work: (session, entries) =>
        sendNotices(ctx.on(session), noticesOf(ctx.workspace.model, newsOf(entries, ctx.now))),
    })
  })
  reading.add('webhooks', async (workspaceId) => {
    const ctx = await enter(services, workspaceId, 'Webhook')
    if (!ctx) return 0
    return followChanges(database, ctx.workspace.schema, {
      name: 'webhooks',
      wish: (session) => wishOfWebhooks(ctx.on(session)),
      async work(session, entries) {
        if ((await planDeliveries(ctx.on(session), newsOf(entries, ctx.now))) > 0)
          session.afterCommit(() => sending.nudge(workspaceId))
      },
    })
  })
  sending.add('deliveries', async (workspaceId) => {
    const ctx = await enter(services, workspaceId, 'Webhook')
    if (ctx) await dispatcher.look(ctx)
    return 0
  })
  return {
    start() {
      reading.start()
      sending.start()
    },
    async stop() {
      stopping.abort()
      await Promise.all([reading.stop(), sending.stop()])
      await dispatcher.idle()
    },
    nudge: sending.nudge,
  }
}

/** What is told at its hour: reminders of tasks every minute, mails every five. */
export const defineMessages = (services: Services): void => {
  const { jobs, database, config, mailer } = services
  jobs.define('remind', async () => {
    for (const { id } of await listWorkspaces(database)) {
      const ctx = await enter(services, id, '任务提醒')
      if (ctx) await remind(ctx)
    }
  })
  jobs.schedule('remind', '* * * * *', { zone: 'UTC' })
  jobs.define('mail-digest', async () => {
    if (!mailer) return
    for (const { id, language } of await listWorkspaces(database)) {
      const ctx = await enter(services, id, '邮件摘要')
      if (ctx) await sendDigests(ctx, { mailer, publicUrl: config.publicUrl, language })
    }
  })
  jobs.schedule('mail-digest', '*/5 * * * *', { zone: 'UTC' })
}
