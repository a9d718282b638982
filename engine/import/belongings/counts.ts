import type { Outcome } from '../rows/write-rows.ts'
import type { ReadRow } from '../rows/read-cells.ts'
import type { Belonging } from './read-belongings.ts'

/** What became of the records that belong to those of the rows, told apart from them. `read` is the sum of the other four. */
export interface BelongingCounts {
  readonly read: number
  readonly created: number
  readonly updated: number
  readonly skipped: number
  readonly failed: number
}

/** By object. */
export type AllBelongingCounts = Readonly<Record<string, BelongingCounts>>

const none: BelongingCounts = { read: 0, created: 0, updated: 0, skipped: 0, failed: 0 }
const names = ['read', 'created', 'updated', 'skipped', 'failed'] as const

/** Both together, object by object. */
export const addBelongings = (a: AllBelongingCounts = {}, b: AllBelongingCounts = {}): AllBelongingCounts =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((object) => {
      const sum = names.map((name) => [name, (a[object] ?? none)[name] + (b[object] ?? none)[name]] as const)
      return [object, Object.fromEntries(sum) as unknown as BelongingCounts]
    }),
  )

/** Counts what these rows hold. Of a row that did not come in nothing did; what is not spoken of was left alone with its row. */
export const countBelongings = (
  rows: readonly ReadRow[],
  outcomes: ReadonlyMap<Belonging, Outcome>,
): { readonly belongings?: AllBelongingCounts } => {
  const counts: Record<string, Record<(typeof names)[number], number>> = {}
  for (const row of rows)
    for (const belonging of row.belongings ?? []) {
      const sum = (counts[belonging.lender.object.name] ??= { ...none })
      const outcome = outcomes.get(belonging)
      sum.read++
      if (row.problems.length > 0 || outcome === 'failed') sum.failed++
      else if (outcome === 'created' || outcome === 'updated') sum[outcome]++
      else sum.skipped++
    }
  return Object.keys(counts).length > 0 ? { belongings: counts } : {}
}
