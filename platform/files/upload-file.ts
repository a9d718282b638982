import { pipeline } from 'node:stream/promises'
import { PassThrough, type Readable } from 'node:stream'
import { AppError, type Context, uuid7 } from '#engine'
import { contentType } from './content-type.ts'
import { FileEmpty, TooManyLoose, UploadBroken } from './file-errors.ts'
import { cleanFileName } from './file-name.ts'
import type { FileStore } from './file-store.ts'
import { measure } from './measure.ts'

/** A file as people know it. */
export interface FileRow {
  readonly id: string
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** Media type, found in the content. */
  readonly type: string
  readonly createdAt: string
}

/** A file as it comes in. */
export interface Upload {
  readonly stream: Readable
  readonly name: string
  /** Most bytes. */
  readonly limit: number
}

/** Uploads of one person that no record holds; the sweep takes them after a day. */
const mostLoose = 500

/**
 * Stores a file that belongs to its uploader until a record holds it. The content is on the disk before its row is written,
 * so that no row ever names a content that is not there; what a crash leaves in between is swept.
 */
export const uploadFile = async (ctx: Context, store: FileStore, { stream, name, limit }: Upload): Promise<FileRow> => {
  await checkLoose(ctx)
  const measured = measure(limit)
  const passing = new PassThrough()
  const [put, passed] = await Promise.allSettled([
    store.put(passing, ctx.workspace.id),
    pipeline(chunksOf(stream), measured.through, passing),
  ])
  if (put.status === 'rejected' || passed.status === 'rejected') {
    // What is still to come is read and thrown away: unread, it would hold up the next request on this connection.
    stream.resume()
    throw reasonOf([put, passed])
  }
  const stored = put.value
  try {
    if (stored.size === 0) throw FileEmpty()
    return await insert(ctx, { ...stored, name: cleanFileName(name), type: await contentType(measured.head()) })
  } catch (error) {
    await store.remove(stored.key).catch(() => {})
    throw error
  }
}

// The request must outlive a refusal: destroyed with it, its sender would see a broken line instead of the reason.
const chunksOf = (stream: Readable): AsyncIterable<Buffer> => stream.iterator({ destroyOnReturn: false })

/** Of two ends that failed together: the one that knows why. The other only saw the stream go. */
const reasonOf = (ends: readonly PromiseSettledResult<unknown>[]): unknown => {
  const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as { code?: string }] : []))
  const known = reasons.find((reason) => reason instanceof AppError)
  return known ?? (reasons.some(({ code = '' }) => brokenOff.has(code)) ? UploadBroken() : reasons[0])
}

const brokenOff = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR', 'EPIPE'])

const checkLoose = async (ctx: Context): Promise<void> => {
  const s = `"${ctx.workspace.schema}"`
  const [loose] = await ctx.session.query<{ count: number }>(
    `select count(*)::int as count from (select from ${s}.file f where f.creator = $1 and f.created_at > now() - interval '2 days'
       and not exists (select from ${s}.file_link l where l.file = f.id) limit $2) loose`,
    [ctx.actor.id, mostLoose],
  )
  if (loose!.count >= mostLoose) throw TooManyLoose({ limit: mostLoose })
}

const insert = async (
  ctx: Context,
  file: {
    readonly key: string
    readonly name: string
    readonly type: string
    readonly size: number
    readonly sha256: string
  },
): Promise<FileRow> => {
  const id = uuid7()
  await ctx.session.query(
    `insert into "${ctx.workspace.schema}".file (id, key, name, type, size, sha256, creator, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, file.key, file.name, file.type, file.size, file.sha256, ctx.actor.id, ctx.now],
  )
  return { id, name: file.name, size: file.size, type: file.type, createdAt: ctx.now }
}
