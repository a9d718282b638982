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
import { asksFor, newRows, type Plan, planRows, type Rule } from './rows/plan.ts'
import type { ReadRow } from './rows/read-cells.ts'
import { keyTexts } from './rows/rounds.ts'
import { textHash } from './rows/text-hash.ts'
import { findClashes, uniqueKeys } from './rows/unique-clashes.ts'
import { checkRows } from './rows/write-rows.ts'
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
  const seen = new Set<number>()
  const clashing = new Set<string>()
  const checkBelongings = belongingsCheck(made.id, rule)
  const unique = uniqueKeys(object, made.settings.mapping)
  return async (ctx: Context, rows: readonly ReadRow[]) => {
    await findLinks(ctx, object, rows, known, inFile)
    await linkBelongings(ctx, rows, known)
    const planned = (await planRows(ctx, object, rows, rule)).map((plan) => afterEarlierRows(plan, rule, seen))
    const { plans, outcomes: belongings } = await checkBelongings(ctx, planned)
    await findClashes(ctx, object, unique, plans, clashing)
    const sound = plans.filter((p) => p.row.problems.length === 0)
    const outcomes = await checkRows(
      ctx,
      object,
      sound.filter((p) => p.op === 'create' || (p.op === 'update' && p.id !== '')),
    )
    const repeats = plans.filter((p) => p.op === 'update' && p.id === '')
    const is = (outcome: string) => [...outcomes.values()].filter((o) => o === outcome).length
    const skipped = plans.filter((p) => p.op === 'skip')
    const asked = plans.filter((p) => p.op === 'ask')
    const unchanged = is('unchanged') + skipped.filter((p) => p.unchanged).length
    const counts: Counts = {
      read: rows.length,
      created: is('created'),
      updated: is('updated') + repeats.length,
      skipped: skipped.length + is('unchanged'),
      unchanged,
      failed:
        plans.filter((p) => p.op === 'fail').length +
        newRows(plans).filter((r) => r.problems.length > 0 && !outcomes.has(r)).length +
        is('failed') +
        asked.length,
    }
    const repeated = plans.filter((p) => 'repeated' in p).length
    const existing = plans.filter((p) => p.op === 'update' || p.op === 'skip' || p.op === 'ask').length - repeated
    return {
      counts,
      asked,
      repeated,
      existing,
      belongings,
      outcomes: [...outcomes, ...repeats.map(({ row }) => [row, 'updated'] as const)],
    }
  }
}

/** A row that an earlier row of the file will have made by then is there already when its turn comes. */
const afterEarlierRows = (plan: Plan, rule: Rule, seen: Set<number>): Plan => {
  if (plan.op !== 'create') return plan
  const policy = rule.decisions.get(plan.row.number) ?? rule.policy
  const hashes = keyTexts(rule.keys, plan.row).map(textHash)
  const isRepeated = hashes.some((h) => seen.has(h))
  for (const hash of hashes) seen.add(hash)
  if (!isRepeated || policy === 'create') return plan
  const repeated = { row: plan.row, repeated: true }
  if (policy === 'skip') return { ...repeated, op: 'skip', unchanged: false }
  if (policy === 'ask') return { ...repeated, op: 'ask', ids: [] }
  return { ...repeated, op: 'update', id: '', patch: {} }
}
