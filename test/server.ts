import type { Config } from '#platform/config'
import { startServer } from '../server/main.ts'
import { type Client, clientOf } from './client.ts'
import { companyDatabase, foundCompany, type Role } from './company.ts'
import { config } from './config.ts'
import { ownDatabase } from './own-database.ts'

export { type Client, clientOf, cookieOf, password, type Reply, signIn } from './client.ts'
export type { Role } from './company.ts'
export { config } from './config.ts'

/** A real server on a database of its own, with a company set up and somebody for each role. */
export const openServer = async (more: Partial<Config> = {}) => {
  // What was signed with one secret is worth nothing under another.
  const copied = more.secret ? null : await companyDatabase()
  const own = copied?.own ?? (await ownDatabase())
  const settings = config(own.url, { databaseRuntimeUrl: own.runTimeUrl, ...more })
  const server = await startServer(settings)
  const { people, roles, departments } = copied?.company ?? (await foundCompany(server.url))
  const clients = Object.fromEntries(
    Object.entries(people).map(([name, { id, cookie }]) => [name, clientOf(server.url, id, { cookie })]),
  ) as Record<Role, Client>
  return {
    ...clients,
    anonymous: clientOf(server.url),
    url: server.url,
    databaseUrl: own.url,
    runTimeUrl: own.runTimeUrl,
    db: own.db,
    departments,
    roles: new Map(Object.entries(roles)),
    /** A second process on the same database. */
    secondNode: () => startServer(settings),
    async close() {
      await server.close()
      await own.drop()
    },
  }
}

export type TestServer = Awaited<ReturnType<typeof openServer>>
