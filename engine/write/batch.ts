import { AppError, defineError } from '../errors.ts'
import type { Context } from '../context.ts'
import { allows } from '../rights/access.ts'
import type { ObjectModel } from '../schema/model.ts'
import { createRecords, type OnTwins } from './create.ts'
import { Forbidden, verbs } from './errors.ts'
import { type Values } from './read-input.ts'
import { removeRecords, restoreRecords } from './remove.ts'
import { type Edit, updateRecords } from './update.ts'

export const NeedsBulkRight = defineError(
  'record.needsBulkRight',
  403,
  '批量处理{object}需要“批量修改”权限',
  'Changing many records of {object} at once needs the bulk right',
)

/** One wish of a batch. */
export type BatchItem =
  | { readonly op: 'create'; readonly values: Values }
  | { readonly op: 'update'; readonly edit: Edit }
  | { readonly op: 'delete' | 'restore'; readonly id: string }

/** What became of it. */
export interface BatchResult {
  readonly id?: string
  readonly status: 'created' | 'updated' | 'deleted' | 'restored' | 'failed'
  readonly problem?: AppError
}

const done = { create: 'created', update: 'updated', delete: 'deleted', restore: 'restored' } as const

/**
 * Works on many records: all or none (`atomic`), or each for itself with a result per row. The good rows of a mixed batch
 * still go in a few statements: a part that fails is halved until the bad rows stand alone.
 */
export const runBatch = async (
  ctx: Context,
  object: ObjectModel,
  items: readonly BatchItem[],
  atomic: boolean,
  twins: OnTwins = 'allow',
): Promise<BatchResult[]> => {
  const changing = items.some((i) => i.op !== 'create')
  if (items.length > 1 && changing && !allows(ctx.actor.access, object, 'bulk'))
    throw NeedsBulkRight({ object: object.label })
  if (items.some((i) => i.op === 'create') && !allows(ctx.actor.access, object, 'create'))
    throw Forbidden({ action: verbs.create, object: object.label })
  const groups = [
    ...Map.groupBy(
      items.map((item, index) => ({ item, index })),
      (i) => i.item.op,
    ).entries(),
  ]
  const results: BatchResult[] = []
  const work = async (inside: Context) => {
    for (const [op, group] of groups) {
      const outcome = atomic
        ? await apply(
            inside,
            object,
            op,
            group.map((g) => g.item),
            twins,
          ).catch((error: unknown) => {
            throw error instanceof AppError
              ? numbered(
                  error,
                  group.map((g) => g.index),
                  items.length,
                )
              : error
          })
        : await halving(
            inside,
            object,
            op,
            group.map((g) => g.item),
            twins,
          )
      outcome.forEach((result, i) => (results[group[i]!.index] = result))
    }
  }
  if (atomic && groups.length > 1) await ctx.transaction(work)
  else await work(ctx)
  return results
}

/** The error with its rows counted in the whole batch, not among those of the same kind. */
export const numbered = (error: AppError, rows: readonly number[], size: number): AppError => {
  if (size === 1) return error
  // Of a single row nobody said which one it is.
  for (const problem of error.details.problems ?? [error])
    if (problem.row !== undefined || rows.length === 1) problem.row = rows[problem.row ?? 0]!
  return error
}

const apply = async (
  ctx: Context,
  object: ObjectModel,
  op: BatchItem['op'],
  items: readonly BatchItem[],
  twins: OnTwins,
): Promise<BatchResult[]> => {
  const status = done[op]
  if (op === 'create') {
    const rows = items.map((i) => (i as { values: Values }).values)
    return (await createRecords(ctx, object, rows, 'outside', twins)).map(({ id }) => ({ id, status }))
  }
  if (op === 'update') {
    const edits = items.map((i) => (i as { edit: Edit }).edit)
    return (await updateRecords(ctx, object, edits, { trust: 'outside' })).map(({ id }) => ({ id, status }))
  }
  const ids = items.map((i) => (i as { id: string }).id)
  await (op === 'delete' ? removeRecords(ctx, object, ids) : restoreRecords(ctx, object, ids))
  return ids.map((id) => ({ id, status }))
}

const halving = async (
  ctx: Context,
  object: ObjectModel,
  op: BatchItem['op'],
  items: readonly BatchItem[],
  twins: OnTwins,
): Promise<BatchResult[]> => {
  try {
    return await (ctx.session.open
      ? ctx.transaction((inside) => apply(inside, object, op, items, twins))
      : apply(ctx, object, op, items, twins))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (items.length === 1) return [failed(items[0]!, error)]
    const bad = new Set([error, ...(error.details.problems ?? [])].map((p) => p.row).filter((r) => r !== undefined))
    // The check named the bad rows: the others go in one go. A clash in the database did not: look for it by halves.
    const parts =
      bad.size > 0 && bad.size < items.length
        ? [items.filter((_, i) => !bad.has(i)), items.filter((_, i) => bad.has(i))]
        : [items.slice(0, items.length >> 1), items.slice(items.length >> 1)]
    const results = new Map<BatchItem, BatchResult>()
    for (const part of parts) {
      const outcome = await halving(ctx, object, op, part, twins)
      part.forEach((item, i) => results.set(item, outcome[i]!))
    }
    return items.map((item) => results.get(item)!)
  }
}

const failed = (item: BatchItem, problem: AppError): BatchResult => {
  const id = item.op === 'update' ? item.edit.id : item.op === 'create' ? undefined : item.id
  return { ...(id ? { id } : {}), status: 'failed', problem }
}
