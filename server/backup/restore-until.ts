import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { Database, endUnfinished, verifySeal } from '#engine'
import {
  type Chain,
  chainTo,
  Damaged,
  layOut,
  NoSuchMoment,
  NothingContinuous,
  readSealed,
  readShelf,
  segmentBytes,
} from '#platform/backup'
import { type Config, makeFolder } from '#platform/config'
import { listWorkspaces, sealAnchor } from '#platform/control'
import { createFileStore, type FileStore } from '#platform/files'
import { forgetJobs } from '#platform/jobs'
import type { Logger } from '#platform/log'
import { recoverPostgres } from '#platform/postgres'
import { upgradeAll } from '../upgrade-all.ts'
import { momentText } from '../moment-text.ts'
import { reachOf, shelvesIn } from './continuous-folder.ts'
import { keptFile } from './keep-files.ts'
import { takePlace } from './take-place.ts'
import { inWorkplace, nameOfMine } from './workplace.ts'

export interface UntilWork {
  readonly until: Date
  /** The folder of the continuous backups. */
  readonly from: string
  readonly key: string
  readonly s3: Config['s3']
  readonly log: Logger
}

/** An installation as it was at a moment. */
export interface Recovered {
  readonly until: string
  /** When the copy was made that the log led on from. */
  readonly base: string
  readonly rows: number
  readonly files: number
  /** Attachments that rows name and that the continuous backup does not hold. */
  readonly missing: readonly string[]
  readonly seals: readonly { readonly schema: string; readonly ok: boolean; readonly entries: number }[]
}

/** Restores the embedded database as it was at a moment, as a data directory of its own. */
export const restoreUntil = (
  work: UntilWork,
  folder: string,
  replace: boolean,
): Promise<Recovered & { readonly aside: string | null }> => takePlace(folder, replace, (half) => build(half, work))

/** The same somewhere aside, removed again once it is proven. */
export const rehearseUntil = async (work: UntilWork, beside: string): Promise<Recovered> => {
  const folder = path.join(beside, nameOfMine('.zhike-proof'))
  return inWorkplace(folder, () => build(folder, work))
}

const build = async (folder: string, work: UntilWork): Promise<Recovered> => {
  const { key, until, log } = work
  const { shelf, chain } = await find(work)
  const databaseDir = path.join(folder, 'postgres')
  makeFolder(databaseDir, 0o711)
  const secret = await layOut(chain, key, databaseDir)
  const postgres = await recoverPostgres({ dataDir: databaseDir, log }, until, startOfLast(chain))
  const database = new Database(postgres.runTimeUrl, { ownerUrl: postgres.url, max: 2, statementTimeout: 0 })
  try {
    await leaveBehind(database)
    const files = createFileStore({ s3: work.s3, dataDir: folder })
    const found = await bringFiles(database, files, work.s3 ? null : shelf, key)
    const facts = { ...found, seals: await sealsOf(database, secret), rows: await countOf(database) }
    await upgradeAll({ database, log, config: { secret } })
    await writeFile(path.join(folder, 'secrets.json'), `${JSON.stringify({ secret }, null, 2)}\n`, { mode: 0o600 })
    return { ...facts, until: until.toISOString(), base: chain.base.at.toISOString() }
  } finally {
    await database.close()
    await postgres.stop()
  }
}

const startOfLast = ({ log }: Chain): bigint => BigInt(log.at(-1)!.number) * BigInt(segmentBytes)

const find = async ({ from, until }: UntilWork): Promise<{ shelf: string; chain: Chain }> => {
  for (const shelf of await shelvesIn(from)) {
    const chain = chainTo(await readShelf(shelf), until)
    if (chain) return { shelf, chain }
  }
  const spans = await reachOf(from)
  if (spans.length === 0) throw NothingContinuous({ place: from })
  throw NoSuchMoment({
    reach: spans.map((span) => `${momentText(span.from, true)} – ${momentText(span.until)}`).join(', '),
  })
}

/** What no restore brings back: sessions, and jobs that would be done a second time. */
const leaveBehind = async (database: Database): Promise<void> => {
  await database.owner.query('delete from auth.session')
  await forgetJobs(database.owner)
  for (const { schemaName } of await listWorkspaces(database)) await endUnfinished(database.owner, schemaName)
}

/** Brings the attachments along, each held against the digest that its row has; on S3 storage they only need to be there. */
const bringFiles = async (database: Database, store: FileStore, shelf: string | null, key: string) => {
  const missing: string[] = []
  let files = 0
  const bring = async (row: { readonly key: string; readonly sha256: string }): Promise<boolean> => {
    if (shelf === null) {
      const there = await store.open(row.key).catch(() => null)
      there?.destroy()
      return there !== null
    }
    const file = keptFile(shelf, row.key)
    if (!existsSync(file)) return false
    const { sha256 } = await store.putBack(Readable.from(readSealed(file, key)), row.key)
    if (sha256 !== row.sha256) throw Damaged({ what: row.key })
    return true
  }
  for (const { schemaName } of await listWorkspaces(database))
    for (const row of await database.query<{ key: string; sha256: string }>(
      `select key, sha256 from "${schemaName}".file order by key`,
    ))
      if (await bring(row)) files++
      else missing.push(row.key)
  return { files, missing }
}

const sealsOf = async (database: Database, secret: string) => {
  const seals: { schema: string; ok: boolean; entries: number }[] = []
  for (const { id, schemaName } of await listWorkspaces(database)) {
    const { ok, entries } = await verifySeal(database.owner, schemaName, sealAnchor(id, secret))
    seals.push({ schema: schemaName, ok, entries })
  }
  return seals
}

const countOf = async (database: Database): Promise<number> => {
  let rows = 0
  for (const { schemaName } of await listWorkspaces(database))
    for (const { name } of await database.owner.query<{ name: string }>(
      `select quote_ident(tablename) as name from pg_tables where schemaname = $1`,
      [schemaName],
    ))
      rows += (await database.owner.query<{ n: number }>(`select count(*) as n from "${schemaName}".${name}`))[0]!.n
  return rows
}
