import { chmodSync } from 'node:fs'
import path from 'node:path'
import { makeFolder } from '#platform/config'
import type { Logger } from '#platform/log'
import { reachable, runnablePrograms, serverAccount } from './account.ts'
import { nativeFolder } from './binaries.ts'
import { createCluster, hasCluster } from './cluster.ts'
import { addresses, newConnection, readConnection, withRunTimePassword, writeConnection } from './connection-file.ts'
import { PostgresError } from './postgres-error.ts'
import { provision } from './provision.ts'
import { serve } from './serve.ts'
import { testSettings, usualSettings, type Settings } from './settings.ts'
import { supervise } from './supervise.ts'
import { handOutWal, walOutSettings } from './wal-out.ts'

/** Which cluster is started, and how. */
export interface PostgresOptions {
  /** Folder of the cluster, its log and its passwords; made when missing. */
  dataDir: string
  /** Port on 127.0.0.1; without it the port of the last run, or a free one. */
  port?: number
  settings?: Settings
  /** Hands out the log of every write, for continuous backup, or no longer; without it as it was. */
  handsOutLog?: boolean
  /** `test` trades durability for speed and lets the role create databases: for the test suite alone. */
  profile?: 'test'
  log?: Pick<Logger, 'info' | 'warn' | 'error'>
}

/** A database that runs and is revived when it dies. */
export interface Postgres {
  /** The owner's address: role `zhike`, no superuser, owner of database `zhike`. */
  url: string
  /** The address that the app runs with: role `zhike_app`, which reads and writes rows and owns nothing. */
  runTimeUrl: string
  /** The superuser's address, for the supervisor and for tests that break things. */
  adminUrl: string
  port: number
  /** Process of the server when it was started; a restart changes it. */
  pid: number
  /** Calls back each time the server had died and was restarted; returns how to stop listening. */
  onExit(listener: () => void): () => void
  /** Stops the server, unless another process still watches over it. */
  stop(): Promise<void>
}

/** Starts the embedded PostgreSQL of this folder, or adopts the one that runs, and keeps it running until `stop`. */
export const startPostgres = async (options: PostgresOptions): Promise<Postgres> => {
  const dataDir = path.resolve(options.dataDir)
  openFolder(dataDir)
  const native = runnablePrograms(nativeFolder())
  const connection = withRunTimePassword(readConnection(dataDir) ?? newConnection())
  if (!hasCluster(dataDir)) {
    writeConnection(dataDir, connection)
    options.log?.info({ dataDir }, 'creating the database')
    createCluster(native, dataDir, connection.adminPassword)
  } else if (!readConnection(dataDir)) {
    throw new PostgresError(
      `${dataDir} 中的 connection.json(数据库密码)丢失,请从备份恢复该文件。\n` +
        `connection.json with the database passwords is missing in ${dataDir}: restore it from a backup.`,
    )
  }

  handOutWal(dataDir, options.handsOutLog)
  const given = { ...walOutSettings(dataDir), ...options.settings }
  const settings = { ...usualSettings(), ...(options.profile === 'test' ? testSettings : {}), ...given }
  const cluster = { native, dataDir, connection, settings }
  const { pid, port } = await serve(cluster, options.port ?? connection.port, options.port === undefined)
  writeConnection(dataDir, { ...connection, port })
  await provision(connection, port, options.profile === 'test')
  const guard = await supervise(cluster, port, options.log)
  return { ...addresses(connection, port), port, pid, ...guard }
}

/** Others may pass through (PostgreSQL's account must) but not look around. */
const openFolder = (dataDir: string): void => {
  makeFolder(dataDir)
  const { uid, gid } = serverAccount()
  if (uid === undefined || gid === undefined) return chmodSync(dataDir, 0o700)
  chmodSync(dataDir, 0o711)
  if (process.platform === 'linux' || reachable(dataDir)) return
  throw new PostgresError(
    `以 root 运行时,数据目录 ${dataDir} 必须位于其他账号可进入的路径下,请改用 DATA_DIR 指定,或以普通用户运行。\n` +
      `As root, the data directory must lie where other accounts may pass: set DATA_DIR, or run as an ordinary user.`,
  )
}
