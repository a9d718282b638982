import type { AppError } from '../errors.ts'
import { invalid } from '../errors.ts'
import type { Context } from '../context.ts'
import { allows } from '../rights/access.ts'
import type { ObjectModel } from '../schema/model.ts'
import type { Indexed } from '../search/index-row.ts'
import { uuid7 } from '../uuid.ts'
import { checkFlow, checkRecord, compute, withDefaults } from './check.ts'
import { Forbidden } from './errors.ts'
import { checkFiles, withFiles } from './file-links.ts'
import { insertBulk } from './insert-bulk.ts'
import { insertRows } from './insert-sql.ts'
import { readInput, type Trust, type Values } from './read-input.ts'
import { checkReferences } from './references.ts'
import { withConsequences } from './consequences.ts'

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
): Promise<Saved[]> => {
  const problems: AppError[] = []
  const rows = await prepareCreate(ctx, object, inputs, trust, (row, problem) => {
    if (inputs.length > 1) problem.row = row
    problems.push(problem)
  })
  if (problems.length > 0) throw problems.length === 1 && problems[0]!.status === 409 ? problems[0]! : invalid(problems)
  return saveNew(ctx, object, rows)
}

/** Writes rows that `prepareCreate` made, with all that follows from them. */
const saveNew = (ctx: Context, object: ObjectModel, rows: readonly Record<string, unknown>[]): Promise<Saved[]> =>
  withConsequences(ctx, object, rows, (inside) =>
    withFiles(inside, object, rows, (deeper) => insertRows(deeper, object, rows)),
  )

/** The same for many rows at which nobody looks: nothing is answered. */
export const saveBulk = (
  ctx: Context,
  object: ObjectModel,
  rows: readonly Record<string, unknown>[],
  indexed?: readonly (Indexed | undefined)[],
): Promise<void> =>
  withConsequences(ctx, object, rows, (inside) =>
    withFiles(inside, object, rows, (deeper) => insertBulk(deeper, object, rows, indexed)),
  )

/** Everything that is checked before new rows are written; the rows come back complete, problems go to `report`. */
export const prepareCreate = async (
  ctx: Context,
  object: ObjectModel,
  inputs: readonly Values[],
  trust: Trust,
  report: (row: number, problem: AppError) => void,
): Promise<Record<string, unknown>[]> => {
  if (!allows(ctx.actor.access, object, 'create')) throw Forbidden({ action: '新建', object: object.label['zh-CN'] })
  const given = inputs.map((input) => {
    const problems: AppError[] = []
    const values = readInput(ctx.actor.access, object, input, trust, problems)
    return { values, row: withDefaults(ctx, object, values), problems }
  })
  const sound = given.filter((g) => g.problems.length === 0)
  await object.def.prepare?.(
    ctx,
    sound.map(({ row }) => ({ before: null, after: row })),
  )
  for (const [i, { values, row, problems }] of given.entries()) {
    compute(object, row)
    if (problems.length === 0) checkRecord(ctx, object, null, row, problems)
    checkFlow(object, null, values, problems)
    for (const problem of problems) report(i, problem)
  }
  await checkReferences(
    ctx,
    object,
    given.map((g) => g.values),
    report,
  )
  await checkFiles(
    ctx,
    object,
    given.map((g) => g.values),
    report,
  )
  return given.map(({ row }) => ({ ...row, id: uuid7() }))
}
