import { randomUUID } from 'node:crypto'
import { mkdir, opendir, rename, rm, stat } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import path from 'node:path'
import { once } from 'node:events'
import { FileLost } from './file-errors.ts'
import type { FileStore } from './file-store.ts'
import { asStorageFailure, spool, sync, tidySpool } from './spool.ts'

const keyPattern = /^[0-9a-f-]{36}\/[0-9a-f]{2}\/[0-9a-f-]{36}$/

/** Files in a folder of this machine: `<folder>/<first two of the key>/<key>`, written aside and moved into place whole. */
export const createLocalStore = (root: string): FileStore => {
  const placeOf = (key: string): string => {
    // Keys come from our own tables; should one ever be something else, it leads nowhere.
    if (!keyPattern.test(key)) throw FileLost()
    return path.join(root, key)
  }
  const incoming = path.join(root, 'incoming')
  return {
    async put(stream, folder) {
      const spooled = await spool(stream, incoming)
      const uuid = randomUUID()
      const key = `${folder}/${uuid.slice(0, 2)}/${uuid}`
      try {
        await mkdir(path.dirname(placeOf(key)), { recursive: true, mode: 0o700 })
        await rename(spooled.path, placeOf(key))
        await sync(path.dirname(placeOf(key)))
      } catch (error) {
        await rm(spooled.path, { force: true }).catch(() => {})
        throw asStorageFailure(error)
      }
      return { key, size: spooled.size, sha256: spooled.sha256 }
    },
    async open(key, range) {
      const stream = createReadStream(placeOf(key), range)
      await once(stream, 'open').catch((error: { code?: string }) => {
        throw error.code === 'ENOENT' || error.code === 'ENOTDIR' ? FileLost() : error
      })
      return stream
    },
    async remove(key) {
      await rm(placeOf(key), { force: true })
    },
    async *list(folder, before) {
      for (const shelf of await names(path.join(root, folder)))
        for (const name of await names(path.join(root, folder, shelf))) {
          const found = await stat(path.join(root, folder, shelf, name)).catch(() => null)
          const key = `${folder}/${shelf}/${name}`
          if (keyPattern.test(key) && found?.isFile() && found.mtime < before) yield key
        }
    },
    tidy: (before) => tidySpool(incoming, before),
  }
}

const names = async (folder: string): Promise<string[]> => {
  const found: string[] = []
  try {
    for await (const entry of await opendir(folder)) found.push(entry.name)
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error
  }
  return found
}
