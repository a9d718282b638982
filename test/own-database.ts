import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { Database } from '#engine'

/** A new, empty database for tests of what a database has one of: logins, workspaces, jobs. */
export interface OwnDatabase {
  readonly url: string
  readonly db: Database
  drop(): Promise<void>
}

export const ownDatabase = async (): Promise<OwnDatabase> => {
  const server = new Database(inject('databaseUrl'), { max: 1 })
  const name = `test_${randomBytes(6).toString('hex')}`
  await server.query(`create database ${name}`)
  const url = new URL(inject('databaseUrl'))
  url.pathname = `/${name}`
  const db = new Database(url.href, { max: 4 })
  return {
    url: url.href,
    db,
    drop: async () => {
      await db.close()
      await server.query(`drop database ${name} with (force)`)
      await server.close()
    },
  }
}
