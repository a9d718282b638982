/** When numbers begin anew. */
export type SerialReset = 'never' | 'year' | 'month' | 'day'

/** How numbers are written: text with {yyyy} {yy} {mm} {dd} and one run of zeros in braces, {000000}. */
export interface SerialRule {
  readonly pattern: string
  /** By default with the smallest part of the date that the pattern shows. */
  readonly reset?: SerialReset
}

/** One piece of a pattern. */
export type SerialPart =
  | { readonly text: string }
  | { readonly date: DatePart }
  /** The number itself, with at least so many digits. */
  | { readonly digits: number }

export const dateParts = ['yyyy', 'yy', 'mm', 'dd'] as const
export type DatePart = (typeof dateParts)[number]

export const serialParts = (pattern: string): SerialPart[] =>
  pattern
    .split(/(\{(?:yyyy|yy|mm|dd|0+)\})/)
    .filter((piece) => piece !== '')
    .map((piece): SerialPart => {
      const inner = /^\{(.+)\}$/.exec(piece)?.[1]
      if (inner === undefined) return { text: piece }
      return inner.startsWith('0') ? { digits: inner.length } : { date: inner as DatePart }
    })

/** The date that a pattern shows: the fields it has. */
const shown = (pattern: string) => ({
  year: /\{yy(yy)?\}/.test(pattern),
  month: pattern.includes('{mm}'),
  day: pattern.includes('{dd}'),
})

export const resetOf = ({ pattern, reset }: SerialRule): SerialReset => {
  const { year, month, day } = shown(pattern)
  return reset ?? (day ? 'day' : month ? 'month' : year ? 'year' : 'never')
}

/** What is wrong with a rule; `hidden`: a number would come back, since what tells the periods apart is not part of it. */
export type SerialFault = 'digits' | 'braces' | 'length' | 'hidden'

export const serialFault = (rule: SerialRule): SerialFault | null => {
  const parts = serialParts(rule.pattern)
  const digits = parts.flatMap((part) => ('digits' in part ? [part.digits] : []))
  if (digits.length !== 1 || digits[0]! > 12) return 'digits'
  if (parts.some((part) => 'text' in part && /[{}]/.test(part.text))) return 'braces'
  if (rule.pattern.length > 60) return 'length'
  const { year, month, day } = shown(rule.pattern)
  const told = { never: true, year, month: year && month, day: year && month && day }
  return told[resetOf(rule)] ? null : 'hidden'
}

/** The period a day belongs to: '2026', '2026-11', '2026-11-21', or '' where numbers never begin anew. `day`: 2026-11-21. */
export const serialPeriod = (rule: SerialRule, day: string): string =>
  day.slice(0, { never: 0, year: 4, month: 7, day: 10 }[resetOf(rule)])

export const datePartOf = (part: DatePart, day: string): string =>
  ({ yyyy: day.slice(0, 4), yy: day.slice(2, 4), mm: day.slice(5, 7), dd: day.slice(8, 10) })[part]

/** A number as it would be written on that day. */
export const serialText = (pattern: string, number: number, day: string): string =>
  serialParts(pattern)
    .map((part) => {
      if ('text' in part) return part.text
      return 'date' in part ? datePartOf(part.date, day) : String(number).padStart(part.digits, '0')
    })
    .join('')
