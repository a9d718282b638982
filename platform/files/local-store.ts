import { randomUUID } from 'node:crypto'
import { mkdir, opendir, rename, rm, stat } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { once } from 'node:events'
import { makeFolder } from '#platform/config'
import { FileLost, StorageFailed } from './file-errors.ts'
import type { FileStore, Stored } from './file-store.ts'
import { asStorageFailure, spool, sync, tidySpool } from './spool.ts'

/** The shelf in the middle is missing where a backup brought the key along from an S3 storage. */
const keyPattern = /^[0-9a-f-]{36}\/(?:[0-9a-f]{2}\/)?[0-9a-f-]{36}$/

/** Files in a folder of this machine: `<folder>/<first two of the key>/<key>`, written aside and moved into place whole. */
export const createLocalStore = (root: string): FileStore => {
  const placeOf = (key: string): string => {
    // Keys come from our own tables; should one ever be something else, it leads nowhere.
    if (!keyPattern.test(key)) throw FileLost()
    return path.join(root, key)
  }
  const incoming = path.join(root, 'incoming')
  let device: number | undefined
  /** A volume that was taken away leaves its empty folder: what went in there would be gone when it is back. */
  const checkVolume = async (): Promise<void> => {
    makeFolder(root, 0o700)
    const { dev } = await stat(root)
    device ??= dev
    if (dev !== device) throw StorageFailed()
  }
  const putBack = async (stream: Readable, key: string): Promise<Stored> => {
    const place = placeOf(key)
    await checkVolume().catch((error: unknown) => {
      stream.destroy()
      throw asStorageFailure(error)
    })
    const spooled = await spool(stream, incoming)
    try {
      await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
      await rename(spooled.path, place)
      await sync(path.dirname(place))
    } catch (error) {
      await rm(spooled.path, { force: true }).catch(() => {})
      throw asStorageFailure(error)
    }
    return { key, size: spooled.size, sha256: spooled.sha256 }
  }
  return {
    put(stream, folder) {
      const uuid = randomUUID()
      return putBack(stream, `${folder}/${uuid.slice(0, 2)}/${uuid}`)
    },
    putBack,
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
    if (!/^(ENOENT|ENOTDIR)$/.test((error as { code?: string }).code ?? '')) throw error
  }
  return found
}
