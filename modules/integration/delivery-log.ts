import { type Context, isoTime, isUuid } from '#engine'

/** One entry of the log: what was sent when and how it was answered, never a body. */
export interface DeliveryEntry {
  readonly id: string
  readonly type: string
  readonly object: string
  readonly record: string
  readonly version: number
  readonly at: string
  readonly state: 'waiting' | 'sending' | 'done' | 'failed' | 'dropped'
  readonly attempt: number
  readonly status: number | null
  readonly problem: 'noAnswer' | 'refused' | 'noRight' | 'ownerGone' | null
  readonly milliseconds: number | null
  readonly triedAt: string | null
  readonly nextAt: string | null
}

/** The deliveries of a webhook, newest first; `before` is the id of the last one seen. */
export const readDeliveries = (
  { session, workspace }: Context,
  webhook: string,
  limit: number,
  before?: string,
): Promise<DeliveryEntry[]> =>
  session.query<DeliveryEntry>(
    `select id, type, object, record, version, ${isoTime('at')} as at, state, attempt, status, problem, milliseconds, ${isoTime('tried_at')} as "triedAt",
       case when state = 'waiting' then ${isoTime('next_at')} end as "nextAt"
     from "${workspace.schema}".delivery where webhook = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
    [webhook, isUuid(before) ? before : null, limit],
  )

/** Sends it again from the beginning, under its own id: the receiver knows whether it had it. False when there is none such. */
export const replay = async ({ session, workspace }: Context, webhook: string, id: string): Promise<boolean> => {
  const again = await session.query(
    `update "${workspace.schema}".delivery set state = 'waiting', attempt = 0, next_at = now() where webhook = $1 and id = $2 and state in ('done', 'failed', 'dropped') returning id`,
    [webhook, id],
  )
  return again.length > 0
}

/** How long the log is kept, in days. */
const days = 30

export const forgetDeliveries = async (session: Context['session'], schema: string): Promise<void> => {
  await session.query(
    `delete from "${schema}".delivery where state in ('done', 'failed', 'dropped') and at < now() - interval '${days} days'`,
  )
}
