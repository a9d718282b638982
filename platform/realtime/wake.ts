import pg from 'pg'
import type { Session } from '#engine'

/** Tells all processes at once that a workspace's change log has grown. It may get lost: who listens also looks now and then. */
export interface Wake {
  poke(workspaceId: string): void
  /** Calls back for every word, of this process or another; the answer ends it. */
  listen(heard: (workspaceId: string) => void): () => void
  close(): Promise<void>
}

const channel = 'zhike_change'
/** A burst of writes is one word: as many milliseconds pass between two for the same workspace. */
const pauseMs = 50

export interface WakeOptions {
  readonly url: string
  readonly database: Session
  readonly log?: { warn(facts: object, message: string): void }
}

export const createWake = ({ url, database, log }: WakeOptions): Wake => {
  const listeners = new Set<(workspaceId: string) => void>()
  const waiting = new Map<string, NodeJS.Timeout>()
  let ear: Ear | undefined
  const tell = (id: string) => listeners.forEach((heard) => heard(id))
  return {
    poke(id) {
      if (waiting.has(id)) return
      waiting.set(
        id,
        setTimeout(() => {
          waiting.delete(id)
          database
            .query('select pg_notify($1, $2)', [channel, id])
            .catch((err: unknown) => log?.warn({ err }, 'realtime: word not passed on'))
        }, pauseMs),
      )
      // This process need not wait for the others. The write itself is answered first.
      setImmediate(tell, id)
    },
    listen(heard) {
      listeners.add(heard)
      ear ??= openEar(url, tell)
      return () => listeners.delete(heard)
    },
    async close() {
      waiting.forEach(clearTimeout)
      waiting.clear()
      listeners.clear()
      await ear?.close()
    },
  }
}

interface Ear {
  close(): Promise<void>
}

/** A connection that listens, opened again whenever it breaks. */
const openEar = (url: string, heard: (workspaceId: string) => void): Ear => {
  let client: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined
  let closed = false
  const connect = async (): Promise<void> => {
    const made = new pg.Client({ connectionString: url, application_name: 'zhike realtime', keepAlive: true })
    client = made
    const again = () => {
      if (closed || client !== made) return
      client = undefined
      made.end().catch(() => {})
      retry = setTimeout(() => void connect(), 1_000 + Math.random() * 1_000)
    }
    made.on('error', again)
    made.on('end', again)
    made.on('notification', ({ payload }) => payload && heard(payload))
    try {
      await made.connect()
      await made.query(`listen ${channel}`)
    } catch {
      again()
    }
  }
  const opening = connect()
  return {
    async close() {
      closed = true
      clearTimeout(retry)
      await opening
      await client?.end().catch(() => {})
    },
  }
}
