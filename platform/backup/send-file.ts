import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { S3Entered } from '#platform/files'

/** What lies in a storage, by bucket and key. */
export interface S3Object {
  readonly Bucket: string
  readonly Key: string
}

/** Two such parts are in memory at a time. A storage takes 10,000 of them, some only 1,000: room for 320 or 32 GB. */
const partSize = 32 * 2 ** 20
const mostParts = 10_000

/** Sends a file whole or not at all: the storage shows it only when every part arrived, each checked by its checksum. */
export const sendFile = async (storage: S3Entered, to: S3Object, file: string): Promise<void> => {
  const { client, s3 } = storage
  await dropHalves(storage, to).catch(() => {}) // who may not list them, or cannot, has none that we could mend
  const { size } = await stat(file)
  const { Upload } = await import('@aws-sdk/lib-storage')
  const upload = new Upload({
    client,
    params: {
      ...to,
      Body: createReadStream(file, { highWaterMark: 2 ** 20 }),
      ContentType: 'application/octet-stream',
    },
    partSize: Math.max(partSize, Math.ceil(size / mostParts)),
    queueSize: 1,
    leavePartsOnError: true, // its own clearing up would hide why it failed
  })
  try {
    await upload.done()
  } catch (error) {
    const half = { ...to, UploadId: upload.uploadId }
    if (upload.uploadId) await client.send(new s3.AbortMultipartUploadCommand(half)).catch(() => {})
    throw error
  }
  const { ContentLength } = await client.send(new s3.HeadObjectCommand(to))
  if (ContentLength === size) return
  await client.send(new s3.DeleteObjectCommand(to))
  throw new Error(`${ContentLength} of ${size} bytes`)
}

/** A process that died in the middle of a large file leaves parts that nobody sees and somebody pays for. */
const dropHalves = async ({ client, s3 }: S3Entered, { Bucket, Key }: S3Object): Promise<void> => {
  const { Uploads = [] } = await client.send(new s3.ListMultipartUploadsCommand({ Bucket, Prefix: folderOf(Key) }))
  const yesterday = Date.now() - 86_400_000
  for (const { Key: half, UploadId, Initiated } of Uploads)
    if (half === Key || (half?.endsWith('.zkb') && Initiated && Initiated.getTime() < yesterday))
      await client.send(new s3.AbortMultipartUploadCommand({ Bucket, Key: half, UploadId }))
}

const folderOf = (key: string) => key.slice(0, key.lastIndexOf('/') + 1)
