import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { nameOfSegment, parseSegment, type Segment } from './segment.ts'

/** A copy of the whole cluster, from which the log leads on. */
export interface Base {
  readonly file: string
  /** From this moment on it can be brought to any that the log has. */
  readonly at: Date
  /** The first file of the log that it needs. */
  readonly from: Segment
}

/** A file of the log on the shelf. */
export interface Kept extends Segment {
  readonly file: string
  /** All that was acknowledged before this moment is in this file or in those before it; null where nobody looked. */
  readonly until: Date | null
}

/** What lies in the folder of one cluster. */
export interface Shelf {
  readonly bases: readonly Base[]
  readonly log: readonly Kept[]
}

/** A base with the log that leads on from it without a gap: any moment in between can be restored. */
export interface Chain {
  readonly base: Base
  readonly log: readonly Kept[]
  readonly until: Date
}

const stamp = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/

/** Moments in names: `20261122T103000123Z`. */
const stampOf = (at: Date): string => at.toISOString().replace(/[-:.]/g, '')
const readStamp = (text: string): Date => new Date(text.replace(stamp, '$1-$2-$3T$4:$5:$6.$7Z'))

/** The name of a copy that a restore begins with. */
export const baseName = (from: Segment, at: Date): string => `base-${nameOfSegment(from)}-${stampOf(at)}.zkb`

/** The name of a piece of the log; one that was ended on purpose says when. */
export const keptName = (segment: Segment, until: Date | null): string =>
  `${nameOfSegment(segment)}${until ? `-${stampOf(until)}` : ''}.zkw`

/** Reads the names in the folder of one cluster: they say all that is to be known. */
export const readShelf = async (folder: string): Promise<Shelf> => {
  const bases: Base[] = []
  const log = new Map<string, Kept>()
  for (const name of await readdir(folder).catch(() => [])) {
    const [, kind, first = '', moment] = /^(base-)?([0-9A-F]{24})(?:-(\d{8}T\d{9}Z))?\.zk[bw]$/.exec(name) ?? []
    const segment = parseSegment(first)
    if (!segment) continue
    const file = path.join(folder, name)
    const at = moment ? readStamp(moment) : null
    // A process that died may have fetched a file twice: the one with a moment says more.
    if (!kind) log.set(first, { ...segment, file, until: at ?? log.get(first)?.until ?? null })
    else if (at) bases.push({ file, at, from: segment })
  }
  return { bases: bases.sort((a, b) => +a.at - +b.at), log: [...log.values()].sort((a, b) => a.number - b.number) }
}

/** The log from a base on, up to the first file that is missing. */
export const logFrom = ({ from }: Base, { log }: Shelf): Kept[] => {
  const on = log.filter(({ timeline, number }) => timeline === from.timeline && number >= from.number)
  const gap = on.findIndex(({ number }, nth) => number !== from.number + nth)
  return gap < 0 ? on : on.slice(0, gap)
}

/** What can be restored, the oldest base first. */
export const chainsOf = (shelf: Shelf): Chain[] =>
  shelf.bases.flatMap((base) => {
    const log = logFrom(base, shelf)
    const until = log.findLast((kept) => kept.until)?.until
    return until && until >= base.at ? [{ base, log, until }] : []
  })

/** The chain that reaches a moment with the least log to go through, and of it only what is needed; null when none does. */
export const chainTo = (shelf: Shelf, moment: Date): Chain | null => {
  const chain = chainsOf(shelf).findLast(({ base, until }) => base.at <= moment && moment <= until)
  if (!chain) return null
  const last = chain.log.findIndex(({ until }) => until && until >= moment)
  return { ...chain, log: chain.log.slice(0, last + 1) }
}
