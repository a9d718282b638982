import { rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pack as createPack } from 'tar-stream'
import { makeFolder } from '#platform/config'
import { sync } from '#platform/files'
import { type Measure, measured } from './measure-stream.ts'
import { sealInto } from './sealed-file.ts'

/** Streams are cut into entries of this size: a tar entry says its size before its content. */
const partSize = 4 * 2 ** 20

/**
 * Writes a backup: a tar, compressed with zstd, encrypted by age, so that it opens with tools anybody has. It stands under its
 * name only when it is whole and on the disk.
 */
export interface ArchiveWriter {
  add(name: string, content: string): Promise<void>
  /** Entries `<name>/1`, `<name>/2`, … */
  addStream(name: string, source: AsyncIterable<Buffer>): Promise<Measure>
  /** Answers the size in bytes. */
  finish(): Promise<number>
  /** Leaves nothing behind. */
  abandon(): Promise<void>
}

/** Begins an archive; it has its name only when it is whole. */
export const createArchive = async (file: string, recipient: string): Promise<ArchiveWriter> => {
  const half = `${file}.part`
  makeFolder(path.dirname(file), 0o700)
  const pack = createPack()
  const written = sealInto(Readable.from(pack), half, recipient)
  written.catch((error: Error) => pack.destroy(error)) // a full disk ends whoever waits for room
  const failed = written.then(
    () => new Promise<never>(() => {}),
    (error: Error) => Promise.reject(error),
  )
  failed.catch(() => {})

  const entry = (name: string, content: Buffer) =>
    Promise.race([
      failed,
      new Promise<void>((resolve, reject) => {
        pack.entry({ name, size: content.length }, content, (error) => (error ? reject(error) : resolve()))
      }),
    ])

  return {
    add: (name, content) => entry(name, Buffer.from(content)),
    async addStream(name, source) {
      const { through, measure } = measured(source)
      let [part, kept] = [0, 0]
      let chunks: Buffer[] = []
      const flush = async () => {
        await entry(`${name}/${++part}`, Buffer.concat(chunks))
        ;[chunks, kept] = [[], 0]
      }
      for await (const chunk of through) {
        chunks.push(chunk)
        kept += chunk.length
        if (kept >= partSize) await flush()
      }
      if (kept > 0 || part === 0) await flush()
      return measure()
    },
    async finish() {
      pack.finalize()
      await written
      await sync(half)
      await rename(half, file)
      await sync(path.dirname(file))
      return (await stat(file)).size
    },
    async abandon() {
      pack.destroy()
      await written.catch(() => {})
      await rm(half, { force: true })
    },
  }
}
