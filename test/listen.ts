import type { Client } from './server.ts'

/** An event as a browser gets it. */
export interface ServerEvent {
  readonly event: string
  readonly data: { readonly object: string; readonly id: string; readonly version: number; readonly op: string }
  /** The cursor, where one came with it. */
  readonly id?: string
}

/** A browser's EventSource, without coming back by itself. */
export interface Listening {
  readonly status: number
  readonly headers: Headers
  readonly events: ServerEvent[]
  /** The last cursor that came. */
  cursor(): string | undefined
  readonly closed: Promise<void>
  close(): void
}

/** Opens a stream of live changes and waits until it is ready, or refused. */
export const listen = async (
  url: string,
  who: Pick<Client, 'cookie'>,
  query: string,
  headers: Record<string, string> = {},
): Promise<Listening> => {
  const hangUp = new AbortController()
  const response = await fetch(`${url}/api/v1/events?${query}`, {
    headers: { cookie: who.cookie, ...headers },
    signal: hangUp.signal,
  })
  const events: ServerEvent[] = []
  let cursor: string | undefined
  const ready = Promise.withResolvers<void>()
  const read = async () => {
    let rest = ''
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + chunk).split('\n\n')
      rest = blocks.pop()!
      for (const block of blocks) {
        const line = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]
        cursor = line('id') ?? cursor
        const event = line('event')
        if (event === 'ready') ready.resolve()
        else if (event)
          events.push({ event, data: JSON.parse(line('data')!), ...(line('id') ? { id: line('id')! } : {}) })
      }
    }
  }
  const closed = read()
    .catch(() => {})
    .finally(ready.resolve)
  if (response.status === 200) await ready.promise
  return {
    status: response.status,
    headers: response.headers,
    events,
    cursor: () => cursor,
    closed,
    close: () => hangUp.abort(),
  }
}
