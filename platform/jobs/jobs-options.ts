import type { Session } from '#engine'

/** What the queue needs to know of the installation. */
export interface JobsOptions {
  /** Address of the database for who owns its tables: pg-boss makes its own, in a small pool of its own. */
  readonly url: string
  readonly db: Session
  readonly log?: { warn(facts: object, message: string): void } | undefined
}
