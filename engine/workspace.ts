import type { Context } from './context.ts'
import type { Session } from './database.ts'
import type { Model } from './schema/model.ts'

/** A company's own world: a PostgreSQL schema with its tables, and the model they follow. */
export interface Workspace {
  readonly id: string
  readonly name: string
  /** The PostgreSQL schema. Always written out in SQL, never taken from the connection. */
  readonly schema: string
  /** IANA zone that days begin and end in. */
  readonly zone: string
  /** ISO 4217 */
  readonly currency: string
  readonly model: Model
}

/** Time and chance, so that a test can run a year in a second. */
export interface Clock {
  now(): Date
}

/** The time of this machine. */
export const systemClock: Clock = { now: () => new Date() }

/** Who keeps rights in memory learns here that they changed. */
export interface RightsWatch {
  /** In the transaction of the change, before it: makes writers of rights queue. */
  changing(ctx: Context): Promise<void>
  /** In the transaction of the change, after it; may refuse it by throwing. */
  changed(ctx: Context): Promise<void>
  /** After its commit. */
  settled(): void
}

/** What a unit of work runs on. */
export interface Ground {
  readonly session: Session
  readonly workspace: Workspace
  readonly clock: Clock
  /** Told of writes that rights are worked out from, if anybody has to be. */
  readonly rights?: RightsWatch
  /** Told after every commit that the change log has grown, if anybody waits for that. */
  readonly written?: () => void
  /** May an address that somebody typed in be called from here; where nobody says, it is not asked. */
  readonly mayCall?: (url: string) => boolean
  /** Signs cursors. */
  readonly secret: string
}
