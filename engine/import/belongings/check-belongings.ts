import type { Context } from '../../context.ts'
import { keyTexts } from '../rows/rounds.ts'
import { earlierRows, type Foreseen } from '../rows/earlier-rows.ts'
import { planRows, type Rule } from '../rows/plan.ts'
import type { ReadRow } from '../rows/read-cells.ts'
import { textHash } from '../rows/text-hash.ts'
import { checkRows, type Outcome } from '../rows/write-rows.ts'
import type { Lender } from './lenders.ts'
import { type Parent, parentsOf } from './parents.ts'
import { type Belonging, raise } from './read-belongings.ts'
import { belongingRow, ruleFor, withOwner } from './rule-for.ts'

/** What the check found: plans of rows that what belongs to them keeps out have become failures. */
export interface CheckedBelongings {
  readonly plans: Foreseen[]
  readonly outcomes: ReadonlyMap<Belonging, Outcome>
}

interface Found {
  readonly belonging: Belonging
  readonly of: ReadRow
  readonly parent: Parent
  /** Names the parent among all of the file, also where it is not there yet. */
  readonly whose: string
}

/** Makes the check of one import for what belongs to its rows. It remembers what earlier rows will have made by then. */
export const belongingsCheck = (request: string, rule: Rule) => {
  const earlier = new Map<Lender, ReturnType<typeof earlierRows>>()
  const firstWith = new Map<number, number>()
  /** The first row of the file that is the same record. */
  const firstOf = (row: ReadRow): number => {
    if ((rule.decisions.get(row.number) ?? rule.policy) === 'create') return row.number
    const hashes = keyTexts(rule.keys, row).map(textHash)
    const first = hashes.map((hash) => firstWith.get(hash)).find((n) => n !== undefined) ?? row.number
    for (const hash of hashes) firstWith.set(hash, first)
    return first
  }
  return async (ctx: Context, plans: readonly Foreseen[]): Promise<CheckedBelongings> => {
    const outcomes = new Map<Belonging, Outcome>()
    const parents = await parentsOf(ctx, request, plans)
    const found = [...parents].flatMap(([plan, known]) => {
      // An earlier row of the file will have made it: it is as good as new.
      const parent = plan.repeated && plan.op !== 'ask' ? 'new' : known
      if (parent === 'none') return []
      const whose = parent === 'new' ? `row ${firstOf(plan.row)}` : parent.id
      return plan.row.belongings!.map((belonging): Found => ({ belonging, of: plan.row, parent, whose }))
    })
    for (const [lender, same] of Map.groupBy(found, ({ belonging }) => belonging.lender)) {
      const own = ruleFor(ctx, lender, rule)
      const before = earlier.get(lender) ?? earlierRows(lender.object, own)
      earlier.set(lender, before)
      await checkKind(ctx, same, own, before, outcomes)
    }
    const checked = plans.map((p): Foreseen =>
      parents.has(p) && p.row.problems.length > 0 ? { op: 'fail', row: p.row } : p,
    )
    return { plans: checked, outcomes }
  }
}

const checkKind = async (
  ctx: Context,
  found: readonly Found[],
  own: Rule,
  earlier: ReturnType<typeof earlierRows>,
  outcomes: Map<Belonging, Outcome>,
): Promise<void> => {
  const { lender } = found[0]!.belonging
  const idOf = ({ parent }: Found) => (typeof parent === 'object' && parent.id !== '' ? parent.id : null)
  const rows = new Map(found.map((f) => [belongingRow(lender, f.belonging.row, idOf(f)), f]))
  const plans = (await planRows(ctx, lender.object, [...rows.keys()], own)).map((p) =>
    withOwner(ctx, lender, rows.get(p.row)!.of, p),
  )
  const checked = await checkRows(
    ctx,
    lender.object,
    plans.filter((p) => p.op === 'create' || p.op === 'update'),
  )
  for (const plan of plans) {
    const one = rows.get(plan.row)!
    const { belonging, of, whose } = one
    const id = idOf(one)
    // To whom it belongs is known by the time it is written.
    const problems = plan.row.problems.filter((p) => id !== null || p.field !== lender.by.name)
    raise(of, belonging, { ...plan.row, problems: [...problems] })
    if (problems.length > 0) {
      outcomes.set(belonging, 'failed')
      continue
    }
    // Told from others by its parent's name in the file, which may not have an id yet.
    const named = { ...plan.row, values: { ...plan.row.values, [lender.by.name]: whose } }
    const foreseen = earlier.foresee({ ...plan, row: named })
    const outcome = outcomeOf(foreseen, checked.get(plan.row))
    if (of.problems.length === 0) earlier.note(ctx, foreseen, outcome)
    if (outcome) outcomes.set(belonging, outcome)
  }
}

const outcomeOf = (plan: Foreseen, written: Outcome | undefined): Outcome | undefined => {
  if (plan.op === 'create') return 'created'
  if (plan.op !== 'update') return undefined
  return plan.differs ? 'updated' : plan.id === '' ? 'unchanged' : written
}
