import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'
import { FileTooLarge } from './file-errors.ts'

const headBytes = 64 * 1024

/** What is learnt of a stream while it passes. */
export interface Measured {
  readonly through: Transform
  /** Bytes so far. */
  size(): number
  /** SHA-256 of all that passed, hexadecimal. Ask once, at the end. */
  sha256(): string
  /** The first 64 KiB: by them the kind of content is known. */
  head(): Buffer
}

/** Counts, digests and limits a stream without keeping it. More than `limit` bytes fail with FileTooLarge. */
export const measure = (limit = Infinity): Measured => {
  const hash = createHash('sha256')
  const first: Buffer[] = []
  let kept = 0
  let size = 0
  return {
    through: new Transform({
      transform(chunk: Buffer, _, done) {
        size += chunk.length
        if (size > limit) return done(FileTooLarge({ limit: Math.floor(limit / 1024 / 1024) }))
        hash.update(chunk)
        if (kept < headBytes) {
          first.push(chunk.subarray(0, headBytes - kept))
          kept += first.at(-1)!.length
        }
        done(null, chunk)
      },
    }),
    size: () => size,
    sha256: () => hash.digest('hex'),
    head: () => Buffer.concat(first),
  }
}
