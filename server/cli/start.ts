import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { loadConfig, withEnvFile, type Config } from '#platform/config'
import { createLogger, type Logger } from '#platform/log'
import { startPostgres, type Postgres } from '#platform/postgres'
import type { RunningServer } from '../main.ts'
import { addressesOf } from './addresses-of.ts'
import { clearedLines, clearInterrupted } from '../backup/clear-interrupted.ts'
import { buildWeb, webIsStale } from './build-web.ts'
import { exitCode, type Command } from './command.ts'
import { untilToldToStop } from './until-told-to-stop.ts'

/** Requests in flight get this long to finish, and so does a database that was still starting. */
const drain = 30_000

export const command: Command = {
  help: `zhike start [--demo] [--port 8080] [--host 127.0.0.1]

启动知客:没有设置 DATABASE_URL 时一并启动内置数据库,首次运行会构建网页。按 Ctrl-C 停止。
  --demo   装入示例公司的数据;全新安装时一并设置公司和管理员,并显示一次密码
  --port   网页端口;其余设置见 .env.example

Starts Zhike, with the embedded database unless DATABASE_URL is set. Ctrl-C stops it.
  --demo   load a sample company; on a fresh installation set it up too, and show the passwords once`,

  async run(args) {
    const options = { demo: { type: 'boolean' }, port: { type: 'string' }, host: { type: 'string' } } as const
    const { values } = parseArgs({ args, options })
    const told = untilToldToStop()
    const env = withEnvFile(process.env)
    // Before anything is laid into the data directory, which may still have to take its place.
    const { dataDir } = loadConfig(env, { keepSecret: false })
    for (const line of clearedLines(await clearInterrupted(dataDir))) console.log(line)
    const config = loadConfig({ ...env, PORT: values.port ?? env.PORT, HOST: values.host ?? env.HOST })
    const log = createLogger({ level: config.logLevel, format: config.logFormat })
    reportStrayErrors(log)

    const starting = database(config, log)
    const serving = serve(config, starting, values.demo ?? false)
    serving.catch(() => {}) // told to stop, nobody waits for it any more
    try {
      const server = await Promise.race([serving, told])
      if (server) {
        console.log(`知客已启动  Zhike is ready: ${server.url}`)
        await told
      }
      console.log('正在停止…  Stopping…')
      // Whatever a start was at when it was told to stop, the next start takes up again.
      return (await inTime(server?.close())) ? exitCode.ok : exitCode.failed
    } finally {
      await inTime(starting.then((postgres) => postgres?.stop()))
    }
  },
}

const inTime = (work: Promise<unknown> | undefined): Promise<boolean> =>
  Promise.race([Promise.resolve(work).then(() => true), wait(drain, false, { ref: false })])

const serve = async (config: Config, starting: Promise<Postgres | null>, withDemo: boolean): Promise<RunningServer> => {
  // The server's code is read, and the web built if need be, while the database starts.
  const needed = [starting, import('../main.ts'), config.role === 'worker' ? null : web()] as const
  const [postgres, { startServer }] = await Promise.all(needed)
  const address = postgres ? addressesOf(postgres, config) : {}
  const server = await startServer({ ...config, ...address })
  if (withDemo) await demo({ ...config, ...address })
  return server
}

const database = async (config: Config, log: Logger): Promise<Postgres | null> =>
  config.databaseUrl
    ? null
    : startPostgres({ dataDir: `${config.dataDir}/postgres`, handsOutLog: config.pointInTimeDays > 0, log })

/** Needs the engine and the story: read only when asked for. */
const demo = async (config: Config): Promise<void> => {
  const [{ withServices }, { ensureDemo }] = await Promise.all([import('./open-office.ts'), import('./load-demo.ts')])
  await withServices(config, (services) => ensureDemo(services, console.log))
}

const web = async (): Promise<void> => {
  if (!(await webIsStale())) return
  console.log('正在构建网页…  Building the web…')
  await buildWeb()
}

/** A promise that nobody awaits concerns one request; the process serves on, and says so. */
const reportStrayErrors = (log: Logger): void => {
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'))
}
