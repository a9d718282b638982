import { chownSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { serverAccount } from './account.ts'
import { clusterIn } from './cluster.ts'
import { PostgresError } from './postgres-error.ts'
import { type Postgres, type PostgresOptions, startPostgres } from './start-postgres.ts'

/** The log lies in the cluster already; a command that always says "not there" makes PostgreSQL look for it there. */
const fromFolder = { restore_command: 'exit 1', recovery_target_timeline: 'current', hot_standby: 'off' }

/**
 * Starts a cluster that was laid out with its log, as it was at that moment: everything that was committed by then, nothing
 * that came later. The log must reach that far; its last file begins at `lastFile`.
 */
export const recoverPostgres = async (options: PostgresOptions, until: Date, lastFile: bigint): Promise<Postgres> => {
  giveToServer(clusterIn(options.dataDir))
  const start = (target: object) =>
    startPostgres({ ...options, settings: { ...options.settings, ...fromFolder, ...target } })
  try {
    return await start({
      recovery_target_time: until.toISOString().replace('T', ' ').replace('Z', '+00'),
      recovery_target_action: 'promote',
    })
  } catch (error) {
    // Nothing was committed after that moment, so that the end of the log is that moment.
    if (!(error instanceof PostgresError) || !/ended before configured recovery target/.test(error.message)) throw error
    const whole = await start({})
    if (branchedAt(clusterIn(options.dataDir)) > lastFile + firstHeader) return whole
    await whole.stop()
    throw new PostgresError(
      '持续备份的日志读到一半就断了,没有恢复任何数据。请换一个更早的时刻,或从备份文件恢复。\n' +
        'The log of the continuous backup breaks off half-way; nothing was restored. Try an earlier moment, or a backup file.',
    )
  }
}

/** Bytes at the beginning of a file of the log that are no entry yet. */
const firstHeader = 40n

/** Where the log went on as another timeline, in bytes: behind the last entry that was read. */
const branchedAt = (cluster: string): bigint => {
  const folder = path.join(cluster, 'pg_wal')
  const newest = readdirSync(folder)
    .filter((name) => name.endsWith('.history'))
    .sort()
    .at(-1)
  const lines = newest
    ? [...readFileSync(path.join(folder, newest), 'utf8').matchAll(/^\d+\t([\dA-F]+)\/([\dA-F]+)/gm)]
    : []
  const [, high = '0', low = '0'] = lines.at(-1) ?? []
  return BigInt(`0x${high}`) * 2n ** 32n + BigInt(`0x${low}`)
}

const giveToServer = (folder: string): void => {
  const { uid, gid } = serverAccount()
  if (uid === undefined || gid === undefined) return
  chownSync(folder, uid, gid)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    chownSync(path.join(entry.parentPath, entry.name), uid, gid)
}
