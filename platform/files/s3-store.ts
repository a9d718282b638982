import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { FileLost, StorageFailed } from './file-errors.ts'
import type { FileStore, Stored } from './file-store.ts'
import { entrance, type S3Place } from './s3-client.ts'
import { spool, tidySpool } from './spool.ts'

/**
 * Files in an S3-compatible storage. A stream is written aside first (`incoming`), so that its size and digest are known when
 * it is sent and the storage can check them.
 */
export const createS3Store = (place: S3Place, incoming: string): FileStore => {
  const connect = entrance(place)
  const at = (Key: string) => ({ Bucket: place.bucket, Key })

  const putBack = async (stream: Readable, key: string): Promise<Stored> => {
    const { path, size, sha256 } = await spool(stream, incoming)
    try {
      const { client, s3 } = await connect()
      const ChecksumSHA256 = Buffer.from(sha256, 'hex').toString('base64')
      const Body = createReadStream(path)
      await client.send(new s3.PutObjectCommand({ ...at(key), Body, ContentLength: size, ChecksumSHA256 }))
    } catch (error) {
      throw Object.assign(StorageFailed(), { cause: error })
    } finally {
      await rm(path, { force: true }).catch(() => {})
    }
    return { key, size, sha256 }
  }

  return {
    put: (stream, folder) => putBack(stream, `${folder}/${randomUUID()}`),
    putBack,
    async open(key, range) {
      const { client, s3 } = await connect()
      try {
        const Range = range && `bytes=${range.start}-${range.end}`
        const { Body } = await client.send(new s3.GetObjectCommand({ ...at(key), ...(Range ? { Range } : {}) }))
        return Body as Readable
      } catch (error) {
        if ((error as Error).name === 'NoSuchKey') throw FileLost()
        throw Object.assign(StorageFailed(), { cause: error })
      }
    },
    async remove(key) {
      const { client, s3 } = await connect()
      await client.send(new s3.DeleteObjectCommand(at(key)))
    },
    async *list(folder, before) {
      const { client, s3 } = await connect()
      let ContinuationToken: string | undefined
      do {
        const page = await client.send(
          new s3.ListObjectsV2Command({
            Bucket: place.bucket,
            Prefix: `${folder}/`,
            ...(ContinuationToken ? { ContinuationToken } : {}),
          }),
        )
        for (const { Key, LastModified } of page.Contents ?? [])
          if (Key && LastModified && LastModified < before) yield Key
        ContinuationToken = page.NextContinuationToken
      } while (ContinuationToken)
    },
    tidy: (before) => tidySpool(incoming, before),
  }
}
