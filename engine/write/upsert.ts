import { AppError } from '../errors.ts'
import type { Context } from '../context.ts'
import { TooCostly } from '../query/limits.ts'
import { allows } from '../rights/access.ts'
import type { FieldModel, ObjectModel } from '../schema/model.ts'
import { type BatchItem, type BatchResult, NeedsBulkRight, numbered, runBatch } from './batch.ts'
import type { OnTwins } from './create.ts'
import { findByKey, keyOf } from './find-by-key.ts'
import type { Values } from './read-input.ts'

/** How records are put in place by their key. */
export interface Upsert {
  /** See `keyFields`. */
  readonly key: readonly FieldModel[]
  readonly records: readonly Values[]
  /** All or none; otherwise each for itself. */
  readonly atomic: boolean
  readonly twins: OnTwins
  /** Asked before so many new records are made; throws to refuse them. */
  readonly beforeCreating: (count: number) => Promise<void>
}

const mostAttempts = 5

/** Each of them waits for the one before. */
const mostAlike = 100
const alike = { 'zh-CN': '同一个键的记录条数', en: 'the number of records with the same key' }

/**
 * Changes the record that has the same key already, or makes a new one. Records with the same key in one request follow each
 * other; whoever loses a race for a key changes what the winner made.
 */
export const upsertRecords = async (ctx: Context, object: ObjectModel, wanted: Upsert): Promise<BatchResult[]> => {
  if (!wanted.atomic) return inRounds(ctx, object, wanted)
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.transaction((inside) => inRounds(inside, object, wanted))
    } catch (error) {
      if (!isTaken(error) || attempt === mostAttempts) throw error
      // Worth another look only where the key was taken by a record that can now be changed.
      const keys = wanted.records.map((values) => keyOf(wanted.key, values))
      const found = await findByKey(ctx, object, wanted.key, keys)
      const clashes = error.details.problems ?? [error]
      if (!clashes.some(({ row }) => (row === undefined ? found.size > 0 : found.has(row)))) throw error
    }
  }
}

const isTaken = (error: unknown): error is AppError => error instanceof AppError && error.code === 'record.duplicate'

const inRounds = async (
  ctx: Context,
  object: ObjectModel,
  { key, records, atomic, twins, beforeCreating }: Upsert,
): Promise<BatchResult[]> => {
  const keys = records.map((values) => keyOf(key, values))
  const mayChange = records.length === 1 || allows(ctx.actor.access, object, 'bulk')
  const results: BatchResult[] = []
  const groups = Map.groupBy(keys.filter((parts) => parts !== null).map(nameOf), (name) => name)
  if ([...groups.values()].some((group) => group.length > mostAlike)) throw TooCostly({ what: alike, limit: mostAlike })
  let pending = [...records.keys()]
  for (let round = 1; pending.length > 0; round++) {
    const { first, later } = oneOfEach(pending, keys)
    const asked = new Set(first)
    const found = await findByKey(
      ctx,
      object,
      key,
      keys.map((parts, n) => (asked.has(n) ? parts : null)),
    )
    if (round === 1 && !mayChange && (found.size > 0 || later.length > 0))
      throw NeedsBulkRight({ object: object.label })
    // What the database refused for its key, while nothing with that key can be seen, stays refused.
    const now = first.filter((n) => results[n] === undefined || (found.has(n) && mayChange))
    await beforeCreating(now.filter((n) => !found.has(n)).length)
    const items = now.map((n) => itemOf(records[n]!, found.get(n)))
    const done = await runBatch(ctx, object, items, atomic, twins).catch((error: unknown) => {
      throw error instanceof AppError ? numbered(error, now, records.length) : error
    })
    done.forEach((result, i) => (results[now[i]!] = result))
    const lost = now.filter((_, i) => items[i]!.op === 'create' && isTaken(done[i]!.problem))
    pending = [...(round < mostAttempts ? lost.filter((n) => keys[n] !== null) : []), ...later]
  }
  return results
}

const itemOf = (values: Values, id: string | undefined): BatchItem =>
  id === undefined ? { op: 'create', values } : { op: 'update', edit: { id, patch: values } }

const nameOf = (parts: readonly unknown[] | null) => JSON.stringify(parts)

/** The first record with each key; the others wait until it is there. */
const oneOfEach = (pending: readonly number[], keys: readonly (readonly unknown[] | null)[]) => {
  const met = new Set<string>()
  const [first, later]: [number[], number[]] = [[], []]
  for (const n of pending) {
    const name = nameOf(keys[n] ?? null)
    if (keys[n] && met.has(name)) later.push(n)
    else first.push(n)
    met.add(name)
  }
  return { first, later }
}
