import { Transform, type Readable } from 'node:stream'
import { FileTooLarge } from '#platform/files'

/**
 * A request's body that ends in an error beyond so many bytes. The request itself is not destroyed with it: its sender is to
 * read why.
 */
export const limited = (body: Readable, most: number): Readable => {
  let size = 0
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length
      done(size > most ? FileTooLarge({ limit: Math.floor(most / 1024 / 1024) }) : null, chunk)
    },
  })
  body.on('error', (error) => counted.destroy(error))
  body.pipe(counted)
  // What is still to come is thrown away: unread, it would hold up the next request on this connection.
  return counted.on('close', () => body.resume())
}
