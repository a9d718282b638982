import type { Clock, Database } from '#engine'
import type { Auth } from '#platform/auth'
import type { Config } from '#platform/config'
import type { Mailer } from '#platform/mail'
import type { Realtime, Wake, Words } from '#platform/realtime'
import type { FileStore } from '#platform/files'
import type { Jobs } from '#platform/jobs'
import type { Logger } from '#platform/log'
import type { Following } from './follow.ts'
import type { DiskWatch } from './watch-disk.ts'
import type { Workspaces } from './workspaces.ts'

/** What the process runs on; made once at start. */
export interface Services {
  readonly config: Config
  readonly database: Database
  readonly auth: Auth
  readonly jobs: Jobs
  readonly files: FileStore
  readonly realtime: Realtime
  readonly wake: Wake
  readonly words: Words
  readonly following: Following
  /** Null where no mail server is configured. */
  readonly mailer: Mailer | null
  readonly workspaces: Workspaces
  readonly disk: DiskWatch
  readonly clock: Clock
  readonly log: Logger
}
