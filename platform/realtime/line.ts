import type { ServerResponse } from 'node:http'

/** One reader's connection: server-sent events as text. */
export interface Line {
  /** `cursor` is where she goes on after a break; give it with the last event of a batch. */
  send(event: string, data: unknown, cursor?: string): void
  /** Keeps proxies from hanging up, and her cursor from growing old. */
  beat(cursor: string): void
  /** Ends it in good order. She comes back by herself, unless told to stay away. */
  end(): void
}

/** Bytes that may wait for a reader who does not read. She is hung up on, and gets the rest when she comes back. */
const mostWaiting = 256 * 1024

/** Writes events to an open answer, whose headers have gone out. */
export const openLine = (response: ServerResponse): Line => {
  const write = (text: string) => {
    if (response.destroyed || response.writableEnded) return
    response.write(text)
    if (response.writableLength > mostWaiting) response.destroy()
  }
  // After a restart all come back at once; each waits a little differently.
  write(`retry: ${1_000 + Math.floor(Math.random() * 3_000)}\n\n`)
  return {
    send: (event, data, cursor) =>
      write(`${cursor ? `id: ${cursor}\n` : ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    beat: (cursor) => write(`id: ${cursor}\n\n`),
    end: () => {
      if (!response.destroyed && !response.writableEnded) response.end()
    },
  }
}
