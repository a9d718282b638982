import type { Session } from '#engine'

export interface JobsOptions {
  /** Address of the database, for pg-boss's own small pool. */
  readonly url: string
  readonly db: Session
  readonly log?: { warn(facts: object, message: string): void } | undefined
}
