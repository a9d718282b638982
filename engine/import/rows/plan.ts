import type { Context } from '../../context.ts'
import { listed } from '../../errors.ts'
import type { ObjectModel } from '../../schema/model.ts'
import { readBefore } from '../../write/read-before.ts'
import type { Policy } from '../mapping/mapping.ts'
import { findTwins, type Key, type Twins } from './find-twins.ts'
import { NeedsDecision, NoSuchNumber, rowProblem, SeveralTwins } from './problem.ts'
import type { ReadRow } from './read-cells.ts'
import { isCoarse, sameInWords } from './same-in-words.ts'

/** What is to be done with one row. */
export type Plan =
  | { readonly op: 'create'; readonly row: ReadRow }
  | {
      readonly op: 'update'
      readonly row: ReadRow
      readonly id: string
      readonly patch: Readonly<Record<string, unknown>>
    }
  | { readonly op: 'skip'; readonly row: ReadRow; readonly unchanged: boolean; readonly ids?: readonly string[] }
  | { readonly op: 'ask'; readonly row: ReadRow; readonly ids: readonly string[] }
  | { readonly op: 'fail'; readonly row: ReadRow }

/** Those that become new records. */
export const newRows = (plans: readonly Plan[]): ReadRow[] => plans.flatMap((p) => (p.op === 'create' ? [p.row] : []))

/** How rows that are there already are told, and what becomes of them. */
export interface Rule {
  readonly keys: readonly Key[]
  readonly policy: Policy
  /** What the person decided for single rows, by their number. */
  readonly decisions: ReadonlyMap<number, Policy>
}

/** Decides for each row, by what is there now and the caller may see. */
export const planRows = async (
  ctx: Context,
  object: ObjectModel,
  rows: readonly ReadRow[],
  rule: Rule,
): Promise<Plan[]> => {
  const sound = rows.filter((r) => r.problems.length === 0)
  const twins = new Map((await findTwins(ctx, object, rule.keys, sound)).map((t, i) => [sound[i]!, t]))
  const plans = rows.map((row) => planOne(object, row, twins.get(row) ?? null, rule))
  return leaveAsIs(ctx, object, plans, rule)
}

const planOne = (object: ObjectModel, row: ReadRow, twins: Twins | null, rule: Rule): Plan => {
  if (row.problems.length > 0) return { op: 'fail', row }
  const policy = rule.decisions.get(row.number) ?? rule.policy
  const [identity, given] = Object.entries(row.identity)[0] ?? []
  if (!twins && identity !== undefined) {
    const field = object.fields.get(identity)!
    row.problems.push(
      rowProblem(NoSuchNumber({ object: object.label, field: field.label, value: given! }).at(identity), {
        value: given!,
      }),
    )
    return { op: 'fail', row }
  }
  if (!twins || policy === 'create') return { op: 'create', row }
  if (policy === 'skip') return { op: 'skip', row, unchanged: false, ids: twins.ids }
  if (policy === 'ask') return { op: 'ask', row, ids: twins.ids }
  if (twins.ids.length > 1) {
    const field = listed(twins.key.fields)
    row.problems.push(rowProblem(SeveralTwins({ object: object.label, field })))
    return { op: 'fail', row }
  }
  return { op: 'update', row, id: twins.ids[0]!, patch: row.values }
}

/** What stays as it is falls out of the change: what says the same, and where only empty fields are to be filled, the others. */
const leaveAsIs = async (ctx: Context, object: ObjectModel, plans: readonly Plan[], rule: Rule): Promise<Plan[]> => {
  const fills = (row: ReadRow) => (rule.decisions.get(row.number) ?? rule.policy) === 'fill'
  const isCoarseIn = (patch: object) => Object.keys(patch).some((name) => isCoarse(object.fields.get(name)!))
  const looked = plans.flatMap((p) => (p.op === 'update' && (fills(p.row) || isCoarseIn(p.patch)) ? [p.id] : []))
  if (looked.length === 0) return [...plans]
  const { records } = await readBefore(ctx, object, { ids: looked })
  return plans.map((plan): Plan => {
    const now = plan.op === 'update' ? records.get(plan.id)?.row : undefined
    if (plan.op !== 'update' || !now) return plan
    const changes = (name: string, value: unknown) =>
      fills(plan.row) ? isEmpty(now[name]) : !sameInWords(object.fields.get(name)!, now[name], value)
    const patch = Object.fromEntries(Object.entries(plan.patch).filter(([name, value]) => changes(name, value)))
    if (fills(plan.row)) {
      const open = plan.row.late.filter(({ field }) => isEmpty(now[field]))
      plan.row.late.splice(0, Infinity, ...open)
    }
    const isLeft = fills(plan.row) && Object.keys(patch).length === 0 && plan.row.late.length === 0
    return isLeft ? { op: 'skip', row: plan.row, unchanged: true, ids: [plan.id] } : { ...plan, patch }
  })
}

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** A row that waits for the person's word is a problem to her until she gives it. */
export const asksFor = (object: ObjectModel) => rowProblem(NeedsDecision({ object: object.label }))
