/** PostgreSQL's log comes in files of 16 MB, named by timeline and number: 00000001 00000002 000000A7, without blanks. */
export const segmentBytes = 16 * 2 ** 20

const perLog = 2 ** 32 / segmentBytes

/** A file of the log, which PostgreSQL names by its place in it. */
export interface Segment {
  readonly timeline: number
  /** Counts up by one along a timeline. */
  readonly number: number
}

/** Null for what is no file of the log: notes on timelines and on backups come the same way. */
export const parseSegment = (name: string): Segment | null => {
  const [, timeline, log, part] = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/.exec(name) ?? []
  if (!timeline || !log || !part) return null
  return { timeline: parseInt(timeline, 16), number: parseInt(log, 16) * perLog + parseInt(part, 16) }
}

/** Its name at PostgreSQL. */
export const nameOfSegment = ({ timeline, number }: Segment): string =>
  [timeline, Math.floor(number / perLog), number % perLog]
    .map((part) => part.toString(16).toUpperCase().padStart(8, '0'))
    .join('')
