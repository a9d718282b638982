import { AppError } from '../../errors.ts'
import type { Context } from '../../context.ts'
import type { ObjectModel } from '../../schema/model.ts'
import { searchedFields } from '../../search/searched-fields.ts'
import { prepareCreate, saveBulk } from '../../write/create.ts'
import { type Bulk, bulkOf } from '../../write/sql/insert-bulk.ts'
import type { Values } from '../../write/read-input.ts'
import { prepareUpdate, saveChanged } from '../../write/update.ts'
import { Busy } from '../../write/errors.ts'
import { newRows, type Plan } from './plan.ts'
import { rowProblem } from './problem.ts'
import type { ReadRow } from './read-cells.ts'

/** What a row comes down to. */
export type Outcome = 'created' | 'updated' | 'unchanged' | 'failed'
type Outcomes = Map<ReadRow, Outcome>

/** What became of the rows, and the records of those that have still to be linked to others of this file. */
export interface Written {
  readonly outcomes: ReadonlyMap<ReadRow, Outcome>
  readonly late: readonly { readonly row: ReadRow; readonly id: string }[]
  /** The records that rows became or were. */
  readonly ids: ReadonlyMap<ReadRow, string>
}

/** New records that were checked and need only be saved. */
export interface ReadyRows {
  readonly sound: readonly Sound[]
  readonly bulk: Bulk
}

interface Sound {
  readonly row: ReadRow
  readonly values: Values
}

/** All that saving new records takes but the saving: good for one attempt, problems go to the rows. */
export const readyToCreate = async (ctx: Context, object: ObjectModel, plans: readonly Plan[]): Promise<ReadyRows> => {
  const sound = await prepared(ctx, object, newRows(plans), new Map())
  return { sound, bulk: writtenOut(ctx, object, sound) }
}

/**
 * Saves the rows by the engine's one way of writing, in few statements. A row that cannot be saved gets its problems and
 * takes none of the others with it. `ready` are its new records, where they have been made ready before.
 */
export const writeRows = async (
  ctx: Context,
  object: ObjectModel,
  plans: readonly Plan[],
  ready?: ReadyRows,
): Promise<Written> => {
  const outcomes: Outcomes = new Map()
  const ids = new Map<ReadRow, string>()
  await createRows(ctx, object, plans, outcomes, ids, ready)
  const updates = plans.filter((p) => p.op === 'update')
  for (const round of eachOnce(updates)) await changeRows(ctx, object, round, outcomes)
  for (const { row, id } of updates) ids.set(row, id)
  const late = [...ids].flatMap(([row, id]) =>
    row.late.length > 0 && outcomes.get(row) !== 'failed' ? [{ row, id }] : [],
  )
  return { outcomes, late, ids }
}

/** Everything a write checks, without writing: problems go to the rows. */
export const checkRows = async (ctx: Context, object: ObjectModel, plans: readonly Plan[]): Promise<Outcomes> => {
  const outcomes: Outcomes = new Map()
  const creates = newRows(plans)
  await prepared(ctx, object, creates, outcomes)
  for (const row of creates) outcomes.set(row, row.problems.length > 0 ? 'failed' : 'created')
  const updates = plans.filter((p) => p.op === 'update')
  for (const round of eachOnce(updates)) await preparedChanges(ctx, object, round, outcomes)
  for (const { row } of updates) if (!outcomes.has(row)) outcomes.set(row, 'updated')
  return outcomes
}

const blame = (row: ReadRow, error: AppError, outcomes: Outcomes): void => {
  for (const problem of error.details.problems ?? [error]) {
    const value = problem.field === undefined ? undefined : row.values[problem.field]
    row.problems.push(rowProblem(problem, typeof value === 'string' ? { value: value.slice(0, 200) } : {}))
  }
  outcomes.set(row, 'failed')
}

const prepared = async (
  ctx: Context,
  object: ObjectModel,
  rows: readonly ReadRow[],
  outcomes: Outcomes,
): Promise<Sound[]> => {
  if (rows.length === 0) return []
  const full = await prepareCreate(
    ctx,
    object,
    rows.map((r) => r.values),
    'parsed',
    (i, problem) => blame(rows[i]!, problem, outcomes),
  )
  return full.map((values, i) => ({ values, row: rows[i]! })).filter(({ row }) => row.problems.length === 0)
}

