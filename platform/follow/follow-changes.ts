import { type OutboxCursor, type OutboxEntry, type OutboxWish, presentCursor, readOutbox, type Session } from '#engine'

/** Who follows the changes of a workspace, with a cursor under a name of its own. */
export interface ChangeFollower {
  readonly name: string
  /** What it looks at of the changes; null as long as nobody wants to hear of any. */
  wish(session: Session): Promise<OutboxWish | null>
  work(session: Session, entries: readonly OutboxEntry[]): Promise<void>
}

const atOnce = 2_000
const nothing: OutboxWish = { where: 'false', fields: [] }

/**
 * Hands the next changes to the follower and moves its cursor over them, all in one transaction: whatever dies in between,
 * each change has its effect once. Answers how many there were. While another process is at it there are none. A follower
 * that is new begins with the present: nobody is notified of last year.
 */
export const followChanges = async (
  database: Session,
  schema: string,
  { name, wish, work }: ChangeFollower,
): Promise<number> => {
  const table = `"${schema}".follower`
  // A look without a transaction: most of the time there is nothing new.
  const [known] = await database.query<OutboxCursor>(`select tx::text as tx, id from ${table} where name = $1`, [name])
  if (!known) return begin(database, schema, name)
  if ((await readOutbox(database, schema, known, 1, nothing)).length === 0) return 0
  return database.transaction(async (session) => {
    const [cursor] = await session.query<OutboxCursor>(
      `select tx::text as tx, id from ${table} where name = $1 for update skip locked`,
      [name],
    )
    if (!cursor) return 0
    const move = (to: OutboxCursor) =>
      session.query(`update ${table} set tx = $2::xid8, id = $3 where name = $1`, [name, to.tx, to.id])
    // Looked at before the wish: what comes about once somebody listens lies behind it.
    const present = await presentCursor(session, schema)
    const wished = await wish(session)
    if (!wished) {
      await move(present)
      return 0
    }
    const entries = await readOutbox(session, schema, cursor, atOnce, wished)
    const last = entries.at(-1)
    if (!last) return 0
    await work(session, entries)
    await move(last)
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
