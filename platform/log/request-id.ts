import { randomUUID } from 'node:crypto'

const sensible = /^[\w-]{8,64}$/

/** The id that ties together the log lines of one request: the proxy's if it sent a sensible one, else a new one. */
export const requestId = (sent: string | string[] | undefined): string =>
  typeof sent === 'string' && sensible.test(sent) ? sent : randomUUID()
