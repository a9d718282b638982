import { Database, systemClock } from '#engine'
import { createAuth } from '#platform/auth'
import { backupMigrations } from '#platform/backup'
import type { Config } from '#platform/config'
import { applyMigrations } from '#platform/control'
import { createFileStore } from '#platform/files'
import { createJobs } from '#platform/jobs'
import { createRealtime, createWake, openWords } from '#platform/realtime'
import { createMailer, type Letter } from '#platform/mail'
import { createLogger } from '#platform/log'
import { outboundPolicy } from '#platform/outbound'
import { createApp } from './app.ts'
import { lockedBySecret } from './check-secret.ts'
import { defineBackups } from './backup/backup-job.ts'
import { defineContinuous } from './backup/continuous-job.ts'
import { defineFillKept, fillKeptWhereNeeded } from './fill-kept.ts'
import { defineFillFields } from './fill-fields.ts'
import { defineFillSearch, fillSearchWhereNeeded } from './fill-search.ts'
import { foundCompany } from './found-company.ts'
import { createFollowing, defineMessages } from './follow.ts'
import { defineHousekeeping } from './housekeeping.ts'
import { defineBulkJob } from './bulk-job.ts'
import { defineMoveJob } from './departments/move-job.ts'
import { defineTransfers } from './transfers/define.ts'
import { takeUpWork } from './transfers/take-up-work.ts'
import type { Services } from './services.ts'
import { openControlToRunTime, upgradeAll } from './upgrade-all.ts'
import { watchDisk } from './watch-disk.ts'
import { createWorkspaces } from './workspaces.ts'

export interface RunningServer {
  readonly url: string
  close(): Promise<void>
}

/** Brings the database up to date, starts the jobs and serves; all of it on one database, beside any number of others. */
export const startServer = async (config: Config): Promise<RunningServer> => {
  const log = createLogger({ level: config.logLevel, format: config.logFormat })
  const services = await createServices(config, log)
  const { database, auth, jobs } = services
  try {
    await upgradeAll(services)
    const locked = await lockedBySecret(database, config.secret)
    if (locked) log.error({ code: locked.code }, `${locked.say('zh-CN')}\n${locked.say('en')}`)
    if (config.admin) await foundCompany(services, { company: '我的公司', name: '管理员', ...config.admin })
    if (config.role === 'worker') {
      await startWork(services)
      return { url: '', close: () => stop(services) }
    }
    const app = await createApp(services)
    await app.listen({ port: config.port, host: config.host })
    // People are served while the background work still gathers itself.
    await startWork(services)
    const address = app.server.address() as { port: number }
    const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host
    return {
      url: config.publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
      async close() {
        await app.close()
        await stop(services)
      },
    }
  } catch (error) {
    await Promise.allSettled([auth.close(), jobs.stop(), database.close()])
    throw error
  }
}

/** Jobs, followers of the change log, and what an upgrade left to be filled in. */
const startWork = async (services: Services): Promise<void> => {
  if (services.config.role !== 'web') {
    await services.jobs.start()
    services.following.start()
    await takeUpWork(services)
  }
  await fillSearchWhereNeeded(services)
  await fillKeptWhereNeeded(services)
}

/** What commands and the server run on. */
export const createServices = async (
  config: Config,
  log = createLogger({ level: config.logLevel, format: config.logFormat }),
): Promise<Services> => {
  const ownerUrl = config.databaseUrl!
  const url = config.databaseRuntimeUrl ?? ownerUrl
  const database = new Database(url, { max: 12, ownerUrl })
  const { publicUrl, trustProxy, secret } = config
  const mailer = createMailer(config.mail)
  const sendMail = mailer ? async (letter: Letter) => void (await mailer.send(letter)) : undefined
  const auth = await createAuth({ url, db: database, secret, publicUrl, trustProxy, sendMail, log })
  const jobs = await createJobs({ url: ownerUrl, db: database, log })
  await applyMigrations(database, backupMigrations)
  await openControlToRunTime(database)
  const words = openWords({ url, database, log })
  const wake = createWake(words)
  const outbound = outboundPolicy(config.outboundAllow)
  const workspaces = createWorkspaces(database, systemClock, secret, {
    forgetCredentials: auth.forgetCredentials,
    written: wake.poke,
    mayCall: (address) => outbound.allowsUrl(new URL(address)),
  })
  const following = createFollowing({ config, database, workspaces, wake, log })
  const services: Services = {
    config,
    database,
    auth,
    jobs,
    files: createFileStore(config),
    workspaces,
    disk: watchDisk(config.databaseDir, log),
    wake,
    words,
    following,
    mailer,
    realtime: createRealtime({
      database,
      auth,
      wake,
      words,
      clock: systemClock,
      secret,
      enter: (credential) => workspaces.enter(credential, {}),
      log,
    }),
    clock: systemClock,
    log,
  }
  await defineHousekeeping(services)
  defineBackups(services)
  defineContinuous(services)
  defineTransfers(services)
  defineBulkJob(services)
  defineMoveJob(services)
  defineMessages(services)
  await defineFillSearch(services)
  defineFillFields(services)
  await defineFillKept(services)
  return services
}

/** Ends what `createServices` began. */
export const stop = async ({ jobs, auth, database, wake, words, following, mailer, disk }: Services): Promise<void> => {
  disk.stop()
  await following.stop()
  await jobs.stop()
  mailer?.close()
  wake.close()
  await words.close()
  await auth.close()
  await database.close()
}
