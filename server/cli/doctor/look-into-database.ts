import { Database } from '#engine'
import type { Config } from '#platform/config'
import { startPostgres } from '#platform/postgres'

/** Looks into the database of these settings as it is, without bringing it up to date; the embedded one is started. */
export const lookIntoDatabase = async <T>(
  { databaseUrl, dataDir }: Config,
  look: (db: Database) => Promise<T>,
): Promise<T> => {
  const postgres = databaseUrl ? null : await startPostgres({ dataDir: `${dataDir}/postgres` })
  const database = new Database(databaseUrl ?? postgres!.url, { max: 1 })
  try {
    return await look(database)
  } finally {
    await database.close()
    await postgres?.stop()
  }
}
