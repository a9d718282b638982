import { Database } from '#engine'
import { config, type TestServer } from '#test/server'
import { startServer } from '../../server/main.ts'

/** Two texts of one length: what one world has where the other has the other. */
export type Canary = readonly [here: string, there: string]

/**
 * A second company that is the first one but for the canaries: the database copied, every canary exchanged wherever it
 * stands, and served by a process of its own. Ids, times, sessions and numbers are the same in both.
 */
export const twinOf = async (
  s: TestServer,
  canaries: readonly Canary[],
): Promise<{ url: string; db: Database; close(): Promise<void> }> => {
  const source = new URL(s.databaseUrl)
  const name = source.pathname.slice(1)
  const twinUrl = new URL(s.databaseUrl)
  twinUrl.pathname = `/${name}_twin`
  const maintenance = new URL(s.databaseUrl)
  maintenance.pathname = '/postgres'
  const outside = new Database(maintenance.href, { max: 1 })
  // A database is copied while nobody is in it; the server's pool comes back by itself afterwards.
  await outside.query(`alter database ${name} allow_connections false`)
  await outside.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [name])
  for (let attempt = 1; ; attempt++) {
    try {
      await outside.query(`create database ${name}_twin template ${name}`)
      break
    } catch (error) {
      if (attempt === 20) throw error
    }
  }
  await outside.query(`alter database ${name} allow_connections true`)
  const db = new Database(twinUrl.href, { max: 2 })
  await exchange(db, canaries)
  const server = await startServer(config(twinUrl.href, { role: 'web' }))
  return {
    url: server.url,
    db,
    async close() {
      await server.close()
      await db.close()
      await outside.query(`drop database ${name}_twin with (force)`)
      await outside.close()
    },
  }
}

const exchange = async (db: Database, canaries: readonly Canary[]): Promise<void> => {
  const columns = await db.query<{ table: string; column: string; type: string }>(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'ws_main'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       and a.atttypid in ('text'::regtype, 'jsonb'::regtype, 'numeric'::regtype, 'text[]'::regtype)`,
  )
  for (const { table, column, type } of columns)
    for (const [here, there] of canaries)
      await db.query(
        `update ws_main."${table}" set "${column}" = replace("${column}"::text, $1, $2)::${type} where position($1 in "${column}"::text) > 0`,
        [here, there],
      )
}
