import { Client } from 'pg'
import { runnablePrograms } from './account.ts'
import { nativeFolder } from './binaries.ts'
import { addresses, readConnection } from './connection-file.ts'
import { readLock, shutDown } from './postmaster.ts'
import { probe } from './probe.ts'
import { guardLock } from './supervise.ts'

/**
 * Stops the server of this folder where nobody watches over it: it outlives an application that was killed. False while
 * somebody does, or while it cannot be asked; true where none runs any more.
 */
export const stopUnwatched = async (dataDir: string): Promise<boolean> => {
  const [lock, connection] = [readLock(dataDir), readConnection(dataDir)]
  if (!lock || !connection) return true
  const { adminUrl } = addresses(connection, lock.port)
  const answer = await probe(adminUrl)
  if (answer !== 'ready') return answer !== 'busy'
  if (await isWatched(adminUrl)) return false
  shutDown(runnablePrograms(nativeFolder()), dataDir)
  return true
}

const isWatched = async (adminUrl: string): Promise<boolean> => {
  const client = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [guardLock])
    return !rows[0]?.got
  } catch {
    return true
  } finally {
    await client.end().catch(() => {})
  }
}
