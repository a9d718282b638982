import { createWriteStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { entrance, type S3Entered, type S3Place } from '#platform/files'
import { NotAway, NotInStorage } from './backup-errors.ts'

/** A backup in the object storage. */
export interface AwayBackup {
  readonly name: string
  readonly size: number
}

/** Copies of backups in an S3-compatible storage: what is left when the machine is lost. They are the same encrypted files. */
export interface Away {
  /** Copies a backup there, whole or not at all. Throws NotAway. */
  put(file: string): Promise<void>
  /** The oldest first: names begin with their time. */
  list(): Promise<AwayBackup[]>
  /** Brings a backup, or the `latest`, to this machine. Throws NotInStorage. */
  fetch(name: string, to: string): Promise<void>
  remove(name: string): Promise<void>
}

const folder = 'backups'
const ours = /^zhike-[0-9a-f-]+\.zkb$/

/** Such parts are sent one by one, so that neither a size nor a broken connection ends it; a storage takes 10,000 of them. */
const partSize = 32 * 2 ** 20

export const createAway = (place: S3Place): Away => {
  const enter = entrance(place)
  const at = (name: string) => ({ Bucket: place.bucket, Key: `${folder}/${name}` })

  const list = async () => {
    const { client, s3 } = await enter()
    const found: AwayBackup[] = []
    let ContinuationToken: string | undefined
    do {
      const asked = { Bucket: place.bucket, Prefix: `${folder}/`, ...(ContinuationToken ? { ContinuationToken } : {}) }
      const page = await client.send(new s3.ListObjectsV2Command(asked))
      for (const { Key = '', Size = 0 } of page.Contents ?? [])
        if (ours.test(path.basename(Key))) found.push({ name: path.basename(Key), size: Size })
      ContinuationToken = page.NextContinuationToken
    } while (ContinuationToken)
    return found.sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  return {
    list,
    async put(file) {
      try {
        await send(await enter(), at(path.basename(file)), file)
      } catch (error) {
        throw Object.assign(NotAway({ why: (error as Error).message }), { cause: error })
      }
    },
    async fetch(name, to) {
      const there = await list()
      const found = name === 'latest' ? there.at(-1) : there.find((each) => each.name === name)
      if (!found) throw NotInStorage({ there: there.map((each) => each.name).join(', ') || '–' })
      const { client, s3 } = await enter()
      const { Body } = await client.send(new s3.GetObjectCommand(at(found.name)))
      await pipeline(Body as Readable, createWriteStream(to, { mode: 0o600 })).catch(async (error: unknown) => {
        await rm(to, { force: true })
        throw error
      })
    },
    async remove(name) {
      const { client, s3 } = await enter()
      await client.send(new s3.DeleteObjectCommand(at(name)))
    },
  }
}

const send = async ({ client, s3 }: S3Entered, at: { Bucket: string; Key: string }, file: string): Promise<void> => {
  const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand(at))
  const handle = await open(file, 'r')
  try {
    const Parts: { ETag: string | undefined; PartNumber: number }[] = []
    const { size } = await handle.stat()
    for (let from = 0; from < size; from += partSize) {
      const Body = Buffer.allocUnsafe(Math.min(partSize, size - from))
      const { bytesRead } = await handle.read(Body, 0, Body.length, from)
      if (bytesRead !== Body.length) throw new Error(`${bytesRead} of ${Body.length} bytes read`)
      const PartNumber = Parts.length + 1
      const { ETag } = await client.send(new s3.UploadPartCommand({ ...at, UploadId, PartNumber, Body }))
      Parts.push({ ETag, PartNumber })
    }
    await client.send(new s3.CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts } }))
    const { ContentLength } = await client.send(new s3.HeadObjectCommand(at))
    if (ContentLength !== size) throw new Error(`${ContentLength} of ${size} bytes`)
  } catch (error) {
    await client.send(new s3.AbortMultipartUploadCommand({ ...at, UploadId })).catch(() => {})
    throw error
  } finally {
    await handle.close()
  }
}
