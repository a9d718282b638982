import { randomBytes } from 'node:crypto'
import path from 'node:path'
import S3rver from '@20minutes/s3rver'
import { entrance, type S3Place } from '#platform/files'

/** A bucket of a test run's own. */
export interface ObjectStorage {
  readonly place: S3Place
  /** From now on it does not answer. */
  stop(): Promise<void>
  /** Answers again, with what it held. */
  start(): Promise<void>
  close(): Promise<void>
}

/** A server that really speaks S3, and whose account may make buckets: `http://access:secret@127.0.0.1:8000`. */
const real = process.env['S3_SERVER']

/** Opens a bucket: of the server in S3_SERVER, else of one that keeps it in `folder`. */
export const openObjectStorage = (folder: string): Promise<ObjectStorage> =>
  real ? bucketOf(new URL(real)) : openOwnStorage(folder)

const bucketOf = async ({ origin, username, password }: URL): Promise<ObjectStorage> => {
  const [accessKey, secretKey] = [decodeURIComponent(username), decodeURIComponent(password)]
  const bucket = `zhike-test-${randomBytes(6).toString('hex')}`
  const place = { endpoint: origin, region: 'us-east-1', bucket, accessKey, secretKey }
  const { client, s3 } = await entrance(place)()
  await client.send(new s3.CreateBucketCommand({ Bucket: bucket }))
  const stop = async () => void (place.endpoint = 'http://127.0.0.1:1')
  const start = async () => void (place.endpoint = origin)
  const close = async () => {
    const { Contents = [] } = await client.send(new s3.ListObjectsV2Command({ Bucket: bucket }))
    for (const { Key } of Contents) await client.send(new s3.DeleteObjectCommand({ Bucket: bucket, Key }))
    await client.send(new s3.DeleteBucketCommand({ Bucket: bucket }))
  }
  return { place, stop, start, close }
}

/** One that keeps everything in `folder`. */
export const openOwnStorage = async (folder: string): Promise<ObjectStorage> => {
  const place = { endpoint: '', region: 'us-east-1', bucket: 'zhike', accessKey: 'S3RVER', secretKey: 'S3RVER' }
  const open = async (port: number) => {
    const server = new S3rver({
      address: '127.0.0.1',
      port,
      silent: true,
      // Its own check stumbles over an encoded slash in a query.
      allowMismatchedSignatures: true,
      directory: path.join(folder, 's3'),
      configureBuckets: [{ name: place.bucket }],
    })
    return { server, port: (await server.run()).port }
  }
  let opened = await open(0)
  place.endpoint = `http://127.0.0.1:${opened.port}`
  const stop = () => opened.server.close().catch(() => {})
  const start = async () => void (opened = await open(opened.port))
  return { place, stop, start, close: stop }
}
