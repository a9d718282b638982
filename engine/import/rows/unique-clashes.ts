import type { Context } from '../../context.ts'
import { listed } from '../../errors.ts'
import type { ObjectModel } from '../../schema/model.ts'
import { planTable } from '../../schema/tables.ts'
import { Duplicate } from '../../write/errors.ts'
import { canSearch } from '../../rights/access.ts'
import type { ColumnMapping } from '../mapping/mapping.ts'
import { findTwins, type Key, keyValues } from './find-twins.ts'
import { rowProblem } from './problem.ts'
import { newRows, type Plan } from './plan.ts'
import type { ReadRow } from './read-cells.ts'

/** The keys that the database holds to be unique and this file sets. */
export const uniqueKeys = (object: ObjectModel, mapping: readonly ColumnMapping[]): Key[] => {
  const mapped = new Set(mapping.map((m) => m.field))
  return planTable(object)
    .indexes.filter((i) => i.unique && i.fields.every((name) => mapped.has(name)))
    .map((i) => ({ fields: i.fields.map((name) => object.fields.get(name)!), alike: false }))
}

/**
 * Puts a problem to new rows that would break a unique key: taken by a record, seen or unseen, or by an earlier row, of this
 * lot or of those that filled `seen`. Asked before the write, so that one clash does not make a thousand rows go twice.
 */
export const findClashes = async (
  ctx: Context,
  object: ObjectModel,
  keys: readonly Key[],
  plans: readonly Plan[],
  seen = new Set<string>(),
): Promise<void> => {
  const rows = newRows(plans)
  if (keys.length === 0 || rows.length === 0) return
  const there = await findTwins(ctx, object, keys, rows, true)
  for (const [i, row] of rows.entries()) {
    const taken = there[i]?.key ?? keys.find((key) => !first(seen, key, row))
    if (!taken) continue
    const told = taken.fields.filter((f) => canSearch(ctx.actor.access, object, f))
    const value = told.map((f) => String(row.values[f.name] ?? '')).join('、')
    const problem = Duplicate({
      field: listed(told),
      value,
      object: object.label,
    })
    row.problems.push(rowProblem(told[0] ? problem.at(told[0].name) : problem, { value }))
  }
}

/** Is nobody before it in `seen`; it is there from now on. */
const first = (seen: Set<string>, key: Key, row: ReadRow): boolean => {
  const values = keyValues(key, row)
  if (!values) return true
  const text = `${key.fields.map((f) => f.name).join()} ${values.join('\0')}`
  if (seen.has(text)) return false
  seen.add(text)
  return true
}
