import type { Context } from '../context.ts'
import { inBulk } from '../database.ts'
import type { ObjectModel } from '../schema/model.ts'
import { checkRights, type ImportWork, lots, orFail, ruleOf } from './conveyor.ts'
import { keepLate, linkLate, titlesInFile } from './late-links.ts'
import { addCounts, type Counts, noCounts } from './counts.ts'
import { forgetProblems, keepProblemRows } from './problem-rows.ts'
import { findLinks, type KnownLinks, type TitlesInFile } from './rows/find-links.ts'
import { asksFor, planRows, type Rule } from './rows/plan.ts'
import type { ReadRow } from './rows/read-cells.ts'
import { rounds } from './rows/rounds.ts'
import { findClashes, uniqueKeys } from './rows/unique-clashes.ts'
import { writeRows } from './rows/write-rows.ts'
import { changeImport, lockImport, myImport } from './store.ts'

/**
 * Brings the file's rows in, lot by lot. Each lot is one transaction that also says how far the import is: after a crash it
 * goes on behind the last lot that was kept, and no row comes in twice.
 */
export const runImport = (work: ImportWork): Promise<void> =>
  orFail(work, ['running', 'cancelling'], async () => {
    const ctx = await work.open()
    const made = await myImport(ctx, work.id)
    if (made.status === 'cancelling')
      return changeImport(ctx, work.id, ['cancelling'], { status: 'cancelled', finishedAt: ctx.now })
    if (made.status !== 'running') return
    if (made.atRow === 0) await forgetProblems(ctx, work.id)
    const rule = await ruleOf(ctx, made)
    const known: KnownLinks = new Map()
    const inFile = await titlesInFile(ctx, made, work.path)
    let at = made.atRow
    let done = made.counts && made.atRow > 0 ? made.counts.read : 0
    for await (const rows of lots(ctx, made, work.path, made.atRow, { index: true })) {
      if (work.cancelled()) return
      const now = await work.open()
      const object = checkRights(now, made)
      const state = await now.transaction((inside) => bringIn(inside, work.id, object, rows, rule, known, inFile, at))
      if (state !== 'running') return
      at = rows.at(-1)!.number
      work.progress((done += rows.length), made.total ?? done)
    }
    await linkLate(work)
    const end = await work.open()
    await changeImport(end, work.id, ['running', 'cancelling'], { status: 'done', finishedAt: end.now })
  })

/** One lot, with the word of how far the import is. Nothing is done where another process has been faster, or it was stopped. */
const bringIn = async (
  ctx: Context,
  id: string,
  object: ObjectModel,
  given: readonly ReadRow[],
  rule: Rule,
  known: KnownLinks,
  inFile: TitlesInFile,
  after: number,
): Promise<string> => {
  await ctx.session.query(inBulk)
  const now = await lockImport(ctx, id)
  if (now.status === 'cancelling') {
    await changeImport(ctx, id, ['cancelling'], { status: 'cancelled', finishedAt: ctx.now })
    return 'cancelled'
  }
  if (now.status !== 'running' || now.atRow !== after) return 'elsewhere'
  // A transaction may be tried again: what this attempt finds wrong must not be found twice.
  const rows = given.map((r) => ({ ...r, values: { ...r.values }, problems: [...r.problems] }))
  await findLinks(ctx, object, rows, known, inFile)
  const unique = uniqueKeys(object, new Set(now.settings.mapping.map((m) => m.field)))
  let counts: Counts = after === 0 ? noCounts : (now.counts ?? noCounts)
  const keys = rule.policy === 'create' && rule.decisions.size === 0 ? [] : rule.keys
  for (const round of rounds(keys, rows))
    counts = addCounts(counts, await bringRound(ctx, id, object, round, rule, unique))
  await changeImport(ctx, id, ['running'], { atRow: rows.at(-1)!.number, counts })
  return 'running'
}

const bringRound = async (
  ctx: Context,
  id: string,
  object: ObjectModel,
  rows: readonly ReadRow[],
  rule: Rule,
  unique: ReturnType<typeof uniqueKeys>,
): Promise<Counts> => {
  const plans = await planRows(ctx, object, rows, rule)
  await findClashes(
    ctx,
    object,
    unique,
    plans.flatMap((p) => (p.op === 'create' ? [p.row] : [])),
    new Set(),
  )
  const written = await writeRows(
    ctx,
    object,
    plans.filter((p) => p.row.problems.length === 0),
  )
  await keepLate(ctx, id, written.late)
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
  }
}
