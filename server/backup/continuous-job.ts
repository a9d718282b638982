import { existsSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { defineError } from '#engine'
import {
  copyBase,
  fetchLog,
  keepBackupKey,
  logFrom,
  markLog,
  outlivedLog,
  parseSegment,
  readShelf,
  recipientOf,
  type Shelf,
} from '#platform/backup'
import { makeFolder } from '#platform/config'
import { listWorkspaces } from '#platform/control'
import { walOutIn } from '#platform/postgres'
import type { Services } from '../services.ts'
import { shelfOf } from './continuous-folder.ts'
import { dropOldFiles, keepFiles } from './keep-files.ts'

type Needed = Pick<Services, 'config' | 'database' | 'files' | 'log'>

/** Continuous backup behind the scenes: the log every minute, a copy of the cluster where the last one is old. */
export const defineContinuous = (services: Services): void => {
  if (services.config.databaseDir === null) return
  const seen: Seen = { changes: '', at: 0 }
  services.jobs.define('continuous.log', () => keepLog(services, seen), { expireIn: 3_600 })
  services.jobs.schedule('continuous.log', '* * * * *', { zone: 'UTC' })
  // A copy counts once the log is marked after it: that need not wait for somebody to write.
  const base = async () => void ((await keepBase(services)) && (seen.at = 0))
  services.jobs.define('continuous.base', base, { expireIn: 6 * 3_600 })
  services.jobs.schedule('continuous.base', '*/5 * * * *', { zone: 'UTC' })
}

/** What the log was like when it was last fetched. */
export interface Seen {
  changes: string
  at: number
}

/** Where nobody wrote, the log is fetched so seldom: of itself it is but the server's own noise. */
const idleMs = 600_000

/** So much of the log may wait where the database lies while it cannot be fetched. */
const mostWaiting = 2 * 2 ** 30

const Waiting = defineError(
  'backup.logWaiting',
  507,
  '持续备份中断:备份目录写不进去,等待备份的日志已超过 2 GB,已丢弃以免占满数据库所在的磁盘。备份目录恢复后会自动重新开始',
  'Continuous backup broke off: the backup folder cannot be written, and what waited for it exceeded 2 GB; it was dropped to save the disk of the database. It begins anew by itself once the folder is back',
)

/** Brings the log of everything acknowledged until now onto the shelf, with the attachments that it names. */
export const keepLog = async (services: Needed, seen: Seen): Promise<void> => {
  const { config, database, log } = services
  const from = walOutIn(config.databaseDir!)
  if (!existsSync(from)) return
  if (config.pointInTimeDays === 0) return drop(from)
  try {
    const { shelf, key, recipient } = await open(services)
    const changes = await lastChanges(services)
    const due = changes !== seen.changes || Date.now() - seen.at > idleMs
    const mark = due ? await markLog(database.owner) : null
    if (mark) await keepFiles(services, shelf, recipient, seen.at)
    const marked = await fetchLog(from, shelf, key, mark)
    if (mark && marked) Object.assign(seen, { changes, at: mark.at.getTime() })
  } catch (error) {
    const waiting = (await readdir(from)).length * 16 * 2 ** 20
    if (waiting <= mostWaiting) throw error
    log.error({ err: error }, `${Waiting().say('zh-CN')}\n${Waiting().say('en')}`)
    await drop(from)
  }
}

const open = async ({ config, database }: Needed) => {
  const shelf = await shelfOf(database, config)
  makeFolder(shelf, 0o700)
  const key = await keepBackupKey(config.backupKey, config.dataDir)
  return { shelf, key, recipient: await recipientOf(key) }
}

const drop = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder)) await rm(path.join(folder, name), { force: true })
}

const lastChanges = async ({ database }: Needed): Promise<string> => {
  const last: string[] = []
  for (const { schemaName } of await listWorkspaces(database)) {
    const [change] = await database.query<{ id: string }>(
      `select id from "${schemaName}".change order by change.tx desc, id desc limit 1`,
    )
    last.push(change?.id ?? '')
  }
  return last.join()
}

const dayMs = 86_400_000
/** An attachment was put on the shelf when it came, and may have been named until yesterday. */
const filesStayDays = 30

/**
 * Copies the cluster where there is no copy that the log leads on from, or only an old one; clears away what is outlived.
 * Answers whether there is a new copy.
 */
export const keepBase = async (services: Needed): Promise<boolean> => {
  const { config, database } = services
  const { databaseDir, databaseUrl, secret, pointInTimeDays } = config
  if (pointInTimeDays === 0 || !existsSync(walOutIn(databaseDir!))) return false
  const { shelf, recipient } = await open(services)
  const [now] = await database.query<{ segment: string }>('select pg_walfile_name(pg_current_wal_lsn()) as segment')
  const due = await needsBase(await readShelf(shelf), parseSegment(now!.segment)!.timeline)
  if (due) {
    await copyBase({ databaseUrl: databaseUrl!, databaseDir: databaseDir!, secret, shelf, recipient })
    await keepFiles(services, shelf, recipient, 0)
    await dropOldFiles(services, shelf, new Date(Date.now() - (pointInTimeDays + filesStayDays) * dayMs))
  }
  const since = new Date(Date.now() - pointInTimeDays * dayMs)
  for (const { file } of outlivedLog(await readShelf(shelf), since)) await rm(file, { force: true })
  return due
}

const baseLivesMs = 7 * dayMs
const leastLog = 64 * 2 ** 20

/** A copy is made anew when going through its log would take longer, and more room, than another copy. */
const needsBase = async (shelf: Shelf, timeline: number): Promise<boolean> => {
  const base = shelf.bases.findLast(({ from }) => from.timeline === timeline)
  if (!base || Date.now() - base.at.getTime() > baseLivesMs) return true
  const log = logFrom(base, shelf)
  const newest = shelf.log.findLast((kept) => kept.timeline === timeline)
  if (newest && newest.number > (log.at(-1)?.number ?? base.from.number)) return true
  const sizes = await Promise.all([base, ...log].map(async ({ file }) => (await stat(file)).size))
  const [copied = 0, ...logged] = sizes
  return logged.reduce((sum, size) => sum + size, 0) > Math.max(copied, leastLog)
}
