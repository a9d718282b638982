import type { Outcome } from './rows/write-rows.ts'
import { addBelongings, type AllBelongingCounts } from './belongings/counts.ts'

/** What became of the rows. `read` is always the sum of created, updated, skipped and failed. */
export interface Counts {
  readonly read: number
  readonly created: number
  readonly updated: number
  /** There already and left alone, or the same as what is there. */
  readonly skipped: number
  /** Of those skipped: nothing in the row was different. */
  readonly unchanged: number
  readonly failed: number
  /** Records that belong to those of the rows and came with them: contacts of customers. */
  readonly belongings?: AllBelongingCounts
}

/** Before the first row. */
export const noCounts: Counts = { read: 0, created: 0, updated: 0, skipped: 0, unchanged: 0, failed: 0 }

/** Both together. */
export const addCounts = (a: Counts, b: Counts): Counts => ({
  read: a.read + b.read,
  created: a.created + b.created,
  updated: a.updated + b.updated,
  skipped: a.skipped + b.skipped,
  unchanged: a.unchanged + b.unchanged,
  failed: a.failed + b.failed,
  ...(a.belongings || b.belongings ? { belongings: addBelongings(a.belongings, b.belongings) } : {}),
})

/** Rows that were counted as brought in turn out to have a problem: each counts once. */
export const countUnlinked = (counts: Counts, unlinked: readonly Outcome[]): Counts => {
  const among = (outcome: Outcome) => unlinked.filter((o) => o === outcome).length
  return {
    ...counts,
    created: counts.created - among('created'),
    updated: counts.updated - among('updated'),
    skipped: counts.skipped - among('unchanged'),
    unchanged: counts.unchanged - among('unchanged'),
    failed: counts.failed + unlinked.length,
  }
}
