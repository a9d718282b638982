import type { Session } from '../database.ts'
import { settledBelow } from './log-number.ts'
import type { OutboxCursor } from './outbox.ts'

/** A change as those who watch are told of it: that it was, not what it was. */
export interface LiveChange {
  readonly id: string
  readonly tx: string
  readonly object: string
  readonly record: string
  readonly version: number
  readonly op: 'create' | 'update' | 'delete' | 'restore'
  /** No change that is not visible yet can come to stand before it. */
  readonly settled: boolean
}

/** The place before which everything has been committed by now. */
export const presentCursor = async (session: Session, schema: string): Promise<OutboxCursor> => {
  const [row] = await session.query<{ tx: string }>(`select ${settledBelow(schema)}::text as tx`)
  return { tx: row!.tx, id: '00000000-0000-0000-0000-000000000000' }
}

/**
 * All changes after the cursor that can be seen, also those that a long transaction still keeps from being settled: one that
 * watches must not wait for somebody else's import. Such a reader moves its cursor over settled changes only, and knows by
 * their ids which of the others it has had.
 */
export const readLive = (session: Session, schema: string, after: OutboxCursor, limit: number): Promise<LiveChange[]> =>
  session.query<LiveChange>(
    `select id, tx::text as tx, object, record, version, op, tx < ${settledBelow(schema)} as settled
     from "${schema}".change where (tx, id) > ($1::xid8, $2::uuid) order by change.tx, id limit $3`,
    [after.tx, after.id, limit],
    'read-live-' + schema,
  )
