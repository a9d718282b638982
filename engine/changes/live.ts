import type { Session } from '../database.ts'
import { loggedBy, settledBelow } from './log-number.ts'
import type { OutboxCursor } from './outbox.ts'

/** A change as those who watch are told of it: that it was, not what it was. */
export interface LiveChange {
  readonly id: string
  readonly tx: string
  readonly object: string
  readonly record: string
  readonly version: number
  readonly op: 'create' | 'update' | 'delete' | 'restore' | 'team'
  /** What an update changed. */
  readonly fields: readonly string[] | null
  /** Who came to the team of the record, changed there, or went. */
  readonly member: { readonly id: string; readonly was: boolean; readonly is: boolean } | null
}

/** What could be seen at a moment, by which a later look knows what is new. */
export interface LiveMoment {
  /** PostgreSQL's own words for it. */
  readonly snapshot: string
  /** No change that is not visible yet can come to stand before it. */
  readonly settled: OutboxCursor
}

/** What appeared since a moment, and the moment from which to look next. */
export interface LiveLook {
  readonly moment: LiveMoment
  readonly changes: readonly LiveChange[]
}

const first = '00000000-0000-0000-0000-000000000000'

/** The place before which everything has been committed by now. */
export const presentCursor = async (session: Session, schema: string): Promise<OutboxCursor> => {
  const [row] = await session.query<{ tx: string }>(`select ${settledBelow(schema)}::text as tx`)
  return { tx: row!.tx, id: first }
}

/**
 * The next changes after the cursor that can be seen, also those that a long transaction still keeps from being settled: one
 * that watches must not wait for somebody else's import. Of these only what could not be seen at the moment `since` is read:
 * however long that transaction lasts, nothing is read twice.
 */
export const readLive = async (
  session: Session,
  schema: string,
  after: OutboxCursor,
  limit: number,
  since?: LiveMoment,
): Promise<LiveLook> => {
  const rows = await session.query<LiveChange & { snapshot: string; settled: string }>(
    `select m.*, c.* from (select pg_current_snapshot()::text as snapshot, ${settledBelow(schema)}::text as settled) m
     left join lateral (select id, tx::text as tx, object, record, version, op,
         case when op = 'update' then to_json(array(select jsonb_object_keys(old))) end as fields,
         case when op = 'team' then json_build_object('id', coalesce(old, new)->'member'->>'id', 'was', old is not null, 'is', new is not null) end as member from "${schema}".change
       where (tx, id) > ($1::xid8, $2::uuid) and ($4::pg_snapshot is null or not pg_visible_in_snapshot(${loggedBy(schema, 'tx')}, $4::pg_snapshot))
       order by change.tx, id limit $3) c on true`,
    [after.tx, after.id, limit, since?.snapshot ?? null],
    'read-live-' + schema,
  )
  const { snapshot, settled } = rows[0]!
  return {
    moment: { snapshot, settled: { tx: settled, id: first } },
    // One row without a change says only what time it is.
    changes: rows.filter(({ id }) => (id as string | null) !== null),
  }
}
