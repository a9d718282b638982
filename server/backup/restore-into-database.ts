import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Client } from 'pg'
import { Database, type Session } from '#engine'
import { InUse, NotEmpty } from '#platform/backup'
import { makeFolder } from '#platform/config'
import type { FileStore } from '#platform/files'
import type { Logger } from '#platform/log'
import { upgradeAll } from '../upgrade-all.ts'
import { type Loaded, loadDatabase } from './load-database.ts'

export interface DatabaseWork {
  readonly file: string
  readonly key: string
  /** Address of the account that is to own the tables. */
  readonly url: string
  /** The schemas that lie there are renamed and kept. */
  readonly replace: boolean
  readonly files: FileStore
  /** Where the secret goes, unless one is kept there. */
  readonly dataDir: string
  readonly log: Logger
  progress?(read: number, total: number): void
}

/** Restores a backup into an external database; all of it appears in one moment. */
export const restoreIntoDatabase = async (work: DatabaseWork): Promise<Loaded & { readonly aside: string | null }> => {
  const there = await checkDatabase(work.url, work.replace)
  const aside = there.length > 0 ? `_before_${new Date().toISOString().slice(0, 19).replace(/\D/g, '')}` : null
  const database = new Database(work.url, { max: 4, statementTimeout: 0 })
  try {
    const { file, key, files, log, progress } = work
    const loaded = await loadDatabase(database, {
      file,
      key,
      files,
      ...(aside ? { prepare: (session: Session) => putAside(session, there, aside) } : {}),
      ...(progress ? { progress } : {}),
    })
    await upgradeAll({ database, log, config: { secret: loaded.secret }, alone: true })
    await database.query('analyze')
    await keepSecret(work.dataDir, loaded.secret)
    return { ...loaded, aside }
  } finally {
    await database.close()
  }
}

/** Whether a backup may be restored there, and which schemas have to make room. Throws NotEmpty and InUse. */
export const checkDatabase = async (url: string, replace: boolean): Promise<readonly string[]> => {
  const place = new URL(url).pathname.slice(1)
  const { schemas, inUse } = await lookAt(url)
  if (schemas.length > 0 && !replace) throw NotEmpty({ place })
  if (schemas.length > 0 && inUse) throw InUse({ place })
  return schemas
}

/** Which of our schemas lie in a database, and whether somebody works with them. */
export const lookAt = async (url: string): Promise<{ schemas: string[]; inUse: boolean }> => {
  const client = new Client({ connectionString: url, application_name: 'restore' })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select nspname as name from pg_namespace where nspname in ('zhike', 'auth', 'jobs') or nspname ~ '^ws_' and nspname !~ '_before_\\d{14}$'
         and exists (select from pg_class where relnamespace = pg_namespace.oid and relname = 'change') order by 1`,
    )
    const {
      rows: [others],
    } = await client.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and application_name like 'zhike%'`,
    )
    return { schemas: rows.map(({ name }) => name), inUse: others!.n > 0 }
  } finally {
    await client.end()
  }
}

const putAside = async (session: Session, schemas: readonly string[], suffix: string): Promise<void> => {
  for (const schema of schemas) {
    const name = (text: string) => `"${text.replaceAll('"', '""')}"`
    await session.query(`alter schema ${name(schema)} rename to ${name(schema.slice(0, 63 - suffix.length) + suffix)}`)
  }
}

const keepSecret = async (dataDir: string, secret: string): Promise<void> => {
  const file = path.join(dataDir, 'secrets.json')
  if (existsSync(file)) return
  makeFolder(dataDir)
  await writeFile(file, `${JSON.stringify({ secret }, null, 2)}\n`, { mode: 0o600 })
}
