import { createReadStream } from 'node:fs'
import { BadEncoding } from './errors.ts'

/** A file's text, piece by piece, without its byte order mark. Throws where the bytes are no text of that encoding. */
export async function* decode(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const sound = (work: () => string) => {
    try {
      return work()
    } catch {
      throw BadEncoding({ encoding: encoding.toUpperCase() })
    }
  }
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 }))
    yield sound(() => decoder.decode(chunk as Buffer, { stream: true }))
  yield sound(() => decoder.decode())
}
