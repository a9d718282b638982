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
export const systemClock: Clock = { now: () => new Date() }

/** What a unit of work runs on. */
export interface Ground {
  readonly session: Session
  readonly workspace: Workspace
  readonly clock: Clock
  /** Signs cursors. */
  readonly secret: string
}
