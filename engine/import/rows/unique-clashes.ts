import type { Context } from '../../context.ts'
import { listed } from '../../errors.ts'
import type { ObjectModel } from '../../schema/model.ts'
import { planTable } from '../../schema/tables.ts'
import { Duplicate } from '../../write/errors.ts'
import { canSearch } from '../../rights/access.ts'
import type { ColumnMapping } from '../mapping/mapping.ts'
import type { earlierRows, Foreseen } from './earlier-rows.ts'
import { findTwins, type Key } from './find-twins.ts'
import { rowProblem } from './problem.ts'
import { newRows, type Plan } from './plan.ts'
import type { ReadRow } from './read-cells.ts'
import { keyTexts } from './rounds.ts'

/** The keys that the database holds to be unique and this file sets. */
export const uniqueKeys = (object: ObjectModel, mapping: readonly ColumnMapping[]): Key[] => {
  const mapped = new Set(mapping.map((m) => m.field))
  return planTable(object)
    .indexes.filter((i) => i.unique && i.fields.every((name) => mapped.has(name)))
    .map((i) => ({ fields: i.fields.map((name) => object.fields.get(name)!), alike: false }))
}

/** What earlier rows do to the values of a unique key. */
type Earlier = Pick<ReturnType<typeof earlierRows>, 'isTaken' | 'isMoved'>

/**
 * Puts a problem to new rows that would break a unique key: taken by a record, seen or unseen, or by an earlier row, of this
 * lot or as `earlier` says. Asked before the write, so that one clash does not make a thousand rows go twice.
 */
export const findClashes = async (
  ctx: Context,
  object: ObjectModel,
  keys: readonly Key[],
  plans: readonly Plan[],
  earlier: Earlier = inOneLot(),
): Promise<void> => {
  const rows = newRows(plans)
  if (keys.length === 0 || rows.length === 0) return
  const there = await findTwins(ctx, object, keys, rows, true)
  for (const [i, row] of rows.entries()) {
    const twins = there[i]
    const isThere = twins?.ids.some((id) => !earlier.isMoved(id, twins.key))
    const key = isThere ? twins!.key : keys.find((one) => earlier.isTaken(one, { op: 'create', row }))
    if (key) refuse(ctx, object, row, key)
  }
}

/**
 * The same for rows that change records, while a file is checked: by the time they are written PostgreSQL refuses them. What an
 * earlier row gives another value is free again.
 */
export const foreseeClashes = async (
  ctx: Context,
  object: ObjectModel,
  keys: readonly Key[],
  plans: readonly Foreseen[],
  { isTaken, isMoved }: Earlier,
): Promise<void> => {
  for (const key of keys) {
    const sets = plans.flatMap((plan) =>
      plan.op === 'update' && key.fields.every(({ name }) => name in plan.patch) ? [plan] : [],
    )
    const rows = sets.map(({ patch }) => ({ values: patch, identity: {} }))
    const there = rows.length > 0 ? await findTwins(ctx, object, [key], rows, true) : []
    for (const [i, plan] of sets.entries()) {
      const others = there[i]?.ids.filter((id) => id !== plan.id && !isMoved(id, key)) ?? []
      if (others.length > 0 || isTaken(key, plan)) refuse(ctx, object, plan.row, key)
    }
  }
}

const refuse = (ctx: Context, object: ObjectModel, row: ReadRow, key: Key): void => {
  const told = key.fields.filter((f) => canSearch(ctx.actor.access, object, f))
  const value = told.map((f) => String(row.values[f.name] ?? '')).join('、')
  const problem = Duplicate({ field: listed(told), value, object: object.label })
  row.problems.push(rowProblem(told[0] ? problem.at(told[0].name) : problem, { value }))
}

/** Tells which rows have the values of one before them. */
const inOneLot = (): Earlier => {
  const seen = new Set<string>()
  return {
    isMoved: () => false,
    isTaken: (key, { row }) =>
      keyTexts([key], row).some((text) => {
        const isTaken = seen.has(text)
        seen.add(text)
        return isTaken
      }),
  }
}
