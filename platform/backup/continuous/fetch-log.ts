import { createReadStream, existsSync } from 'node:fs'
import { readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import type { Session } from '#engine'
import { recipientOf } from '../backup-key.ts'
import { readSealed, writeSealed } from '../sealed-file.ts'
import { parseSegment, type Segment } from './segment.ts'
import { keptName, readShelf } from './shelf.ts'

/** A moment, and the file of the log by which it is complete. */
interface Mark {
  readonly segment: string
  readonly at: Date
}

/** Ends the current file of the log: whatever was acknowledged before `at` is in it or in those before it. */
export const markLog = async (db: Session): Promise<Mark> => {
  const [now] = await db.query<{ ms: number }>(
    'select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as ms',
  )
  // The place is the one behind the file; where nothing had been written since the last mark, behind the one before.
  const [done] = await db.query<{ segment: string }>('select pg_walfile_name(pg_switch_wal() - 1::numeric) as segment')
  return { segment: done!.segment, at: new Date(now!.ms) }
}

/** How long PostgreSQL may take to hand out what it has finished. */
const patienceMs = 20_000

/** Brings what PostgreSQL has handed out onto the shelf, encrypted with this key; answers whether the mark is among it. */
export const fetchLog = async (from: string, shelf: string, key: string, mark: Mark | null): Promise<boolean> => {
  const recipient = await recipientOf(key)
  const waited = mark && !(await markKept(shelf, mark)) ? mark : null
  let marked = mark !== null && waited === null
  for (let left = patienceMs; waited && left > 0 && !existsSync(path.join(from, waited.segment)); left -= 100)
    await wait(100)
  for (const name of (await readdir(from)).sort()) {
    const segment = parseSegment(name)
    const file = path.join(from, name)
    if (segment && !(await isKept(shelf, segment, file, key))) {
      const kept = path.join(shelf, keptName(segment, waited?.segment === name ? waited.at : null))
      await writeSealed(createReadStream(file), kept, recipient)
      marked ||= waited?.segment === name
    }
    // Notes on timelines and backups, which a base brings along itself; what is half-written is not ours.
    if (segment || /\.(history|backup)$/.test(name)) await rm(file, { force: true })
  }
  return marked
}

const same = (a: Segment) => (b: Segment) => a.timeline === b.timeline && a.number === b.number

/** Nothing was written since that file was fetched: it says so by its name. */
const markKept = async (shelf: string, { segment, at }: Mark): Promise<boolean> => {
  const kept = (await readShelf(shelf)).log.find(same(parseSegment(segment)!))
  if (kept) await rename(kept.file, path.join(shelf, keptName(kept, at)))
  return kept !== undefined
}

/**
 * A cluster that was restored hands out some of its past again. One whose disk was set back writes another future under the
 * names of the first: then the first is put aside, under names that nobody reads.
 */
const isKept = async (shelf: string, segment: Segment, file: string, key: string): Promise<boolean> => {
  const { log, bases } = await readShelf(shelf)
  const kept = log.find(same(segment))
  if (!kept) return false
  if ((await buffer(readSealed(kept.file, key))).equals(await readFile(file))) return true
  const later = (of: Segment) => of.timeline === segment.timeline && of.number >= segment.number
  for (const lost of [...log.filter(later), ...bases.filter((base) => later(base.from))])
    await rename(lost.file, `${lost.file}.aside`)
  return false
}
