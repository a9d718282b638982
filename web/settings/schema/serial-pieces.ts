import { type SerialPart, serialParts } from '#shared/serial-rule'

/** A rule for numbers as most companies have it: prefix, date, sign between, number. */
export interface SerialPieces {
  readonly prefix: string
  /** '' or the parts of the date in a row: {yyyy}{mm}. */
  readonly date: string
  readonly between: string
  readonly digits: number
}

export const serialDates = ['', '{yyyy}', '{yyyy}{mm}', '{yyyy}{mm}{dd}', '{yy}', '{yy}{mm}', '{yy}{mm}{dd}'] as const

export const patternOf = ({ prefix, date, between, digits }: SerialPieces): string =>
  `${prefix}${date}${between}{${'0'.repeat(digits)}}`

const textOf = (part: SerialPart) => ('text' in part ? part.text : '')

/** The pieces of a pattern; null where it is of another form, which only its text can show. */
export const piecesOf = (pattern: string): SerialPieces | null => {
  const parts = serialParts(pattern)
  const last = parts.at(-1)
  if (!last || !('digits' in last)) return null
  const [first, final] = [parts.findIndex((p) => 'date' in p), parts.findLastIndex((p) => 'date' in p)]
  const head = parts.slice(0, -1)
  const prefix = head
    .slice(0, first === -1 ? head.length : first)
    .map(textOf)
    .join('')
  const between =
    first === -1
      ? ''
      : head
          .slice(final + 1)
          .map(textOf)
          .join('')
  const date =
    first === -1
      ? ''
      : head
          .slice(first, final + 1)
          .map((p) => ('date' in p ? `{${p.date}}` : '?'))
          .join('')
  const made = { prefix, date, between, digits: last.digits }
  return serialDates.some((one) => one === date) && patternOf(made) === pattern ? made : null
}
