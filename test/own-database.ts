import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { inject } from 'vitest'
import { Database } from '#engine'

/** A new, empty database for tests of what a database has one of: logins, workspaces, jobs. */
export interface OwnDatabase {
  /** For its owner. */
  readonly url: string
  /** For the lesser account that the app runs as. */
  readonly runTimeUrl: string
  readonly db: Database
  drop(): Promise<void>
}

/** Where a database of the test run's server is, for who owns it and for the app. */
export const addressesOf = (name: string): Pick<OwnDatabase, 'url' | 'runTimeUrl'> => {
  const [url, runTimeUrl] = (['databaseUrl', 'runTimeUrl'] as const).map((which) => {
    const address = new URL(inject(which))
    address.pathname = `/${name}`
    return address.href
  }) as [string, string]
  return { url, runTimeUrl }
}

/** Empty, or the copy of another that nobody is in. */
export const ownDatabase = async (copyOf?: string): Promise<OwnDatabase> => {
  const server = new Database(inject('databaseUrl'), { max: 1 })
  const name = `test_${randomBytes(6).toString('hex')}`
  await server.query(`create database ${name}${copyOf ? ` template ${copyOf}` : ''}`)
  const { url, runTimeUrl } = addressesOf(name)
  const db = new Database(url, { max: 4 })
  return {
    url,
    runTimeUrl,
    db,
    drop: async () => {
      await db.close()
      await dropDatabase(server, name)
      await server.close()
    },
  }
}

/** Autovacuum may be at work in it, which only a superuser could end: it is soon done. */
const dropDatabase = async (server: Database, name: string): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await server.query(`drop database ${name} with (force)`)
      return
    } catch (error) {
      if ((error as { code?: string }).code !== '42501' || attempt === 40) throw error
      await wait(250)
    }
  }
}
