import { randomUUID } from 'node:crypto'
import type { Words } from './words.ts'

/** That a person has a record open for editing. */
export interface Place {
  readonly workspaceId: string
  /** Each session has one place: who goes to another record leaves the first. */
  readonly session: string
  readonly user: string
  readonly object: string
  readonly record: string
}

/** Records of one workspace about whose editors there is news, with their objects. */
export type EditedRecords = ReadonlyMap<string, string>

/**
 * Who is editing which record, on all processes. It is kept in memory only, and nobody's place outlives her renewing it: a
 * closed lid, a lost network or a killed process leaves nothing behind.
 */
export interface Editing {
  /** Takes the place or renews it. With `renew` it does not push out a newer one; the answer is whether it is held. */
  take(place: Place, renew: boolean): Promise<boolean>
  /** Leaves the record, if that is where the session is. */
  leave(place: Place): Promise<void>
  /** Who is at work in a workspace now. */
  places(workspaceId: string): readonly Place[]
  /** Hears what other processes say; the answer ends it. */
  listen(): () => void
  close(): void
}

/** How places are passed on, and how long they are kept. */
export interface EditingOptions {
  readonly words: Words
  /** Told a moment after places changed, of all that changed since. */
  readonly changed: (workspaceId: string, records: EditedRecords) => void
  /** ms that a place is kept without being renewed. */
  readonly keptMs?: number
}

/** Twice the pause between two renewals and some to spare: one that is lost on the way is not noticed. */
const usuallyKeptMs = 12_000
/** ms in which changes are gathered: however fast somebody opens and leaves, watchers hear of it this often at most. */
const gatherMs = 300
const mostPlaces = 10_000

/** What one process tells the others. */
interface Word extends Place {
  /** The process that says it: its own words come back to it. */
  readonly by: string
  readonly left?: boolean
}

/** Places of this process and, by their words, of the others. */
export const createEditing = ({ words, changed, keptMs = usuallyKeptMs }: EditingOptions): Editing => {
  const me = randomUUID()
  const held = new Map<string, Place & { readonly until: number }>()
  const news = new Map<string, Map<string, string>>()
  let gathering: NodeJS.Timeout | undefined
  let sweeping: NodeJS.Timeout | undefined

  const note = ({ workspaceId, object, record }: Place) => {
    news.set(workspaceId, (news.get(workspaceId) ?? new Map<string, string>()).set(record, object))
    gathering ??= setTimeout(() => {
      gathering = undefined
      const all = [...news]
      news.clear()
      for (const [id, records] of all) changed(id, records)
    }, gatherMs).unref()
  }
  const put = (place: Place) => {
    const before = held.get(place.session)
    if (!before && held.size >= mostPlaces) return
    const { workspaceId, session, user, object, record } = place
    held.set(session, { workspaceId, session, user, object, record, until: performance.now() + keptMs })
    sweeping ??= setInterval(sweep, keptMs / 12).unref()
    if (before?.record === record) return
    if (before) note(before)
    note(place)
  }
  const drop = (session: string, record: string) => {
    const before = held.get(session)
    if (before?.record !== record) return
    held.delete(session)
    note(before)
  }
  const sweep = () => {
    const now = performance.now()
    for (const { session, record, until } of held.values()) if (until < now) drop(session, record)
    if (held.size > 0) return
    clearInterval(sweeping)
    sweeping = undefined
  }
  const hear = (text: string) => {
    const { by, left, ...place } = JSON.parse(text) as Word
    if (by === me) return
    if (left) drop(place.session, place.record)
    else put(place)
  }
  const tell = (word: Omit<Word, 'by'>) => words.say('zhike_editing', JSON.stringify({ ...word, by: me }))

  return {
    async take(place, renew) {
      const before = held.get(place.session)
      if (renew && before && before.record !== place.record) return false
      put(place)
      // Waited for: what the same page says next is heard after it.
      await tell(place)
      return true
    },
    async leave(place) {
      drop(place.session, place.record)
      await tell({ ...place, left: true })
    },
    places: (workspaceId) => [...held.values()].filter((place) => place.workspaceId === workspaceId),
    listen: () => words.hear('zhike_editing', hear),
    close() {
      clearTimeout(gathering)
      clearInterval(sweeping)
    },
  }
}
