import type { Context } from '#engine'
import type { Credential } from '#platform/auth'
import type { Line } from './line.ts'

/** Somebody who watches: lists of objects, and single records. */
export interface Listener {
  credential: Credential
  /** Her rights as they were a moment ago. */
  ctx: Context
  /** Objects of which she wants to hear every change that she may see. */
  readonly lists: ReadonlySet<string>
  /** Records that she has before her, with their objects: when she may not see one any more, she is told that it is gone. */
  readonly has: Map<string, string>
  /** Records of which she was told that somebody edits them. */
  readonly editing: Set<string>
  /** The rights under which her page has asked for what it shows. */
  told: string
  readonly line: Line
}

/** Ids that are remembered of one listener. */
const mostKnown = 500

/** Notes that a record is on her screen, and forgets the one longest unheard of. */
export const remember = (listener: Listener, record: string, object: string): void => {
  listener.has.delete(record)
  listener.has.set(record, object)
  if (listener.has.size > mostKnown) listener.has.delete(listener.has.keys().next().value!)
}

/** The same rights need be looked up once only. */
export const byRights = <T extends Listener>(listeners: Iterable<T>): Map<string, T[]> =>
  Map.groupBy(listeners, (l) => l.ctx.actor.access.key)
