import type { Context } from '#engine'
import { findWorkspace, listWorkspaces } from '#platform/control'
import { createFollowers, type Followers, followChanges } from '#platform/follow'
import { noticesOf, remind, sendDigests, sendNotices } from '#modules/messages'
import type { Services } from './services.ts'

type Needed = Pick<Services, 'database' | 'workspaces' | 'wake' | 'log'>

/** The workspace as the machine sees it; null when it is gone. */
const enter = async ({ database, workspaces }: Pick<Needed, 'database' | 'workspaces'>, workspaceId: string, reason: string): Promise<Context | null> => {
  const place = await findWorkspace(database, workspaceId)
  return place && workspaces.asSystem({ ...place, workspaceId }, reason)
}

/** What follows from changes: notifications. */
export const createFollowing = (services: Needed): Followers => {
  const { database, wake, log } = services
  const followers = createFollowers({ wake, log, workspaces: () => listWorkspaces(database) })
  followers.add('notifications', async (workspaceId) => {
    const ctx = await enter(services, workspaceId, '通知')
    if (!ctx) return 0
    return followChanges(database, ctx.workspace.schema, 'notifications', (session, entries) =>
      sendNotices(ctx.on(session), noticesOf(ctx.workspace.model, entries)),
    )
  })
  return followers
}

/** What is told at its hour: reminders of tasks every minute, mails every five. */
export const defineMessages = (services: Services): void => {
  const { jobs, database, config, mailer } = services
  jobs.define('remind', async () => {
    for (const { id } of await listWorkspaces(database)) {
      const ctx = await enter(services, id, '任务提醒')
      while (ctx && (await remind(ctx)) > 0);
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
