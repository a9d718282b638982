import { type OutboxCursor, type OutboxEntry, presentCursor, readOutbox, type Session } from '#engine'

const atOnce = 500

/**
 * Hands the next changes to `work` and moves the cursor of that name over them, all in one transaction: whatever dies in
 * between, each change has its effect once. Answers how many there were. While another process is at it there are none. A
 * follower that is new begins with the present: nobody is notified of last year.
 */
export const followChanges = async (
  database: Session,
  schema: string,
  name: string,
  work: (session: Session, entries: readonly OutboxEntry[]) => Promise<void>,
): Promise<number> => {
  const table = `"${schema}".follower`
  // A look without a transaction: most of the time there is nothing new.
  const [known] = await database.query<OutboxCursor>(`select tx::text as tx, id from ${table} where name = $1`, [name])
  if (!known) return begin(database, schema, name)
  if ((await readOutbox(database, schema, known, 1)).length === 0) return 0
  return database.transaction(async (session) => {
    const [cursor] = await session.query<OutboxCursor>(
      `select tx::text as tx, id from ${table} where name = $1 for update skip locked`,
      [name],
    )
    const entries = cursor ? await readOutbox(session, schema, cursor, atOnce) : []
    const last = entries.at(-1)
    if (!last) return 0
    await work(session, entries)
    await session.query(`update ${table} set tx = $2::xid8, id = $3 where name = $1`, [name, last.tx, last.id])
    return entries.length
  })
}

const begin = async (database: Session, schema: string, name: string): Promise<number> => {
  const { tx, id } = await presentCursor(database, schema)
  await database.query(
    `insert into "${schema}".follower (name, tx, id) values ($1, $2::xid8, $3) on conflict (name) do nothing`,
    [name, tx, id],
  )
  return 0
}
