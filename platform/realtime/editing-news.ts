import type { Session } from '#engine'
import type { EditedRecords, Place } from './editing.ts'
import type { Listener } from './listener.ts'
import { tellEditing } from './tell-editing.ts'

/** What telling of who edits needs. */
export interface EditingNewsOptions {
  readonly database: Session
  readonly now: () => string
  /** Who edits what at this moment. */
  readonly places: () => readonly Place[]
  readonly listeners: ReadonlySet<Listener>
}

/** Who edits what, told to those who watch one workspace. */
export interface EditingNews {
  /** Tells all who watch one of these records. */
  changed(records: EditedRecords): Promise<void>
  /** Who comes, or sees more or less than before, is told of all that is being edited now. */
  welcome(some: readonly Listener[]): Promise<void>
}

/**
 * One round after the other: of two that overtook each other the watchers would keep the older. What comes meanwhile is
 * gathered, so that a hundred who come at once, or open and leave as fast as they can, are one round together.
 */
export const createEditingNews = ({ database, now, places, listeners }: EditingNewsOptions): EditingNews => {
  let news = new Map<string, string>()
  let newcomers = new Set<Listener>()
  let telling: Promise<void> | undefined

  const round = async (): Promise<void> => {
    const records = news
    const some = [...newcomers].filter((listener) => listeners.has(listener))
    news = new Map()
    newcomers = new Set()
    try {
      const all = places()
      if (some.length > 0) {
        const edited = new Map(all.map(({ record, object }) => [record, object]))
        await tellEditing(database, now(), some, edited, all)
      }
      if (records.size > 0) await tellEditing(database, now(), [...listeners], records, places())
    } catch (error) {
      // Told with the next round.
      news = new Map([...records, ...news])
      newcomers = new Set([...some, ...newcomers])
      throw error
    }
  }
  const waiting = () => news.size > 0 || newcomers.size > 0
  const rounds = async (): Promise<void> => {
    try {
      while (waiting()) await round()
    } finally {
      telling = undefined
    }
  }
  const tell = async (): Promise<void> => {
    if (waiting()) await (telling ??= rounds())
  }

  return {
    changed(records) {
      for (const [record, object] of records) news.set(record, object)
      return tell()
    },
    welcome(some) {
      for (const listener of some) newcomers.add(listener)
      return tell()
    },
  }
}
