import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'

/** Writers that note every write the database acknowledged, to hold the database to its word after a crash. */
export interface Ledger {
  /** How many writes were acknowledged so far. */
  acknowledged(): number
  /** Resolves when this many more were acknowledged: writing goes on again. */
  more(count: number): Promise<void>
  /** Stops the writers and returns the acknowledged writes that the table does not hold: there must be none. */
  lost(): Promise<number[]>
}

/** Starts writers on a table of their own; each reconnects and goes on when its connection dies. */
export const startLedger = async (url: string, writers: number): Promise<Ledger> => {
  const acknowledged = new Set<number>()
  let next = 0
  let stopping = false

  const connection = async (): Promise<Client> => {
    for (;;) {
      const client = new Client({ connectionString: url })
      client.on('error', () => {}) // the write in flight fails as well
      try {
        await client.connect()
        return client
      } catch (error) {
        if (stopping) throw error
        await wait(50)
      }
    }
  }

  const write = async () => {
    while (!stopping) {
      const client = await connection()
      try {
        while (!stopping) {
          const id = next++
          await client.query('insert into ledger values ($1)', [id])
          acknowledged.add(id)
        }
      } catch {
        // This write may or may not have happened; nobody was told that it did.
      }
      await client.end().catch(() => {})
    }
  }

  const first = await connection()
  await first.query('create table ledger (id bigint primary key)')
  await first.end()
  const running = Array.from({ length: writers }, write)

  return {
    acknowledged: () => acknowledged.size,
    async more(count) {
      const goal = acknowledged.size + count
      while (acknowledged.size < goal) await wait(20)
    },
    async lost() {
      stopping = true
      await Promise.all(running)
      stopping = false
      const client = await connection()
      const { rows } = await client.query<{ id: string }>('select id from ledger')
      await client.end()
      const kept = new Set(rows.map(({ id }) => Number(id)))
      return [...acknowledged].filter((id) => !kept.has(id))
    },
  }
}
