import type { Page } from '../api/records.ts'

/** Rows to a page. */
export const pageSize = 50

/** What is known of a list that is read by keyset: a page can only be asked for once the one before it has told where it begins. */
export interface Known {
  /** The question that it belongs to. */
  readonly asked: string
  /** Where each page begins, as far as one has been. */
  readonly cursors: readonly (string | null)[]
  /** How many rows there are, once the end has been seen. */
  readonly end: number | null
}

export const start = (asked: string): Known => ({ asked, cursors: [null], end: null })

/** Takes in a page: where the next one begins, or that there is none. The same object when it teaches nothing new. */
export const learn = (known: Known, number: number, page: Page | undefined): Known => {
  if (page === undefined || number >= known.cursors.length) return known
  const upTo = known.cursors.slice(0, number + 1)
  if (page.next === null) {
    const end = number * pageSize + page.data.length
    return known.end === end && known.cursors.length === upTo.length ? known : { ...known, cursors: upTo, end }
  }
  if (known.cursors[number + 1] === page.next) return known
  // A row came or went on this page: the next one begins elsewhere, and what lies behind it is found anew.
  return { ...known, cursors: [...upTo, page.next], end: null }
}
