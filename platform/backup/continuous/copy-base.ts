import { createReadStream } from 'node:fs'
import { readdir, readFile, rename, stat } from 'node:fs/promises'
import path from 'node:path'
import { Client } from 'pg'
import { createArchive } from '../archive-writer.ts'
import { parseSegment } from './segment.ts'
import { baseName } from './shelf.ts'

/** What is copied, and where to. */
export interface BaseWork {
  /** Of the account that owns the database. */
  readonly databaseUrl: string
  /** Folder of the embedded database: its cluster and the file with its passwords. */
  readonly databaseDir: string
  /** Signed and encrypted what the database holds; goes into the copy. */
  readonly secret: string
  readonly shelf: string
  readonly recipient: string
}

/**
 * Copies the cluster while people work: PostgreSQL is told, notes what changes meanwhile in its log, and the log mends the
 * copy when it is restored. Answers the size in bytes.
 */
export const copyBase = async ({ databaseUrl, databaseDir, secret, shelf, recipient }: BaseWork): Promise<number> => {
  const db = new Client({ connectionString: databaseUrl, statement_timeout: 0 })
  db.on('error', () => {}) // the statement in flight fails as well
  await db.connect()
  const half = path.join(shelf, 'base.half')
  const archive = await createArchive(half, recipient)
  try {
    await db.query(`select pg_backup_start('zhike', true)`)
    const cluster = path.join(databaseDir, 'cluster')
    const { folders, files } = await thingsIn(cluster)
    for (let from = 0; from < files.length; from += atOnce) {
      const names = files.slice(from, from + atOnce)
      const small = await Promise.all(names.map((name) => smallFile(path.join(cluster, name))))
      for (const [nth, name] of names.entries())
        await archive.addStream(`cluster/${name}`, small[nth] ? just(small[nth]) : contentOf(path.join(cluster, name)))
    }
    const { rows } = await db.query<{ label: string; first: string; at: Date }>(
      `with done as materialized (select labelfile from pg_backup_stop(false))
       select labelfile as label, substring(labelfile from 'file ([0-9A-F]{24})') as first, clock_timestamp() as at from done`,
    )
    const { label, first, at } = rows[0]!
    await archive.addStream('cluster/backup_label', just(label))
    await archive.addStream('connection.json', just(await readFile(path.join(databaseDir, 'connection.json'))))
    await archive.addStream('secret', just(secret))
    await archive.addStream('folders.json', just(JSON.stringify(folders)))
    const size = await archive.finish()
    await rename(half, path.join(shelf, baseName(parseSegment(first)!, at)))
    return size
  } catch (error) {
    await archive.abandon()
    throw error
  } finally {
    await db.end()
  }
}

/** Made anew by every start, or, like the log, kept apart. */
const emptied = /^(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\//
const passedOver =
  /^(postmaster\.(pid|opts)|backup_label|tablespace_map|zhike_wal(\/.*)?)$|(^|\/)(pgsql_tmp|pg_internal\.init)/
/** Where the log branched off before; small, and part of the log's past. */
const history = /^pg_wal\/[0-9A-F]{8}\.history$/

/** Names of folders and files, the control file last: it is to be of no time before the rest. */
const thingsIn = async (cluster: string): Promise<{ readonly folders: string[]; readonly files: string[] }> => {
  const control = 'global/pg_control'
  const folders: string[] = []
  const files: string[] = []
  for (const entry of await readdir(cluster, { recursive: true, withFileTypes: true })) {
    const name = path.relative(cluster, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')
    if (passedOver.test(name) || name === control) continue
    if (entry.isDirectory()) folders.push(name)
    else if (!emptied.test(name) || history.test(name)) files.push(name)
  }
  return { folders, files: [...files, control] }
}

/** A cluster is a thousand small files: they are read some at a time, for each costs more in waiting than in reading. */
const atOnce = 32
const smallBytes = 2 ** 18

/** Null for one that is large, or gone. */
const smallFile = async (file: string): Promise<Buffer | null> => {
  const found = await stat(file).catch(() => null)
  return found && found.size <= smallBytes ? readFile(file).catch(() => null) : null
}

/** A file that is dropped while it is read is dropped in the log, too. */
async function* contentOf(file: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 })) yield chunk as Buffer
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error
  }
}

async function* just(text: string | Buffer): AsyncGenerator<Buffer> {
  yield Buffer.from(text)
}
