import type { Config } from '#platform/config'
import type { Postgres } from '#platform/postgres'

/** The embedded database as the configuration names an external one. */
export const addressesOf = (postgres: Postgres, { dataDir }: Config) => ({
  databaseUrl: postgres.url,
  databaseRuntimeUrl: postgres.runTimeUrl,
  databaseDir: `${dataDir}/postgres`,
})
