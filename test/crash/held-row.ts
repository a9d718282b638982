import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '#engine'

/** Locks a customer in a transaction that goes on until it is let go. */
export const holdCustomer = async (db: Database, id: string): Promise<() => Promise<void>> => {
  const locked = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<void>()
  const held = db.transaction(async (session) => {
    await session.query('select 1 from ws_main.customer where id = $1 for update', [id])
    locked.resolve()
    await ended.promise
  })
  await Promise.race([locked.promise, held])
  return async () => {
    ended.resolve()
    await held
  }
}

/** How many connections to this database wait for a lock. */
export const waitingForLocks = async (db: Database): Promise<number> => {
  const [row] = await db.query<{ n: number }>(
    `select count(*)::int as n from pg_locks join pg_stat_activity using (pid)
     where not granted and datname = current_database()`,
  )
  return row!.n
}

/** Resolves when at least so many connections wait for a lock, and no more come to it. */
export const untilAllWait = async (db: Database, least: number): Promise<void> => {
  for (let before = -1, now = 0; now < least || now !== before;) {
    before = now
    await wait(300)
    now = await waitingForLocks(db)
  }
}
