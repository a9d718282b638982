import { openConnection, type Reply } from './connection.ts'

/** What somebody does once: one request, or several one after the other. */
export type Operation = readonly Buffer[]

/** Which operation a connection does next. */
export type Source = (connection: number, turn: number) => Operation

export interface Window {
  readonly operations: number
  readonly seconds: number
  /** How long each took, in milliseconds, ascending. */
  readonly times: Float64Array
  /** Answers other than success, the first few of them. */
  readonly errors: readonly Reply[]
}

/** Keeps `connections` busy with operations for so long. */
export const load = async (port: number, source: Source, connections: number, seconds: number): Promise<Window> => {
  const times: number[] = []
  const errors: Reply[] = []
  const opened = await Promise.all(Array.from({ length: connections }, () => openConnection(port)))
  const start = performance.now()
  const end = start + seconds * 1_000
  await Promise.all(
    opened.map(async (connection, nth) => {
      for (let turn = 0; performance.now() < end; turn++) {
        const began = performance.now()
        for (const request of source(nth, turn)) {
          const reply = await connection.send(request)
          if (reply.status >= 300 && errors.length < 5) errors.push(reply)
        }
        times.push(performance.now() - began)
      }
    }),
  )
  const took = (performance.now() - start) / 1_000
  for (const connection of opened) connection.close()
  return { operations: times.length, seconds: took, times: Float64Array.from(times).sort(), errors }
}

/** The value below which the share `part` of the ascending values lies. */
export const percentile = (ascending: ArrayLike<number>, part: number): number =>
  ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * part))] ?? Number.NaN

export const median = (values: readonly number[]): number =>
  percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  )
