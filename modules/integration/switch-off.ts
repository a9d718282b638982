import { type Context, updateRecords } from '#engine'
import { sendNotices } from '#modules/messages'
import type { Target } from './deliver.ts'
import { failingDays } from './retry.ts'

const reasons = { gone: '对方答复已不再接收(410)', failing: `连续 ${failingDays} 天没有成功`, owner: '负责人已停用' }

export const changeWebhook = async (
  system: Context,
  { id }: Pick<Target, 'id'>,
  patch: Record<string, unknown>,
): Promise<void> => {
  await updateRecords(system, system.object('webhook'), [{ id, patch }])
}

/** Switches off what should not be called any more, and tells those who look after it. */
export const switchOff = (system: Context, webhook: Target, disabledReason: keyof typeof reasons): Promise<void> =>
  system.transaction(async (ctx) => {
    await changeWebhook(ctx, webhook, { active: false, disabledReason })
    const text = `Webhook“${webhook.name}”已自动停用:${reasons[disabledReason]}`
    const about = { object: 'webhook', record: webhook.id, from: null, request: null, viaImport: false, text }
    // An owner who has left reads nothing any more.
    const people = disabledReason === 'owner' ? await administrators(ctx) : [webhook.owner]
    await sendNotices(
      ctx,
      people.map((to) => ({ kind: 'system' as const, to, ...about })),
    )
  })

const administrators = async ({ session, workspace: { schema } }: Context): Promise<string[]> => {
  const rows = await session.query<{ id: string }>(
    `select distinct u.id from "${schema}"."user" u join "${schema}"."role" r on r.id = any(u."roles")
     where u.active and u."deletedAt" is null and r."deletedAt" is null and r.basis = 'administrator'`,
  )
  return rows.map(({ id }) => id)
}
