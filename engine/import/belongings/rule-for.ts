import type { Context } from '../../context.ts'
import { isKey, isWritable } from '../mapping/importable.ts'
import type { Key } from '../rows/find-twins.ts'
import type { Plan, Rule } from '../rows/plan.ts'
import type { ReadRow } from '../rows/read-cells.ts'
import type { Lender } from './lenders.ts'

/**
 * How a record that belongs to a row's is told: by the same parent together with what a form checks for duplicates, or with its
 * title. What becomes of one that is there follows from what becomes of its row; a row that may be asked about is not asked twice.
 */
export const ruleFor = (ctx: Context, { object, by }: Lender, rule: Rule): Rule => ({
  keys: isKey(ctx, object, by)
    ? [...new Set([...(object.def.duplicates ?? []), object.def.title])].flatMap((name): Key[] => {
        const field = object.fields.get(name)
        return field && isKey(ctx, object, field) ? [{ fields: [by, field], alike: false }] : []
      })
    : [],
  policy: rule.policy === 'ask' ? 'skip' : rule.policy,
  decisions: rule.decisions,
})

/** The record with its reference, once it is known to whom it belongs. */
export const belongingRow = ({ by }: Lender, own: ReadRow, parent: string | null): ReadRow => ({
  ...own,
  values: { ...own.values, ...(parent === null ? {} : { [by.name]: parent }) },
  problems: [],
})

/** Whoever is given a new customer is given its new contacts too, unless the file says otherwise. */
export const withOwner = (ctx: Context, { object }: Lender, of: ReadRow, plan: Plan): Plan => {
  const owner = object.fields.get('owner')
  const given = of.values['owner']
  if (plan.op !== 'create' || !object.owned || !owner || given === undefined) return plan
  if (plan.row.values['owner'] === undefined && isWritable(ctx, object, owner)) plan.row.values['owner'] = given
  return plan
}
