import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import type { Logger } from '#platform/log'
import { addresses } from './connection-file.ts'
import { readLock, shutDown } from './postmaster.ts'
import { serve, type Cluster } from './serve.ts'

/** Whoever watches over a server. */
export interface Guard {
  onExit(listener: () => void): () => void
  stop(): Promise<void>
}

/** Any number: it names the lock "I am the one who watches over this cluster". */
export const guardLock = 7_446_532

/**
 * Keeps the server running on its port. One connection with an advisory lock is held open: its end tells at once that
 * something died, and the lock says which of several processes on this cluster is to restart it and to stop it.
 * If that process is killed, another one takes its place.
 */
export const supervise = async (
  cluster: Cluster,
  port: number,
  log?: Pick<Logger, 'warn' | 'error'>,
): Promise<Guard> => {
  const listeners = new Set<() => void>()
  const { adminUrl } = addresses(cluster.connection, port)
  let stopping = false
  let owner = false
  let watch: Client | null = null
  let recovery: Promise<void> | null = null

  const claim = async () => {
    const answer = await watch?.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [guardLock])
    owner = answer?.rows[0]?.got ?? false
  }

  const connect = async () => {
    const client = new Client({ connectionString: adminUrl, application_name: 'zhike supervisor', keepAlive: true })
    client.on('error', () => {}) // 'end' follows
    await client.connect()
    watch = client
    client.once('end', () => {
      watch = null
      if (!stopping) recovery ??= recover().finally(() => (recovery = null))
    })
    await claim()
  }

  const recover = async () => {
    if (!owner) await wait(3000) // the owner's turn first
    for (let pause = 200; !stopping; pause = Math.min(pause * 2, 10_000)) {
      try {
        const server = await serve(cluster, port, false)
        if (server.launched) {
          log?.warn({ pid: server.pid }, 'the database had died and was restarted')
          for (const listener of listeners) listener()
        }
        return await connect()
      } catch (error) {
        log?.error({ err: error }, 'the database cannot be restarted; trying again')
        await wait(pause)
      }
    }
  }

  await connect()
  const heir = setInterval(() => {
    if (!owner) void claim().catch(() => {})
  }, 5000)
  heir.unref()

  return {
    onExit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async stop() {
      stopping = true
      clearInterval(heir)
      await recovery
      if (watch && !owner) await claim().catch(() => {}) // the last one out stops the server
      await watch?.end()
      if (owner) await stopServer(cluster)
    },
  }
}

const stopServer = async ({ native, dataDir }: Cluster): Promise<void> => {
  const pid = readLock(dataDir)?.pid
  shutDown(native, dataDir)
  for (let left = 100; pid && left > 0 && runs(pid); left--) await wait(20)
}

const runs = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
