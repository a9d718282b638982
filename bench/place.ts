import path from 'node:path'
import pg from 'pg'
import { loadConfig, withEnvFile, type Config } from '#platform/config'
import { fillTotals } from '#engine'
import { bumpVersion, listWorkspaces } from '#platform/control'
import { type Postgres, startPostgres } from '#platform/postgres'
import { upgradeAll } from '../server/upgrade-all.ts'
import { createServices } from '../server/main.ts'
import type { Services } from '../server/services.ts'
import { found, hireSalesperson } from './company.ts'
import { fill } from './fill/fill.ts'
import type { Size } from './fill/size.ts'

/** The bench's own PostgreSQL, with the settings of every run; its data stays for the next time. */
export const openPostgres = (): Promise<Postgres> => startPostgres({ dataDir: path.join(directory(), 'postgres') })

/** Where the bench keeps its data, below the data directory. */
export const directory = (): string => path.join(loadConfig(withEnvFile(process.env)).dataDir, 'bench')

/** The configuration of an app on that database: nothing refused for its number, nothing logged but errors. */
export const configOf = (databaseUrl: string): Config => ({
  ...loadConfig({ DATA_DIR: path.join(directory(), 'app'), REQUESTS_PER_MINUTE: '1000000000', LOG_LEVEL: 'error' }),
  databaseUrl,
  port: 0,
})

/** A database with a company of that size: made now, or kept from the last run. */
export const openCompany = async (postgres: Postgres, size: Size, say: (text: string) => void): Promise<string> => {
  const name = `bench_${size.customers}_${size.users}`
  const url = postgres.url.replace(/\/[^/]+$/, `/${name}`)
  if (await isFilled(postgres, name)) {
    await withServices(url, async (services) => {
      await upgradeAll(services)
      await addUp(services)
    })
    return url
  }
  say(`making a company with ${size.customers.toLocaleString('en')} customers`)
  await makeDatabase(postgres, name)
  await withServices(url, async (services) => {
    await fill(url, await found(services), size, say)
    await hireSalesperson(services, size)
    await addUp(services)
  })
  await asAdmin(postgres, (admin) => admin.query(`comment on database ${name} is '${filled}'`))
  return url
}

/** The rows come by SQL, past the writes that keep totals. */
const addUp = async ({ database, workspaces }: Services): Promise<void> => {
  const [place] = await listWorkspaces(database)
  const { workspace } = await workspaces.asSystem({ workspaceId: place!.id, ...place! }, '测速')
  await fillTotals(database, workspace.schema, workspace.model, (session) =>
    bumpVersion(session, place!.id, 'schema').then(() => {}),
  )
}

/** The PostgreSQL schema of a bench database's one company. */
export const companyOf = (url: string): Promise<string> =>
  withServices(url, async ({ database }) => {
    const [place] = await listWorkspaces(database)
    return place!.schemaName
  })

/** The engine and the platform on a database, in this process, for as long as `work` takes. */
export const withServices = async <T>(url: string, work: (services: Services) => Promise<T>): Promise<T> => {
  const services = await createServices(configOf(url))
  try {
    return await work(services)
  } finally {
    await services.jobs.stop()
    await services.auth.close()
    await services.database.close()
  }
}

/** Says that a database is filled, and with which data: another number makes them anew. */
const filled = 'filled 2'

const isFilled = async (postgres: Postgres, name: string): Promise<boolean> => {
  const found = await asAdmin(postgres, (admin) =>
    admin.query(`select from pg_database where datname = $1 and shobj_description(oid, 'pg_database') = $2`, [
      name,
      filled,
    ]),
  )
  return found.rowCount === 1
}

/** An empty database of that name, whatever was there. */
export const makeDatabase = (postgres: Postgres, name: string): Promise<void> =>
  asAdmin(postgres, async (admin) => {
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.query(`create database ${name} owner zhike`)
    const inside = new pg.Client({ connectionString: postgres.adminUrl.replace(/\/[^/]+$/, `/${name}`) })
    await inside.connect()
    await inside.query('create extension if not exists btree_gin')
    await inside.end()
  })

const asAdmin = async <T>(postgres: Postgres, work: (admin: pg.Client) => Promise<T>): Promise<T> => {
  const admin = new pg.Client({ connectionString: postgres.adminUrl })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}
