import { authMigrations } from '#platform/auth'
import { backupMigrations } from '#platform/backup'
import { controlMigrations, type Migration } from '#platform/control'
import { progressMigrations } from '#platform/jobs'

/** Every step of the schemas beside the workspaces, in the order in which a start applies them. */
export const allMigrations: readonly Migration[] = [
  ...controlMigrations,
  ...authMigrations,
  ...progressMigrations,
  ...backupMigrations,
]
