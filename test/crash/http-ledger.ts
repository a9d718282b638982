import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '#engine'

/** Writers over HTTP, each request with its own Idempotency-Key, who note what they were told. */
export interface HttpLedger {
  acknowledged(): number
  /** Resolves when this many more were acknowledged. */
  more(count: number): Promise<void>
  /** Stops the writers, after each got its last write acknowledged. Answers that were neither success nor "come again". */
  stop(): Promise<readonly string[]>
  /** What does not agree between the ledger and the database: nothing may. */
  faults(db: Database): Promise<readonly string[]>
}

/** Each writes records of its own `mark`. A writer retries with the same key until it is told that the write is done: that must converge to one record. */
export const startHttpLedger = (url: string, cookie: string, mark: string, writers: number): HttpLedger => {
  const ids = new Map<string, string>()
  const strange: string[] = []
  let next = 0
  let stopping = false

  const attempt = async (name: string): Promise<string | null> => {
    try {
      const response = await fetch(`${url}/api/v1/records/customer`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', 'idempotency-key': `key-${name}` },
        body: JSON.stringify({ name, remark: mark }),
        signal: AbortSignal.timeout(30_000),
      })
      const text = await response.text()
      if (response.status === 201) return (JSON.parse(text) as { id: string }).id
      if (response.status !== 503) strange.push(`${response.status} ${text}`)
    } catch {
      // Cut off: it may have happened or not.
    }
    return null
  }

  const write = async () => {
    while (!stopping) {
      const name = `${mark}-${next++}`
      for (;;) {
        const id = await attempt(name)
        if (id !== null) {
          ids.set(name, id)
          break
        }
        await wait(50)
      }
    }
  }
  const running = Array.from({ length: writers }, write)

  return {
    acknowledged: () => ids.size,
    async more(count) {
      const goal = ids.size + count
      while (ids.size < goal) await wait(20)
    },
    async stop() {
      stopping = true
      await Promise.all(running)
      return strange
    },
    async faults(db) {
      const rows = await db.query<{ id: string; name: string; number: string; changes: number }>(
        `select c.id, c.name, c.number, (select count(*) from ws_main.change h where h.record = c.id)::int as changes from ws_main.customer c where remark = $1`,
        [mark],
      )
      const kept = new Map(rows.map((r) => [r.name, r.id]))
      return [
        ...[...ids].filter(([name, id]) => kept.get(name) !== id).map(([name]) => `lost: ${name}`),
        ...rows.filter((r) => !ids.has(r.name)).map((r) => `nobody asked: ${r.name}`),
        ...(kept.size === rows.length ? [] : ['a write happened twice']),
        ...(new Set(rows.map((r) => r.number)).size === rows.length ? [] : ['a number was given twice']),
        ...rows.filter((r) => r.changes !== 1).map((r) => `half: ${r.name} has ${r.changes} entries in the log`),
      ]
    },
  }
}
