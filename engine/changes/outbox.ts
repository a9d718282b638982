import type { Session } from '../database.ts'
import { settledBelow } from './log-number.ts'

/** A place in the change log that no late commit can slip in behind. */
export interface OutboxCursor {
  readonly tx: string
  readonly id: string
}

export interface OutboxEntry {
  readonly id: string
  readonly tx: string
  readonly at: string
  readonly actor: string
  readonly via: string
  readonly object: string
  readonly record: string
  readonly version: number
  readonly op: string
  readonly old: Record<string, unknown> | null
  readonly new: Record<string, unknown> | null
  readonly request: string
}

export const startOfTime: OutboxCursor = { tx: '0', id: '00000000-0000-0000-0000-000000000000' }

/**
 * The next changes after the cursor, in an order every reader agrees on. Changes carry the number of their transaction; only
 * those below the oldest one still running are handed out, so one that commits late is never passed over.
 */
export const readOutbox = (
  session: Session,
  schema: string,
  after: OutboxCursor,
  limit = 500,
): Promise<OutboxEntry[]> =>
  session.query<OutboxEntry>(
    `select id, tx::text as tx, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, actor, via, object, record, version, op, old, new, request
     from "${schema}".change
     where (tx, id) > ($1::xid8, $2::uuid) and tx < ${settledBelow(schema)}
     order by change.tx, id limit $3`,
    [after.tx, after.id, limit],
  )
