import type { Context } from '../context.ts'
import type { ObjectModel } from '../schema/model.ts'
import { checkRights, type ImportWork, lots, orFail, ruleOf } from './conveyor.ts'
import { belongingsCheck } from './belongings/check-belongings.ts'
import { countBelongings } from './belongings/counts.ts'
import { linkBelongings } from './belongings/link-belongings.ts'
import { titlesInFile } from './late-links.ts'
import { addCounts, countUnlinked, type Counts, noCounts } from './counts.ts'
import { linkForesight } from './foresee-links.ts'
import { forgetProblems, keepProblemRows } from './problem-rows.ts'
import { findLinks, type KnownLinks, type TitlesInFile } from './rows/find-links.ts'
import { keysInUse } from './look-ahead.ts'
import { earlierRows, type Foreseen } from './rows/earlier-rows.ts'
import { asksFor, planRows, type Rule } from './rows/plan.ts'
import type { ReadRow } from './rows/read-cells.ts'
import { rounds } from './rows/rounds.ts'
import { findClashes, foreseeClashes, uniqueKeys } from './rows/unique-clashes.ts'
import { checkRows, type Outcome } from './rows/write-rows.ts'
import { changeImport, type Import, myImport, tellChecked } from './store.ts'
import { createSummary } from './summary.ts'

/** Nothing is written: small lots are as quick, and most of a small one is forgotten before memory is tidied at any length. */
const checkSize = 250

/** Goes through all rows of the file as if importing them, and writes no record: counts, and what is wrong row by row. */
export const checkImport = (work: ImportWork): Promise<void> =>
  orFail(work, ['checking'], async () => {
    const ctx = await work.open()
    const made = await myImport(ctx, work.id)
    if (made.status !== 'checking') return
    const object = checkRights(ctx, made)
    // Whoever begins, begins anew: one that is still under way finds that out when it tells how far it is.
    await changeImport(ctx, work.id, ['checking'], { counts: null })
    await forgetProblems(ctx, work.id)
    const summary = createSummary(made.facts.columns)
    const rule = await ruleOf(ctx, made)
    const inFile = await titlesInFile(ctx, made, work.path)
    const check = checker(object, made, rule, inFile)
    const foresight = linkForesight(ctx, made, inFile)
    let counts = noCounts
    for await (const rows of lots(ctx, made, work.path, 0, { size: checkSize })) {
      if (work.cancelled()) return
      const now = await work.open()
      const { counts: more, asked, repeated, existing, belongings, outcomes } = await check(now, rows)
      foresight.see(outcomes)
      const readBefore = counts.read
      counts = addCounts(counts, more)
      summary.counts.repeated += repeated
      summary.counts.existing += existing
      const failed = rows.filter((r) => r.problems.length > 0)
      for (const row of failed) summary.add(row)
      for (const { row } of asked) row.problems.push(asksFor(object))
      counts = addCounts(counts, { ...noCounts, ...countBelongings(rows, belongings) })
      const asking = new Set(asked.map((a) => a.row))
      const found = [
        ...failed.filter((row) => !asking.has(row)).map((row) => ({ row, status: 'failed' as const })),
        ...asked.map(({ row, ids }) => ({ row, status: 'ask' as const, twins: ids })),
      ]
      const goesOn = await now.transaction(async (inside) => {
        if (!(await tellChecked(inside, work.id, readBefore, { counts }))) return false
        await keepProblemRows(inside, work.id, found)
        return true
      })
      if (!goesOn) return
      work.progress(counts.read, made.total ?? counts.read)
    }
    const unlinked = await foresight.end(work.path)
    for (const { row } of unlinked) summary.add(row)
    const total = counts.read
    counts = countUnlinked(
      counts,
      unlinked.map((u) => u.outcome),
    )
    const end = { status: 'checked', counts, summary: summary.result(), total } as const
    await (
      await work.open()
    ).transaction(async (inside) => {
      if (!(await tellChecked(inside, work.id, total, end))) return
      await keepProblemRows(
        inside,
        work.id,
        unlinked.map(({ row }) => ({ row, status: 'failed' as const })),
      )
    })
  })

const checker = (object: ObjectModel, made: Import, rule: Rule, inFile: TitlesInFile) => {
  const known: KnownLinks = new Map()
  const checkBelongings = belongingsCheck(made.id, rule)
  const unique = uniqueKeys(object, made.settings.mapping)
  const earlier = earlierRows(object, rule, unique)
  const checkRound = async (ctx: Context, rows: readonly ReadRow[]) => {
    const planned = (await planRows(ctx, object, rows, rule)).map(earlier.foresee)
    const { plans, outcomes: belongings } = await checkBelongings(ctx, planned)
    await findClashes(ctx, object, unique, plans, earlier)
    await foreseeClashes(ctx, object, unique, plans, earlier)
    const sound = plans.filter((p) => p.row.problems.length === 0)
    const written = await checkRows(
      ctx,
      object,
      sound.filter((p) => p.op === 'create' || (p.op === 'update' && p.id !== '')),
    )
    const outcomes = plans.flatMap((plan) => {
      const outcome = outcomeOf(plan, written.get(plan.row))
      earlier.note(ctx, plan, outcome)
      return outcome ? [[plan.row, outcome] as const] : []
    })
    return { plans, belongings, outcomes }
  }
  return async (ctx: Context, rows: readonly ReadRow[]) => {
    await findLinks(ctx, object, rows, known, inFile)
    await linkBelongings(ctx, rows, known)
    const done = []
    for (const round of rounds([...keysInUse(rule), ...unique], rows)) done.push(await checkRound(ctx, round))
    const plans = done.flatMap((d) => d.plans)
    const outcomes = done.flatMap((d) => d.outcomes)
    const is = (outcome: Outcome) => outcomes.filter(([, o]) => o === outcome).length
    const skipped = plans.filter((p) => p.op === 'skip' && p.row.problems.length === 0)
    const asked = plans.filter((p) => p.op === 'ask')
    const counts: Counts = {
      read: rows.length,
      created: is('created'),
      updated: is('updated'),
      skipped: skipped.length + is('unchanged'),
      unchanged: is('unchanged') + skipped.filter((p) => p.op === 'skip' && p.unchanged).length,
      failed: is('failed') + asked.length,
    }
    const repeated = plans.filter((p) => p.repeated).length
    const existing = plans.filter((p) => p.op === 'update' || p.op === 'skip' || p.op === 'ask').length - repeated
    const belongings = new Map(done.flatMap((d) => [...d.belongings]))
    return { counts, asked, repeated, existing, belongings, outcomes }
  }
}

/** What a row comes down to; nothing where it is left alone or asked about. */
const outcomeOf = (plan: Foreseen, written: Outcome | undefined): Outcome | undefined => {
  if (plan.row.problems.length > 0) return 'failed'
  if (plan.op === 'create') return written
  if (plan.op !== 'update') return undefined
  return plan.differs ? 'updated' : plan.id === '' ? 'unchanged' : written
}
