import { setTimeout as wait } from 'node:timers/promises'
import { addresses, type Connection } from './connection-file.ts'
import { freePort } from './free-port.ts'
import { PostgresError, refuseFullDisk } from './postgres-error.ts'
import { launch, readLock, type Launch } from './postmaster.ts'
import { probe } from './probe.ts'
import type { Settings } from './settings.ts'

/** A cluster and what it is started with. */
export interface Cluster {
  native: string
  dataDir: string
  connection: Connection
  settings: Settings
}

/** A server that answers. */
export interface Serving {
  pid: number
  port: number
  /** False when the server was already running and we adopted it. */
  launched: boolean
}

/** A killed server's process may stay a zombie, and its backends may hold the shared memory, for this long. */
const patience = 20_000
const lockHeld = /lock file .* already exists|lock file .* is empty|pre-existing shared memory block/
const portTaken = /could not bind|could not create any TCP\/IP sockets/

/**
 * Makes the cluster serve, whatever state it is in. A server that still runs is adopted rather than restarted: that is
 * instant, and commands such as an import may be working on it. A stale lock is waited for and never deleted, for
 * two servers on one cluster would destroy it.
 */
export const serve = async (cluster: Cluster, wanted: number | null, portMayChange: boolean): Promise<Serving> => {
  const { native, dataDir, settings } = cluster
  const deadline = Date.now() + patience
  const running = readLock(dataDir)
  if (running && (await ready(cluster, running.port))) return { ...running, launched: false }

  let port = portMayChange ? await freePort(wanted) : (wanted ?? (await freePort(null)))
  for (;;) {
    const attempt = launch(native, dataDir, port, settings)
    if (await ready(cluster, port, attempt)) return { pid: attempt.child.pid!, port, launched: true }

    // Another process may have started the server in the same moment: then the lock is alive, and its server ours.
    const lock = readLock(dataDir)
    if (lock && (await ready(cluster, lock.port))) return { ...lock, launched: false }

    const said = attempt.child.pid ? attempt.said() : 'the program cannot be run'
    const passing = lockHeld.test(said) || portTaken.test(said)
    refuseFullDisk(said, dataDir)
    if (!passing || Date.now() > deadline) throw new PostgresError(refusal(said, lock?.pid))
    if (portTaken.test(said) && portMayChange) port = await freePort(null)
    await wait(300)
  }
}

/** Waits while the server starts or recovers, however long that takes; false when it does not run or is not ours. */
const ready = async ({ connection }: Cluster, port: number, attempt?: Launch): Promise<boolean> => {
  const { adminUrl } = addresses(connection, port)
  for (;;) {
    const ended = attempt ? !attempt.child.pid || attempt.child.exitCode !== null || !!attempt.child.signalCode : true
    const answer = await probe(adminUrl)
    if (answer === 'ready') return true
    if (ended && answer !== 'busy') return false
    await wait(25)
  }
}

const refusal = (said: string, pid?: number): string => {
  if (lockHeld.test(said))
    return (
      `数据库的锁文件 postmaster.pid 仍被进程 ${pid ?? '?'} 占用。若它不是本数据目录的 PostgreSQL,请结束该进程或重启机器后再启动;请勿删除锁文件。\n` +
      `The lock file is held by process ${pid ?? '?'}. End it (or reboot) and start again; do not delete the file.\n${said}`
    )
  return `内置数据库没有启动成功,原因见下。\nThe embedded database did not start:\n${said.split('\n').slice(-8).join('\n')}`
}
