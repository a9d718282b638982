import { Database, type Session } from '#engine'

/** One moment of a database, while people go on writing. */
export interface Snapshot {
  /** Runs `work` in a short transaction that sees that moment: a table is held no longer than it is read. */
  look<T>(work: (session: Session) => Promise<T>): Promise<T>
}

/** Opens a snapshot for as long as `work` runs. */
export const withSnapshot = async <T>(url: string, work: (snapshot: Snapshot) => Promise<T>): Promise<T> => {
  const database = new Database(url, { max: 3, statementTimeout: 0 })
  try {
    return await database.transaction(async (holder) => {
      await holder.query('set transaction isolation level repeatable read, read only')
      await holder.query('set local idle_in_transaction_session_timeout = 0')
      const [row] = await holder.query<{ id: string }>('select pg_export_snapshot() as id')
      return work({
        look: (read) =>
          database.transaction(async (session) => {
            await session.query('set transaction isolation level repeatable read, read only')
            await session.query(`set transaction snapshot '${row!.id}'`)
            await session.query('set local idle_in_transaction_session_timeout = 0')
            return read(session)
          }),
      })
    })
  } finally {
    await database.close()
  }
}
