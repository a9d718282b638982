import type { Readable } from 'node:stream'

/** What was stored: where, how much, and its digest. */
export interface Stored {
  readonly key: string
  /** Bytes. */
  readonly size: number
  /** SHA-256 of the content, hexadecimal. */
  readonly sha256: string
}

/** A part of a file: the first and the last byte, both included. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * Keeps the contents of files. Keys are made here, never by people: no name of theirs becomes part of a path. Contents never
 * change once they are stored.
 */
export interface FileStore {
  /** Stores a stream under a new key below `folder`, whole or not at all. Throws StorageFailed when there is no room. */
  put(stream: Readable, folder: string): Promise<Stored>
  /** Stores a stream under a key of before: a restored row names it. What lies there already is the same and is replaced. */
  putBack(stream: Readable, key: string): Promise<Stored>
  /** Throws FileLost where nothing lies under the key. */
  open(key: string, range?: ByteRange): Promise<Readable>
  /** It is no error when nothing lies there. */
  remove(key: string): Promise<void>
  /** The keys below `folder` that were stored before `before`. */
  list(folder: string, before: Date): AsyncIterable<string>
  /** Removes what processes that died before `before` left half-written. */
  tidy(before: Date): Promise<void>
}
