import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FileStore } from '#platform/files'

/** A stored file as one of this machine for as long as `work` takes: workbooks are read from their end. */
export const withLocalCopy = async <T>(
  store: FileStore,
  key: string,
  work: (path: string) => Promise<T>,
): Promise<T> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'zhike-transfer-'))
  try {
    const copy = path.join(folder, 'file')
    await pipeline(await store.open(key), createWriteStream(copy, { mode: 0o600 }))
    return await work(copy)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
