import type { Context } from '../context.ts'
import type { ObjectModel } from '../schema/model.ts'
import { countBelongings } from './belongings/counts.ts'
import { linkBelongings } from './belongings/link-belongings.ts'
import { writeWhole } from './belongings/write-belongings.ts'
import { addCounts, type Counts, noCounts } from './counts.ts'
import { keepLate } from './late-links.ts'
import { copied, keysInUse, type Looked } from './look-ahead.ts'
import { keepProblemRows } from './problem-rows.ts'
import { findLinks, type KnownLinks, type TitlesInFile } from './rows/find-links.ts'
import { asksFor, type Plan, planRows, type Rule } from './rows/plan.ts'
import type { ReadRow } from './rows/read-cells.ts'
import type { ReadyRows } from './rows/write-rows.ts'
import { rounds } from './rows/rounds.ts'
import { findClashes, uniqueKeys } from './rows/unique-clashes.ts'
import { changeImport, lockImport } from './store.ts'
import { takeTurn } from './take-turns.ts'

/** What became of a lot: the state of the import, and whether anything that was there before has been changed. */
export interface Brought {
  readonly state: string
  readonly rows: number
  readonly changed: boolean
}

/** One lot, with the word of how far the import is. Nothing is done where another process has been faster, or it was stopped. */
export const bringIn = async (
  ctx: Context,
  id: string,
  object: ObjectModel,
  given: readonly ReadRow[],
  rule: Rule,
  known: KnownLinks,
  inFile: TitlesInFile,
  after: number,
  /** What was found of it already; good for one attempt. */
  ahead: Looked | undefined,
): Promise<Brought> => {
  const now = await lockImport(ctx, id)
  if (now.status === 'cancelling') {
    await changeImport(ctx, id, ['cancelling'], { status: 'cancelled', finishedAt: ctx.now })
    return { state: 'cancelled', rows: 0, changed: false }
  }
  if (now.status !== 'running' || now.atRow !== after) return { state: 'elsewhere', rows: 0, changed: false }
  const looked = (await takeTurn(ctx, now)) ? ahead : undefined
  const rows = looked?.rows ?? copied(given)
  if (!looked) {
    await findLinks(ctx, object, rows, known, inFile)
    await linkBelongings(ctx, rows, known)
  }
  const unique = uniqueKeys(object, now.settings.mapping)
  const kept: Counts = after === 0 ? noCounts : (now.counts ?? noCounts)
  let counts = kept
  for (const [i, round] of (looked?.rounds ?? rounds([...keysInUse(rule), ...unique], rows)).entries()) {
    const ready = i === 0 ? looked : undefined
    const plans = ready?.plans ?? (await planRows(ctx, object, round, rule))
    if (!ready) await findClashes(ctx, object, unique, plans)
    counts = addCounts(counts, await bringRound(ctx, id, object, round, plans, rule, ready?.ready))
  }
  await changeImport(ctx, id, ['running'], { atRow: rows.at(-1)!.number, counts })
  return { state: 'running', rows: rows.length, changed: counts.updated > kept.updated }
}

const bringRound = async (
  ctx: Context,
  id: string,
  object: ObjectModel,
  rows: readonly ReadRow[],
  plans: readonly Plan[],
  rule: Rule,
  ready: ReadyRows | undefined,
): Promise<Counts> => {
  const written = await writeWhole(ctx, id, object, plans, rule, ready)
  await keepLate(ctx, id, written)
  const outcomes = [...written.outcomes.values()]
  const asked = plans.filter((p) => p.op === 'ask')
  for (const { row } of asked) row.problems.push(asksFor(object))
  const failed = rows.filter((r) => r.problems.length > 0)
  const asking = new Map(asked.map((a) => [a.row, a.ids]))
  await keepProblemRows(
    ctx,
    id,
    failed.map((row) =>
      asking.has(row) ? { row, status: 'ask' as const, twins: asking.get(row)! } : { row, status: 'failed' as const },
    ),
  )
  const skipped = plans.filter((p) => p.op === 'skip')
  const unchanged = outcomes.filter((o) => o === 'unchanged').length
  return {
    read: rows.length,
    created: outcomes.filter((o) => o === 'created').length,
    updated: outcomes.filter((o) => o === 'updated').length,
    skipped: skipped.length + unchanged,
    unchanged: unchanged + skipped.filter((p) => p.unchanged).length,
    failed: failed.length,
    ...countBelongings(rows, written.belongings),
  }
}
