import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { limits } from '../limits.ts'
import { Bomb, Damaged } from './errors.ts'

/** The parts of a workbook, each to be read piece by piece. */
export interface Parts {
  /** Of all of them, in lower case. */
  readonly names: readonly string[]
  has(name: string): boolean
  /** Throws where the part is not there, does not unpack, or is larger than it said. */
  open(name: string): AsyncGenerator<Buffer>
  close(): void
}

/**
 * Opens a workbook's archive. What it says to unpack to is checked before anything is unpacked; while unpacking, a part that
 * is larger than it said ends in an error. Archives inside archives are never opened.
 */
export const openParts = async (path: string): Promise<Parts> => {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }).catch(damaged)
  try {
    const entries = await index(zip)
    return {
      names: [...entries.keys()],
      has: (name) => entries.has(name.toLowerCase()),
      open: (name) => pieces(zip, entries.get(name.toLowerCase())),
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function* pieces(zip: ZipFile, entry: Entry | undefined): AsyncGenerator<Buffer> {
  if (!entry) throw Damaged({ what: 'zip' })
  const stream = await zip.openReadStreamPromise(entry).catch(damaged)
  const chunks = stream[Symbol.asyncIterator]()
  try {
    for (;;) {
      const { value, done } = await chunks.next().catch(damaged)
      if (done) return
      yield value as Buffer
    }
  } finally {
    stream.destroy()
  }
}

/** The entries by name, in lower case: some writers disagree with themselves about it. */
const index = async (zip: ZipFile): Promise<Map<string, Entry>> => {
  if (zip.entryCount > limits.parts) throw Bomb()
  const entries = new Map<string, Entry>()
  let unpacked = 0
  try {
    for await (const entry of zip.eachEntry()) {
      const { uncompressedSize, compressedSize } = entry
      if (isRead(entry.fileName)) unpacked += uncompressedSize
      const packedOddly =
        uncompressedSize > limits.smallPart && uncompressedSize / Math.max(compressedSize, 1) > limits.ratio
      if (packedOddly || unpacked > limits.unpacked) throw Bomb()
      entries.set(entry.fileName.toLowerCase().replaceAll('\\', '/'), entry)
    }
  } catch (error) {
    throw isOurs(error) ? error : Damaged({ what: 'zip' })
  }
  return entries
}

const isOurs = (error: unknown) => typeof (error as { say?: unknown }).say === 'function'

/** Pictures and the like are never unpacked. */
const isRead = (name: string) => /\.(xml|rels|bin)$/i.test(name)

const damaged = (): never => {
  throw Damaged({ what: 'zip' })
}
