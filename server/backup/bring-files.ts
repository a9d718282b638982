import type { Readable } from 'node:stream'
import { Damaged, measureOf, type Proven } from '#platform/backup'
import type { FileStore } from '#platform/files'

/** Puts attachments where they belong, and takes them away again if what they belong to does not come. */
export interface FileBringer {
  bring(keys: readonly string[]): Promise<void>
  takeBack(): Promise<void>
}

export const fileBringer = (from: FileStore, to: FileStore, manifest: Proven['manifest']): FileBringer => {
  const digests = new Map(manifest.files.map(({ key, sha256 }) => [key, sha256]))
  const lost = new Set(manifest.missing)
  const added: string[] = []
  const open = (key: string): Promise<Readable | null> =>
    to.open(key).catch((error: { code?: string }) => {
      if (error.code !== 'file.lost') throw error
      return null
    })
  return {
    async bring(keys) {
      for (const key of keys.filter((each) => !lost.has(each))) {
        const there = await open(key)
        if (there && (await measureOf(there as AsyncIterable<Buffer>)).sha256 === digests.get(key)) continue
        if (!there) added.push(key)
        const { sha256 } = await to.putBack(await from.open(key), key)
        if (sha256 !== digests.get(key)) throw Damaged({ what: key })
      }
    },
    async takeBack() {
      for (const key of added) await to.remove(key)
    },
  }
}
