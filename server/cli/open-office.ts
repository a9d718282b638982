import { type Context, defineError } from '#engine'
import { type Config, loadConfig, withEnvFile } from '#platform/config'
import { listWorkspaces } from '#platform/control'
import { createLogger } from '#platform/log'
import { startPostgres } from '#platform/postgres'
import { addressesOf } from './addresses-of.ts'
import { createServices, stop } from '../main.ts'
import type { Services } from '../services.ts'
import { upgradeAll } from '../upgrade-all.ts'

export const NotSetUp = defineError(
  'setup.needed',
  409,
  '这里还没有设置公司:请先运行 zhike start,在浏览器里完成首次设置',
  'No company is set up here yet: run zhike start and finish the set-up in the browser',
)

/** Runs `work` on the database that `zhike start` uses; the embedded one is started unless it runs already. */
export const onDatabase = async <T>(
  work: (config: Config & { readonly databaseUrl: string }) => Promise<T>,
): Promise<T> => {
  const config = loadConfig(withEnvFile(process.env))
  if (config.databaseUrl) return work({ ...config, databaseUrl: config.databaseUrl })
  const postgres = await startPostgres({ dataDir: `${config.dataDir}/postgres` })
  try {
    return await work({ ...config, ...addressesOf(postgres, config) })
  } finally {
    await postgres.stop()
  }
}

/** Runs `work` on the services of this installation, for a command beside the server or without one. */
export const withServices = async <T>(config: Config, work: (services: Services) => Promise<T>): Promise<T> => {
  // A command speaks for itself: its log is for trouble.
  const services = await createServices(config, createLogger({ level: 'warn', format: config.logFormat }))
  try {
    return await work(services)
  } finally {
    await stop(services)
  }
}

/** The company of this installation, seen as the system. Throws NotSetUp. */
export const companyOf = async ({ database, workspaces }: Services, reason: string): Promise<Context> => {
  const [company] = await listWorkspaces(database)
  if (!company) throw NotSetUp()
  return workspaces.asSystem({ ...company, workspaceId: company.id }, reason)
}

/** Runs `work` in the company of this installation, whose tables are brought up to this version first. Throws NotSetUp. */
export const inCompany = <T>(reason: string, work: (services: Services, ctx: Context) => Promise<T>): Promise<T> =>
  onDatabase((config) =>
    withServices(config, async (services) => {
      await upgradeAll(services)
      return work(services, await companyOf(services, reason))
    }),
  )
