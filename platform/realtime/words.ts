import pg from 'pg'
import type { Session } from '#engine'

/** What words are about; each a channel of PostgreSQL's NOTIFY. */
const channels = ['zhike_change', 'zhike_editing'] as const

/** What words are about. */
export type Topic = (typeof channels)[number]

/** Passes short words to all processes on the database. They may get lost: who listens must not depend on any single one. */
export interface Words {
  /** Resolves when the word is on its way; trouble is noted and passes. */
  say(topic: Topic, word: string): Promise<void>
  /** Calls back for every word, of this process or another; the answer ends it. */
  hear(topic: Topic, heard: (word: string) => void): () => void
  close(): Promise<void>
}

/** Where words go by. */
export interface WordsOptions {
  readonly url: string
  readonly database: Session
  readonly log?: { warn(facts: object, message: string): void }
}

/** Listens only once somebody wants to hear. */
export const openWords = ({ url, database, log }: WordsOptions): Words => {
  const listeners = new Map<string, Set<(word: string) => void>>(channels.map((topic) => [topic, new Set()]))
  let ear: Ear | undefined
  return {
    async say(topic, word) {
      try {
        await database.query('select pg_notify($1, $2)', [topic, word])
      } catch (err) {
        log?.warn({ err }, 'realtime: word not passed on')
      }
    },
    hear(topic, heard) {
      listeners.get(topic)!.add(heard)
      ear ??= openEar(url, (channel, word) => listeners.get(channel)?.forEach((one) => one(word)))
      return () => void listeners.get(topic)!.delete(heard)
    },
    async close() {
      listeners.forEach((set) => set.clear())
      await ear?.close()
    },
  }
}

interface Ear {
  close(): Promise<void>
}

/** A connection that listens, opened again whenever it breaks. */
const openEar = (url: string, heard: (channel: string, word: string) => void): Ear => {
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
    made.on('notification', ({ channel, payload }) => payload && heard(channel, payload))
    try {
      await made.connect()
      await made.query(channels.map((channel) => `listen ${channel}`).join(';'))
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
