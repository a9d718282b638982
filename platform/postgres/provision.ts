import { Client } from 'pg'
import type { Connection } from './connection-file.ts'
import { addresses } from './connection-file.ts'

/** An extension that the indexes of search need; it comes with PostgreSQL. */
const extension = 'btree_gin'
/** What versions before needed: taken away once nothing of theirs is left. */
const former = 'pg_trgm'

/** What continuous backup asks of the server, and the owner of a database may not by birth. */
const forBackups = ['pg_switch_wal()', 'pg_backup_start(text, boolean)', 'pg_backup_stop(boolean)']

/**
 * Creates what is missing: the role that owns the database, which is no superuser; the lesser one that the app runs as; the
 * database, and the extension in it.
 */
export const provision = async (connection: Connection, port: number, mayCreateDatabases: boolean): Promise<void> => {
  const { adminUrl } = addresses(connection, port)
  await asAdmin(adminUrl, async (admin) => {
    await putRole(admin, 'zhike', mayCreateDatabases ? 'createdb' : 'nocreatedb', connection.password)
    await putRole(admin, 'zhike_app', 'nocreatedb', connection.runTimePassword!)
    // The owner may end what the app left running.
    await admin.query('grant zhike_app to zhike')
    const database = await admin.query(`select from pg_database where datname = 'zhike'`)
    if (!database.rowCount) await admin.query('create database zhike owner zhike')
  })
  await asAdmin(adminUrl.replace(/\/postgres$/, '/zhike'), async (admin) => {
    await admin.query(`create extension if not exists ${extension}`)
    await admin.query(`drop extension if exists ${former}`).catch((error: { code?: string }) => {
      // An index of an old version still stands on it: the upgrade takes that away, the next start this.
      if (error.code !== '2BP01') throw error
    })
    for (const name of forBackups) await admin.query(`grant execute on function ${name} to zhike`)
  })
}

const putRole = async (admin: Client, name: string, create: string, password: string): Promise<void> => {
  const there = await admin.query('select from pg_roles where rolname = $1', [name])
  const verb = there.rowCount ? 'alter' : 'create'
  await admin.query(
    `${verb} role ${name} login nosuperuser nocreaterole noreplication ${create} password ${admin.escapeLiteral(password)}`,
  )
}

const asAdmin = async (url: string, work: (admin: Client) => Promise<void>): Promise<void> => {
  const admin = new Client({ connectionString: url })
  admin.on('error', () => {}) // the query in flight rejects as well, and that one is ours to report
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}