const writtenOut = (ctx: Context, object: ObjectModel, sound: readonly Sound[]): Bulk =>
  bulkOf(
    ctx,
    object,
    sound.map((s) => s.values),
    sound.map(({ row, values }) => (isAsRead(object, row, values) ? row.indexed : undefined)),
  )

const createRows = async (
  ctx: Context,
  object: ObjectModel,
  plans: readonly Plan[],
  outcomes: Outcomes,
  ids: Map<ReadRow, string>,
  ready: ReadyRows | undefined,
): Promise<void> => {
  const sound = ready?.sound ?? (await prepared(ctx, object, newRows(plans), outcomes))
  await apart(
    sound,
    async (part) => {
      const bulk = part === ready?.sound ? ready.bulk : writtenOut(ctx, object, part)
      await ctx.transaction((inside) => saveBulk(inside, object, bulk))
      for (const {
        row,
        values: { id },
      } of part) {
        outcomes.set(row, 'created')
        ids.set(row, id as string)
      }
    },
    ({ row }, error) => blame(row, error, outcomes),
  )
}

/** Nothing was added or changed since in what search looks into. */
const isAsRead = (object: ObjectModel, row: ReadRow, saved: Values) =>
  searchedFields(object).every(({ name }) => (row.values[name] ?? null) === (saved[name] ?? null))

type Update = Extract<Plan, { op: 'update' }>

/** Two rows may be one record by different keys, and a check meets all rows of a lot at once: one goes after the other. */
const eachOnce = (plans: readonly Update[]): Update[][] => {
  const rounds: Update[][] = []
  const met = new Map<string, number>()
  for (const plan of plans) {
    const round = met.get(plan.id) ?? 0
    met.set(plan.id, round + 1)
    ;(rounds[round] ??= []).push(plan)
  }
  return rounds
}

const preparedChanges = async (ctx: Context, object: ObjectModel, plans: readonly Update[], outcomes: Outcomes) => {
  if (plans.length === 0) return []
  const edits = plans.map(({ id, patch }) => ({ id, patch }))
  const { changes } = await prepareUpdate(ctx, object, edits, { trust: 'parsed' }, (i, problem) =>
    blame(plans[i]!.row, problem, outcomes),
  )
  const byId = new Map(changes.map((c) => [c.id, c]))
  for (const { id, row } of plans) if (!byId.has(id) && !outcomes.has(row)) outcomes.set(row, 'unchanged')
  return plans.flatMap((plan) =>
    outcomes.get(plan.row) === undefined && byId.has(plan.id) ? [{ plan, change: byId.get(plan.id)! }] : [],
  )
}

const changeRows = async (
  ctx: Context,
  object: ObjectModel,
  plans: readonly Update[],
  outcomes: Outcomes,
): Promise<void> => {
  let left = plans
  for (let attempt = 1; left.length > 0; attempt++) {
    const late: Update[] = []
    await apart(
      await preparedChanges(ctx, object, left, outcomes),
      async (part) => {
        const saved = await ctx.transaction((inside) =>
          saveChanged(
            inside,
            object,
            part.map((p) => p.change),
          ),
        )
        // Somebody was faster with one of them: look at these rows again.
        if (!saved) late.push(...part.map((p) => p.plan))
        else for (const { plan } of part) outcomes.set(plan.row, 'updated')
      },
      ({ plan }, error) => blame(plan.row, error, outcomes),
    )
    if (attempt === 8) for (const { row } of late) blame(row, Busy(), outcomes)
    left = attempt === 8 ? [] : late
  }
}

/** Does the work for all; what the database refuses is narrowed down to the ones it refused, by the row it named or by halves. */
const apart = async <T>(
  items: readonly T[],
  work: (items: readonly T[]) => Promise<void>,
  refused: (item: T, error: AppError) => void,
): Promise<void> => {
  if (items.length === 0) return
  try {
    await work(items)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (items.length === 1) return refused(items[0]!, error)
    const named = error.row
    if (named !== undefined && items[named] !== undefined) {
      refused(items[named], error)
      return apart(items.toSpliced(named, 1), work, refused)
    }
    const half = items.length >> 1
    await apart(items.slice(0, half), work, refused)
    await apart(items.slice(half), work, refused)
  }
}
