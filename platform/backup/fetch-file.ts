import { createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { S3Entered } from '#platform/files'
import type { S3Object } from './send-file.ts'

/** Brings a file here. A connection that breaks is taken up where it broke, for as long as each attempt brings something. */
export const fetchFile = async (storage: S3Entered, from: S3Object, size: number, to: string): Promise<void> => {
  await rm(to, { force: true })
  try {
    for (let here = 0; here < size;) {
      const failure = await append(storage, from, here, to).then(
        () => null,
        (error: unknown) => error as Error,
      )
      const now = await sizeOf(to)
      if (now === here || isOfDisk(failure)) throw failure ?? new Error(`${here} of ${size} bytes`)
      here = now
    }
  } catch (error) {
    await rm(to, { force: true })
    throw error
  }
}

const append = async ({ client, s3 }: S3Entered, from: S3Object, here: number, to: string): Promise<void> => {
  const asked = { ...from, ...(here > 0 ? { Range: `bytes=${here}-` } : {}) }
  const { Body, ContentRange } = await client.send(new s3.GetObjectCommand(asked))
  // Without a range the answer is the whole once more.
  const flags = ContentRange ? 'a' : 'w'
  await pipeline(Body as Readable, createWriteStream(to, { flags, mode: 0o600 }))
}

const isOfDisk = (failure: Error | null) =>
  /^(ENOSPC|EDQUOT|EROFS|EACCES|EIO)$/.test((failure as NodeJS.ErrnoException)?.code ?? '')

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  )
