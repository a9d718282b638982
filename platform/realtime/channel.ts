import {
  type Database,
  type LiveChange,
  type LiveMoment,
  openCursor,
  type OutboxCursor,
  presentCursor,
  readLive,
  sealCursor,
  visibleTo,
} from '#engine'
import { deliver } from './deliver.ts'
import type { EditedRecords, Place } from './editing.ts'
import { createEditingNews } from './editing-news.ts'
import { byRights, type Listener } from './listener.ts'
import { isSeen, onlookersOf } from './onlookers.ts'
import { ownCursor, readOwnCursor } from './own-cursor.ts'
import { tellRightsSoon } from './tell-rights.ts'

/** Changes read at a time, and those that somebody who comes back is told one by one: beyond, she looks at everything anew. */
const mostAtOnce = 2_000

/** The workspace, and what telling of it needs. */
export interface ChannelOptions {
  readonly workspaceId: string
  readonly schema: string
  readonly database: Database
  readonly secret: string
  readonly now: () => string
  /** Who edits what in this workspace. */
  readonly places: () => readonly Place[]
}

/** All who watch one workspace from this process: one reader of its change log serves them. */
export interface Channel {
  readonly listeners: ReadonlySet<Listener>
  /** Takes in a listener; `after` is the cursor she had. */
  join(listener: Listener, after: string | undefined): Promise<void>
  leave(listener: Listener): void
  /** Reads on and tells. Calls while it is under way are one more round after it. */
  pump(): Promise<void>
  /** Tells them which of the records they had their new rights do not show them. */
  recheck(listeners: readonly Listener[]): Promise<void>
  beat(): void
  /** Tells them who edits these records. */
  tellEditing(records: EditedRecords): Promise<void>
}

const aboutOf = (workspaceId: string) => `events ${workspaceId}`

/** A place in the changes of a workspace, as listeners are given it. */
export const sealPlace = (secret: string, workspaceId: string, { tx, id }: OutboxCursor): string =>
  sealCursor(secret, aboutOf(workspaceId), [tx, id])

/** Begins to tell of a workspace; nothing is read while nobody listens. */
export const createChannel = ({ workspaceId, schema, database, secret, now, places }: ChannelOptions): Channel => {
  const listeners = new Set<Listener>()
  const editing = createEditingNews({ database, now, places, listeners })
  /** Who comes back goes on here: what is settled below has been told. */
  let cursor: OutboxCursor | undefined
  /** What could be seen by then has been told. */
  let moment: LiveMoment | undefined
  let pumping: Promise<void> | undefined
  let again = false
  const sealed = () => sealPlace(secret, workspaceId, cursor!)
  const cursorFor = ({ told }: Listener) => ownCursor(sealed(), told)

  const readOn = async (): Promise<void> => {
    cursor ??= await presentCursor(database, schema)
    let from: OutboxCursor = cursor
    let began: LiveMoment | undefined
    for (;;) {
      const { moment: now, changes } = await readLive(database, schema, from, mostAtOnce, moment)
      // What appears during the further looks lies behind the moment of the first.
      began ??= now
      const last = changes.length === mostAtOnce ? changes.at(-1) : undefined
      if (!last) moveOn(began)
      if (changes.length > 0) await tellAll(changes, began)
      if (!last) return
      from = last
    }
  }

  const moveOn = (to: LiveMoment) => {
    moment = to
    cursor = to.settled
  }

  const tellAll = async (fresh: readonly LiveChange[], began: LiveMoment): Promise<void> => {
    const all = [...listeners]
    try {
      await deliver(database, now(), all, fresh, sealed())
    } catch (error) {
      moveOn(began)
      // Who may have missed something looks at everything anew.
      for (const listener of all) listener.line.send('resync', {}, cursorFor(listener))
      throw error
    }
  }

  /** Null for a cursor that is not ours, or not any more: then nobody can say what she missed. */
  const cursorOf = (text: string): OutboxCursor | null => {
    try {
      const [tx, id] = openCursor(secret, aboutOf(workspaceId), text) as [string, string]
      return { tx, id }
    } catch {
      return null
    }
  }

  const catchUp = async (listener: Listener, after: string): Promise<void> => {
    const { cursor: place, rights } = readOwnCursor(after)
    const from = cursorOf(place)
    // Her rights changed while nobody could tell her.
    if (from && rights !== listener.told) {
      listener.told = rights
      tellRightsSoon(listeners, listener)
    }
    const missed = from ? (await readLive(database, schema, from, mostAtOnce)).changes : null
    if (missed === null || missed.length === mostAtOnce) listener.line.send('resync', {}, cursorFor(listener))
    else await deliver(database, now(), [listener], missed, sealed())
  }

  const channel: Channel = {
    listeners,
    async join(listener, after) {
      await channel.pump()
      await keepVisible(listener)
      // From here on she hears what comes; what she missed follows, and what comes twice has the same version.
      listeners.add(listener)
      if (after !== undefined) await catchUp(listener, after)
      listener.line.send('ready', {}, cursorFor(listener))
      await editing.welcome([listener])
    },
    leave: (listener) => void listeners.delete(listener),
    async pump() {
      if (pumping) again = true
      pumping ??= (async () => {
        try {
          do {
            again = false
            await readOn()
          } while (again)
        } finally {
          pumping = undefined
        }
      })()
      await pumping
    },
    async recheck(changed) {
      for (const group of byRights(changed).values()) await checkHeld(group)
      await editing.welcome(changed)
    },
    tellEditing: editing.changed,
    beat() {
      if (cursor) for (const listener of listeners) listener.line.beat(cursorFor(listener))
    },
  }

  /** What she says she has and may not see is forgotten without a word: otherwise `gone` would tell her that it exists. */
  const keepVisible = (listener: Listener) => checkHeld([listener], false)

  const checkHeld = async (group: readonly Listener[], tell = true): Promise<void> => {
    const { ctx } = group[0]!
    const held = new Map(group.flatMap((l) => [...l.has]))
    for (const [name, ids] of Map.groupBy(held.keys(), (id) => held.get(id)!)) {
      const object = ctx.workspace.model.objects.get(name)
      const sights = object ? await visibleTo(database, schema, object, onlookersOf(group, now()), ids) : new Map()
      for (const listener of group)
        for (const id of ids)
          if (listener.has.has(id) && !isSeen(sights.get(id), listener)) {
            listener.has.delete(id)
            if (tell) listener.line.send('gone', { object: name, id })
          }
    }
  }
  return channel
}
