import type { Database } from '#engine'
import { NotAnInstallation, OtherSecret, OtherVersion } from '#platform/backup'
import type { FileStore } from '#platform/files'
import { fitsSecret } from '../check-secret.ts'
import { allMigrations } from './migrations.ts'
import { version } from './version.ts'

/** An installation that has companies and is to get another. */
export interface Installation {
  /** How it is called in what we say. */
  readonly place: string
  readonly database: Database
  readonly files: FileStore
  readonly secret: string
  /** Somebody works with it. */
  readonly inUse: boolean
}

/** Throws NotAnInstallation, OtherVersion, and OtherSecret where the seals there are not signed by the secret. */
export const checkInstallation = async ({ place, database, secret }: Installation): Promise<void> => {
  const db = database.owner
  const [there] = await db.query<{ ok: boolean }>(`select to_regclass('zhike.workspace') is not null as ok`)
  if (!there!.ok) throw NotAnInstallation({ place })
  const landed = new Set((await db.query<{ id: string }>('select id from zhike.migration')).map(({ id }) => id))
  if (landed.size !== allMigrations.length || allMigrations.some(({ id }) => !landed.has(id)))
    throw OtherVersion({ version })
  if (!(await fitsSecret(db, secret))) throw OtherSecret()
}
