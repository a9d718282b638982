import type { Session } from '../database.ts'
import { settledBelow } from './log-number.ts'
import { isoTime } from '../iso-time.ts'

/** A place in the change log that no late commit can slip in behind. */
export interface OutboxCursor {
  readonly tx: string
  readonly id: string
}

/** One change of one record, as followers read it. */
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

/** The place before the first entry. */
export const startOfTime: OutboxCursor = { tx: '0', id: '00000000-0000-0000-0000-000000000000' }

/** What a reader of the log looks at; everything else stays in the database. */
export interface OutboxWish {
  /** Which entries, as SQL over the columns of the log. */
  readonly where: string
  /** The fields it wants of `old` and `new`. */
  readonly fields: readonly string[]
}

/**
 * The next changes after the cursor, in an order every reader agrees on. Changes carry the number of their transaction; only
 * those below the oldest one still running are handed out, so one that commits late is never passed over. Who has a wish gets
 * of so many entries those he wishes for, and always the last: it is where he goes on.
 */
export const readOutbox = (
  session: Session,
  schema: string,
  after: OutboxCursor,
  limit = 500,
  wish?: OutboxWish,
): Promise<OutboxEntry[]> =>
  session.query<OutboxEntry>(
    `select id, tx::text as tx, ${isoTime('at')} as at, actor, via, object, record, version, op,
       ${document('old', wish)}, ${document('new', wish)}, request
     from (select *, lead(id) over (order by tx, id) is null as last
       from (select * from "${schema}".change where (tx, id) > ($1::xid8, $2::uuid) and tx < ${settledBelow(schema)}
         order by tx, id limit $3) as next) as entry
     where last or (${wish?.where ?? 'true'})
     order by entry.tx, id`,
    [after.tx, after.id, limit],
  )

const document = (name: 'old' | 'new', wish: OutboxWish | undefined): string => {
  if (!wish) return name
  const fields = wish.fields.map((field) => `'${field}', ${name}->'${field}'`)
  return `case when ${name} is not null then jsonb_strip_nulls(jsonb_build_object(${fields.join()})) end as ${name}`
}
