import type { Readable } from 'node:stream'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { limits } from '../../limits.ts'
import { Bomb, Damaged, OtherFormat } from '../errors.ts'

/** The parts of a workbook, each to be read as a stream that ends where its stated size does. */
export interface Parts {
  has(name: string): boolean
  open(name: string): Promise<Readable>
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
    if (!entries.has('[content_types].xml')) throw OtherFormat({ format: entries.has('mimetype') ? ' ODS ' : ' zip 压缩' })
    return {
      has: (name) => entries.has(name.toLowerCase()),
      open: async (name) => {
        const entry = entries.get(name.toLowerCase())
        if (!entry) throw Damaged({ what: name })
        return zip.openReadStreamPromise(entry).catch(damaged)
      },
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
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
      const packedOddly = uncompressedSize > limits.smallPart && uncompressedSize / Math.max(compressedSize, 1) > limits.ratio
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
const isRead = (name: string) => /\.(xml|rels)$/i.test(name)

const damaged = (): never => {
  throw Damaged({ what: 'zip' })
}
