import type { AppError } from '../errors.ts'
import { invalid } from '../errors.ts'
import type { Context } from '../context.ts'
import { askAboutTwins, lookedForNew } from '../duplicates/ask-about-twins.ts'
import { allows } from '../rights/access.ts'
import type { ObjectModel } from '../schema/model.ts'
import { uuid7 } from '../uuid.ts'
import { checkFlow, checkRecord, compute, withDefaults } from './check/check.ts'
import { Forbidden, verbs, refusals, refuser } from './errors.ts'
import { checkFiles } from './file-links.ts'
import { type Bulk, insertBulk } from './sql/insert-bulk.ts'
import { insertRows } from './sql/insert-sql.ts'
import type { Keeping } from './sql/keep-answer.ts'
import { readBefore } from './read-before.ts'
import { readInput, type Trust, type Values } from './read-input.ts'
import { holdTargetsOf } from './check/hold-targets.ts'
import { checkReferences } from './check/references.ts'
import { withConsequences } from './consequences.ts'
import { withRollups } from './rollups/rollups.ts'
import { withFiles } from './with-files.ts'

/** Whether who makes a record that seems to be there already is asked first, or goes on. */
export type OnTwins = 'ask' | 'allow'

/** A record as it was saved: what its writer may see of it, as JSON text. */
export interface Saved {
  readonly id: string
  readonly document: string
}

/** Saves new records of one object in one statement, all or none. Throws every problem it finds at once. */
export const createRecords = async (
  ctx: Context,
  object: ObjectModel,
  inputs: readonly Values[],
  trust: Trust = 'code',
  twins: OnTwins = 'allow',
  keeping?: Keeping,
): Promise<Saved[]> => {
  const problems: AppError[] = []
  const rows = await prepareCreate(
    ctx,
    object,
    inputs,
    trust,
    (row, problem) => {
      if (inputs.length > 1) problem.row = row
      problems.push(problem)
    },
    twins,
  )
  if (problems.length > 0)
    throw problems.length === 1 && (problems[0]!.status === 409 || refusals.has(problems[0]!))
      ? problems[0]!
      : invalid(problems)
  return withConsequences(ctx, object, (inside) => insertRows(inside, object, rows, keeping))
}

/** Writes many rows that `prepareCreate` made within a transaction, with all that follows from them. Nobody looks at them: nothing is answered. */
export const saveBulk = (ctx: Context, object: ObjectModel, bulk: Bulk): Promise<void> =>
  withConsequences(ctx, object, async (inside) => {
    await holdTargetsOf(inside, object, bulk.rows)
    await withRollups(inside, object, bulk.rows, (deeper) =>
      withFiles(deeper, object, bulk.rows, (deepest) => insertBulk(deepest, object, bulk)),
    )
  })

/** Everything that is checked before new rows are written; the rows come back complete, problems go to `report`. */
export const prepareCreate = async (
  ctx: Context,
  object: ObjectModel,
  inputs: readonly Values[],
  trust: Trust,
  report: (row: number, problem: AppError) => void,
  twins: OnTwins = 'allow',
): Promise<Record<string, unknown>[]> => {
  if (!allows(ctx.actor.access, object, 'create')) throw Forbidden({ action: verbs.create, object: object.label })
  const given = inputs.map((input) => {
    const problems: AppError[] = []
    const values = readInput(ctx.actor.access, object, input, trust, problems)
    return { values, row: withDefaults(ctx, object, values), problems }
  })
  const sound = given.filter((g) => g.problems.length === 0)
  const values = given.map((g) => g.values)
  const known = await readBefore(ctx, object, {
    values,
    ...(twins === 'ask' ? { twins: lookedForNew(object, values) } : {}),
  })
  await object.def.prepare?.(
    ctx,
    sound.map(({ row, problems }) => ({
      before: null,
      after: row,
      refuse: refuser(problems),
    })),
    known.consulted,
  )
  const gate = object.def.gate?.(ctx, known.consulted)
  for (const [i, { values: mine, row, problems }] of given.entries()) {
    compute(object, row)
    if (problems.length === 0) checkRecord(ctx, object, null, row, problems, gate)
    checkFlow(object, null, mine, problems)
    for (const problem of problems) report(i, problem)
  }
  checkReferences(ctx, object, values, known.seen, report)
  checkFiles(object, values, known.places, report)
  askAboutTwins(
    ctx,
    object,
    given.map(({ values: mine, problems }) => (problems.length > 0 ? {} : mine)),
    known.twins,
    report,
  )
  return given.map(({ row }) => ({ ...row, id: uuid7() }))
}
