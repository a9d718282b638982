/** Where a column goes that describes a record belonging to the row's: `contact.mobile`, of a second one `contact#2.mobile`. */
export interface Target {
  readonly object: string
  /** Which of several in one row, counted from 1. */
  readonly ordinal: number
  readonly field: string
}

/** So many records of one kind can stand in a row. */
export const mostInRow = 9

/** Null for a field of the imported object itself, and for what is no target. */
export const readTarget = (written: string): Target | null => {
  const [, object, ordinal, field] = /^(\w+)(?:#([2-9]))?\.(\w+)$/.exec(written) ?? []
  return object && field ? { object, ordinal: Number(ordinal ?? 1), field } : null
}

/** As a mapping names it: `contact.mobile`, of the second one `contact#2.mobile`. */
export const writeTarget = ({ object, ordinal, field }: Target): string =>
  `${object}${ordinal === 1 ? '' : `#${ordinal}`}.${field}`
