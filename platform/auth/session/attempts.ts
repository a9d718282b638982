import type { Session } from '#engine'

/** How often something may be tried in a window of time, counted over all processes. */
export interface Bucket {
  readonly key: string
  readonly limit: number
  readonly windowSeconds: number
}

/**
 * Counts one attempt in each bucket and says how many seconds to wait, 0 when it may go ahead. It counts before the
 * attempt is made, so that a burst of parallel guesses cannot slip through together.
 */
export const countAttempt = async (db: Session, buckets: readonly Bucket[]): Promise<number> => {
  const rows = await db.query<{ key: string; count: number; seconds: number }>(
    `insert into auth.attempt as a (key, count, until)
     select key, 1, now() + make_interval(secs => seconds)
     from unnest($1::text[], $2::float8[]) bucket (key, seconds) order by key
     on conflict (key) do update set
       count = case when a.until <= now() then 1 else a.count + 1 end,
       until = case when a.until <= now() then excluded.until else a.until end
     returning key, count, ceil(extract(epoch from until - now()))::int "seconds"`,
    [buckets.map((bucket) => bucket.key), buckets.map((bucket) => bucket.windowSeconds)],
  )
  const limits = new Map(buckets.map((bucket) => [bucket.key, bucket.limit]))
  const full = rows.filter((row) => row.count > (limits.get(row.key) ?? 0))
  return Math.max(0, ...full.map((row) => row.seconds))
}

/** The attempt was a good one: it does not count, and its account starts afresh. */
export const forgiveAttempt = async (
  db: Session,
  kept: readonly string[],
  cleared: readonly string[],
): Promise<void> => {
  await db.query(
    `with cleared as (delete from auth.attempt where key = any($2))
     update auth.attempt set count = greatest(count - 1, 0) where key = any($1)`,
    [kept, cleared],
  )
}

/** Those that count no longer; for housekeeping. */
export const forgetOldAttempts = async (db: Session): Promise<void> => {
  await db.query('delete from auth.attempt where until < now()')
}

/** Marks something that may happen once within the time, such as the use of a one-time code. False the second time. */
export const takeOnce = async (db: Session, key: string, seconds: number): Promise<boolean> =>
  (await countAttempt(db, [{ key, limit: 1, windowSeconds: seconds }])) === 0
