import type { Session } from '#engine'
import type { TrustProxy } from '../session/client-address.ts'

/** A letter that sign-in sends. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** What sign-in needs to know of the installation. */
export interface AuthOptions {
  /** Address of the database, for the library's own small pool. */
  readonly url: string
  /** Where our own statements go: the app's pool. */
  readonly db: Session
  /** At least 32 random characters, the same in all processes. */
  readonly secret: string
  /**
   * The address under which people open the app, without a path. It decides whether cookies need https, and it alone is
   * put into mails: without it none are sent.
   */
  readonly publicUrl: string | null
  readonly trustProxy: TrustProxy
  /** Absent when no mail server is configured: then passwords are reset by an administrator. */
  readonly sendMail?: ((mail: Mail) => Promise<void>) | undefined
  /** The least time a refused sign-in takes, in milliseconds; tests of other things set it to 0. Default 250. */
  readonly refusalMs?: number
  readonly log?: { warn(facts: object, message: string): void } | undefined
}
