import { type Context, type OutboxEntry, type OutboxWish, uuid7 } from '#engine'
import { eventTypeOf, wants } from './event-type.ts'

interface Target {
  readonly id: string
  readonly events: readonly string[]
}

const targetsOf = (ctx: Context): Promise<Target[]> =>
  ctx.session.query<Target>(
    `select id, to_json(events) as events from "${ctx.workspace.schema}".webhook where active and "deletedAt" is null`,
  )

/** What webhooks are told holds no values, so that none are read; nothing is while there is no webhook. */
export const wishOfWebhooks = async (ctx: Context): Promise<OutboxWish | null> =>
  (await targetsOf(ctx)).length > 0 ? { where: 'true', fields: [] } : null

/** Puts into each webhook's queue what it wants to hear of; with the cursor, in one transaction. Answers how many. */
export const planDeliveries = async (ctx: Context, entries: readonly OutboxEntry[]): Promise<number> => {
  const targets = await targetsOf(ctx)
  if (targets.length === 0) return 0
  const rows = entries.flatMap((entry) => {
    const type = eventTypeOf(entry)
    if (type === null) return []
    const { object, record, version, at } = entry
    return targets
      .filter((t) => wants(t.events ?? [], type))
      .map(({ id: webhook }) => ({ id: uuid7(), webhook, object, record, version, type, at }))
  })
  if (rows.length > 0)
    await ctx.session.query(
      `insert into "${ctx.workspace.schema}".delivery (id, webhook, object, record, version, type, at, state, next_at)
       select d.*, 'waiting', $2 from jsonb_to_recordset($1) as d(id uuid, webhook uuid, object text, record uuid, version int, type text, at timestamptz)`,
      [JSON.stringify(rows), ctx.now],
    )
  return rows.length
}
