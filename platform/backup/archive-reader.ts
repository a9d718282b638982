import { createReadStream, existsSync } from 'node:fs'
import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { extract as createExtract } from 'tar-stream'
import { Damaged, NoSuchFile } from './backup-errors.ts'
import { asDamaged, unseal } from './sealed-file.ts'

/** One thing in a backup: a small document, or a stream that was cut into parts. */
export interface Item {
  readonly name: string
  /** To be read to its end before the next item is asked for. */
  readonly content: AsyncIterable<Buffer>
}

/**
 * The items of a backup in their order. A changed byte, a missing end or another key throws; every byte that is handed out was
 * authenticated before.
 */
export async function* readArchive(
  file: string,
  key: string,
  progress: (read: number, total: number) => void = () => {},
): AsyncGenerator<Item> {
  if (!existsSync(file)) throw NoSuchFile({ file })
  const { size } = await stat(file)
  const raw = createReadStream(file)
  let read = 0
  raw.on('data', (chunk) => progress((read += chunk.length), size))
  const extract = createExtract()
  const feeding = feed(raw, key, extract)
  feeding.catch((error: Error) => extract.destroy(error))
  try {
    const entries = extract[Symbol.asyncIterator]()
    let next = await entries.next()
    while (!next.done) {
      const { name } = streamOf(next.value)
      async function* content(): AsyncGenerator<Buffer> {
        for (let part = 1; !next.done; part++) {
          const here = streamOf(next.value)
          if (here.name !== name) return
          if (here.part !== part && here.part !== 0) throw Damaged({ what: name })
          for await (const chunk of next.value) yield chunk as Buffer
          next = await entries.next()
        }
      }
      yield { name, content: content() }
    }
    await feeding
  } catch (error) {
    throw asDamaged(
      await feeding.then(
        () => error,
        (cause: unknown) => cause,
      ),
    )
  } finally {
    raw.destroy()
    extract.destroy()
  }
}

const streamOf = (entry: { readonly header: { readonly name: string } }): { name: string; part: number } => {
  const [, name = entry.header.name, part = '0'] = /^(.+)\/([1-9]\d{0,8})$/.exec(entry.header.name) ?? []
  return { name, part: Number(part) }
}

const feed = async (raw: Readable, key: string, extract: ReturnType<typeof createExtract>): Promise<void> => {
  for await (const chunk of unseal(raw, key)) if (!extract.write(chunk)) await once(extract as never, 'drain')
  extract.end(Buffer.alloc(0))
}
