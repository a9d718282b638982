import { Client } from 'pg'
import type { Connection } from './connection-file.ts'
import { addresses } from './connection-file.ts'

/** Extensions that search and indexes need; both come with PostgreSQL. */
const extensions = ['pg_trgm', 'btree_gin']

/** Creates what is missing: the application's role, which is no superuser, its database, and the extensions in it. */
export const provision = async (connection: Connection, port: number, mayCreateDatabases: boolean): Promise<void> => {
  const { adminUrl } = addresses(connection, port)
  await asAdmin(adminUrl, async (admin) => {
    const role = await admin.query(`select from pg_roles where rolname = 'zhike'`)
    const verb = role.rowCount ? 'alter' : 'create'
    const create = mayCreateDatabases ? 'createdb' : 'nocreatedb'
    const password = admin.escapeLiteral(connection.password)
    await admin.query(`${verb} role zhike login nosuperuser nocreaterole noreplication ${create} password ${password}`)
    const database = await admin.query(`select from pg_database where datname = 'zhike'`)
    if (!database.rowCount) await admin.query('create database zhike owner zhike')
  })
  await asAdmin(adminUrl.replace(/\/postgres$/, '/zhike'), async (admin) => {
    for (const extension of extensions) await admin.query(`create extension if not exists ${extension}`)
  })
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
