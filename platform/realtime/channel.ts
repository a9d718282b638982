import {
  type Database,
  type LiveChange,
  openCursor,
  type OutboxCursor,
  presentCursor,
  readLive,
  sealCursor,
  visibleTo,
} from '#engine'
import { deliver, isSeen, onlookersOf } from './deliver.ts'
import type { EditedRecords, Place } from './editing.ts'
import { byRights, type Listener } from './listener.ts'
import { tellEditing } from './tell-editing.ts'

/** Changes read at a time, and those that somebody who comes back is told one by one: beyond, she looks at everything anew. */
const mostAtOnce = 2_000

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

export const createChannel = ({ workspaceId, schema, database, secret, now, places }: ChannelOptions): Channel => {
  const listeners = new Set<Listener>()
  const told = new Set<string>()
  let cursor: OutboxCursor | undefined
  let pumping: Promise<void> | undefined
  let again = false
  const about = `events ${workspaceId}`
  const sealed = () => sealCursor(secret, about, [cursor!.tx, cursor!.id])

  const readOn = async (): Promise<void> => {
    cursor ??= await presentCursor(database, schema)
    for (;;) {
      const read = await readLive(database, schema, cursor, mostAtOnce)
      const fresh = read.filter((change) => !told.has(change.id))
      advance(read)
      if (fresh.length > 0) await tellAll(fresh)
      if (read.length < mostAtOnce || fresh.length === 0) return
    }
  }

  const tellAll = async (fresh: readonly LiveChange[]): Promise<void> => {
    const all = [...listeners]
    try {
      await deliver(database, now(), all, fresh, sealed())
    } catch (error) {
      // The cursor has moved on: who may have missed something looks at everything anew.
      for (const { line } of all) line.send('resync', {}, sealed())
      throw error
    }
  }

  /** The cursor moves over what is settled; of the rest it is noted that it has been told. */
  const advance = (read: readonly LiveChange[]): void => {
    for (const { id, tx, settled } of read) {
      if (settled) {
        cursor = { tx, id }
        told.delete(id)
      } else told.add(id)
    }
  }

  /** Null for a cursor that is not ours, or not any more: then nobody can say what she missed. */
  const cursorOf = (text: string): OutboxCursor | null => {
    try {
      const [tx, id] = openCursor(secret, about, text) as [string, string]
      return { tx, id }
    } catch {
      return null
    }
  }

  const catchUp = async (listener: Listener, after: string): Promise<void> => {
    const from = cursorOf(after)
    const missed = from ? await readLive(database, schema, from, mostAtOnce) : null
    if (missed === null || missed.length === mostAtOnce) listener.line.send('resync', {}, sealed())
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
      listener.line.send('ready', {}, sealed())
      await tellAllEditing([listener])
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
      await tellAllEditing(changed)
    },
    async tellEditing(records) {
      await tellEditing(database, now(), [...listeners], records, places())
    },
    beat() {
      if (cursor) for (const { line } of listeners) line.beat(sealed())
    },
  }

  /** Who comes, or sees more or less than before, is told of all that is being edited now. */
  const tellAllEditing = async (some: readonly Listener[]): Promise<void> => {
    const all = places()
    await tellEditing(database, now(), some, new Map(all.map(({ record, object }) => [record, object])), all)
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
