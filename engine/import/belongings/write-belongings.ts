import type { Context } from '../../context.ts'
import type { ObjectModel } from '../../schema/model.ts'
import type { Plan, Rule } from '../rows/plan.ts'
import { planRows } from '../rows/plan.ts'
import type { ReadRow } from '../rows/read-cells.ts'
import { rounds } from '../rows/rounds.ts'
import { type Outcome, type ReadyRows, writeRows, type Written } from '../rows/write-rows.ts'
import { parentsOf } from './parents.ts'
import { type Belonging, raise } from './read-belongings.ts'
import { belongingRow, ruleFor, withOwner } from './rule-for.ts'

/** What became of rows and of the records that belong to theirs. */
export interface WrittenWhole extends Written {
  readonly belongings: ReadonlyMap<Belonging, Outcome>
}

const nothing: ReadonlyMap<Belonging, Outcome> = new Map()

/** Thrown to take back a part of the transaction whose rows go without those that turned out to be wrong. */
const again = Symbol('again')

/**
 * Saves the rows, then all that belongs to their records, in as few statements. A row whose contact cannot be saved is not saved
 * either: what was written of it is taken back, and the others are saved without it.
 */
export const writeWhole = async (
  ctx: Context,
  request: string,
  object: ObjectModel,
  plans: readonly Plan[],
  rule: Rule,
  /** New records that have been made ready before; only of rows that bring nothing along. */
  ready?: ReadyRows,
): Promise<WrittenWhole> => {
  const sound = () => plans.filter((p) => p.row.problems.length === 0)
  const parents = await parentsOf(ctx, request, sound())
  if (parents.size === 0) return { ...(await writeRows(ctx, object, sound(), ready)), belongings: nothing }
  for (;;)
    try {
      return await ctx.transaction(async (inside) => {
        const written = await writeRows(inside, object, sound())
        const belongings = new Map<Belonging, Outcome>()
        const found = sound().flatMap((plan) => {
          const parent = parents.get(plan) ?? 'none'
          const id = parent === 'new' ? written.ids.get(plan.row) : parent === 'none' ? undefined : parent.id
          return id === undefined ? [] : plan.row.belongings!.map((belonging) => ({ belonging, of: plan.row, id }))
        })
        for (const same of Map.groupBy(found, ({ belonging }) => belonging.lender).values())
          await writeKind(inside, same, rule, belongings)
        if ([...belongings.values()].includes('failed')) throw again
        return { ...written, belongings }
      })
    } catch (error) {
      if (error !== again) throw error
    }
}

interface Found {
  readonly belonging: Belonging
  readonly of: ReadRow
  readonly id: string
}

/** All of one kind; those that are the same record go one after the other. */
const writeKind = async (
  ctx: Context,
  found: readonly Found[],
  rule: Rule,
  outcomes: Map<Belonging, Outcome>,
): Promise<void> => {
  const { lender } = found[0]!.belonging
  const own = ruleFor(ctx, lender, rule)
  const rows = new Map(found.map((f) => [belongingRow(lender, f.belonging.row, f.id), f]))
  for (const round of rounds(own.keys, [...rows.keys()])) {
    const plans = (await planRows(ctx, lender.object, round, own)).map((p) =>
      withOwner(ctx, lender, rows.get(p.row)!.of, p),
    )
    const written = await writeRows(
      ctx,
      lender.object,
      plans.filter((p) => p.op === 'create' || p.op === 'update'),
    )
    for (const row of round) {
      const { belonging, of } = rows.get(row)!
      const outcome = row.problems.length > 0 ? 'failed' : written.outcomes.get(row)
      if (outcome) outcomes.set(belonging, outcome)
      raise(of, belonging, row)
    }
  }
}
