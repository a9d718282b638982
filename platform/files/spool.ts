import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '#engine'
import { StorageFailed } from './file-errors.ts'
import { measure } from './measure.ts'

/** A file that is whole and on the disk, under a name that nobody looks for. */
export interface Spooled {
  readonly path: string
  readonly size: number
  readonly sha256: string
}

/** Writes a stream to a new file in `folder` and makes sure it is on the disk. A failure leaves nothing behind. */
export const spool = async (stream: Readable, folder: string): Promise<Spooled> => {
  const measured = measure()
  const file = path.join(folder, `${randomUUID()}.part`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await pipeline(stream, measured.through, createWriteStream(file, { flags: 'wx', mode: 0o600 }))
    await sync(file)
    return { path: file, size: measured.size(), sha256: measured.sha256() }
  } catch (error) {
    await rm(file, { force: true }).catch(() => {})
    throw asStorageFailure(error)
  }
}

/** Makes what was written survive a power failure. A folder is synced for the names in it. */
export const sync = async (file: string): Promise<void> => {
  const handle = await open(file, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** No room, not writable, not there: the disk's fault, whatever its words. */
const diskTrouble = /^(ENOSPC|EDQUOT|EROFS|EACCES|EPERM|EIO|ENOTDIR|ENOENT|EEXIST|EMFILE|ENFILE|EFBIG)$/

/** Trouble with the disk in words for the one who waits; any other error as it is. */
export const asStorageFailure = (error: unknown): unknown => {
  if (error instanceof AppError || !diskTrouble.test((error as { code?: string }).code ?? '')) return error
  return Object.assign(StorageFailed(), { cause: error })
}

/** Removes what was never finished. */
export const tidySpool = async (folder: string, before: Date): Promise<void> => {
  const found = await readdir(folder).catch(() => [])
  for (const name of found.filter((each) => each.endsWith('.part'))) {
    const file = path.join(folder, name)
    const { mtime } = await stat(file).catch(() => ({ mtime: before }))
    if (mtime < before) await rm(file, { force: true })
  }
}
