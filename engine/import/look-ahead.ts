import type { Context } from '../context.ts'
import type { ObjectModel } from '../schema/model.ts'
import { findLinks, type KnownLinks, type TitlesInFile } from './rows/find-links.ts'
import { type Plan, planRows, type Rule } from './rows/plan.ts'
import type { ReadRow } from './rows/read-cells.ts'
import { rounds } from './rows/rounds.ts'
import type { ImportSettings } from './mapping/mapping.ts'
import type { Key } from './rows/find-twins.ts'
import { findClashes } from './rows/unique-clashes.ts'
import { type ReadyRows, readyToCreate } from './rows/write-rows.ts'

/** A lot of rows with what was found of them while the lot before was being written. */
export interface Looked {
  readonly rows: readonly ReadRow[]
  readonly rounds: readonly (readonly ReadRow[])[]
  /** What is to be done with the rows of the first round. */
  readonly plans: readonly Plan[]
  /** Those of them that are new, ready to be saved. */
  readonly ready: ReadyRows
  /** By these texts the rows are told from others, and are one of a kind. */
  readonly keys: ReadonlyMap<string, number>
}

/** The keys by which rows of this file can be ones that are there already. */
export const keysInUse = (rule: Rule): readonly Key[] =>
  rule.policy === 'create' && rule.decisions.size === 0 ? [] : rule.keys

/**
 * May a lot be looked up before the one before it is in. Not where rows refer to records of their own kind, bring others along,
 * or are compared by what their names mean: what the lot before makes could then be meant in ways that no key tells. Nor where
 * records are changed, since what is to be changed depends on what the lot before left.
 */
export const looksAhead = (object: ObjectModel, { mapping }: ImportSettings, rule: Rule): boolean =>
  rule.policy !== 'overwrite' &&
  rule.policy !== 'fill' &&
  !keysInUse(rule).some((key) => key.alike) &&
  mapping.every(({ field }) => {
    const model = object.fields.get(field)
    return model !== undefined && !model.targets.includes(object.name)
  })

/** A transaction may be tried again: what one attempt finds wrong must not be found twice. */
export const copied = (given: readonly ReadRow[]): ReadRow[] =>
  given.map((r) => ({ ...r, values: { ...r.values }, late: [...r.late], problems: [...r.problems] }))

/** Looks a lot up, and makes ready what is new in it. */
export const lookAhead = async (
  ctx: Context,
  object: ObjectModel,
  given: readonly ReadRow[],
  rule: Rule,
  unique: readonly Key[],
  known: KnownLinks,
  inFile: TitlesInFile,
): Promise<Looked> => {
  const rows = copied(given)
  await findLinks(ctx, object, rows, known, inFile)
  const keys = new Map<string, number>()
  const inRounds = rounds([...keysInUse(rule), ...unique], rows, keys)
  const plans = await planRows(ctx, object, inRounds[0] ?? [], rule)
  await findClashes(ctx, object, unique, plans)
  return { rows, rounds: inRounds, keys, plans, ready: await readyToCreate(ctx, object, plans) }
}

/** Does it still hold after the lot before: that one changed nothing that was there, and made none of these records. */
export const stillHolds = ({ keys }: Looked, before: Looked['keys'], changed: boolean): boolean =>
  !changed && [...keys.keys()].every((key) => !before.has(key))
