import { AppError, defineError } from '../errors.ts'
import type { Context } from '../context.ts'
import { allows, canRead } from '../rights/access.ts'
import { objectOf, type ObjectModel } from '../schema/model.ts'
import { readBefore } from '../write/read-before.ts'
import type { Values } from '../write/read-input.ts'
import { removeRecords, restoreRecords } from '../write/remove.ts'
import { Forbidden, verbs } from '../write/errors.ts'
import { same } from '../write/same.ts'
import { updateRecords } from '../write/update.ts'
import { withWorkBelow } from './work-below.ts'

export const NothingToUndo = defineError('change.nothingToUndo', 404, '没有可以撤销的操作', 'There is nothing to undo')
export const TooMuchToUndo = defineError(
  'change.tooMuchToUndo',
  422,
  '这次操作有超过 {limit} 项变更,不能一次撤销;可以筛选出这些记录,分批改回',
  'This made more than {limit} changes, too many to undo at once; find the records with a filter and change them back in parts',
)

/** A field that somebody changed since, and that undo therefore left alone. */
export interface UndoConflict {
  readonly object: string
  readonly record: string
  /** Empty where it is no field: the new record has work below it, or what was changed is not for the caller to see. */
  readonly field: string
}

interface Logged {
  readonly object: string
  readonly record: string
  readonly op: 'create' | 'update' | 'delete' | 'restore'
  readonly old: Values | null
  readonly new: Values | null
}

const most = 10_000

/**
 * Takes back everything one request did: new records go to the recycle bin, changed fields get their old values, deleted
 * records come back. What somebody changed since stays as it is, and is listed. It is itself a write with a history.
 */
export const undo = async (ctx: Context, request: string): Promise<{ undone: number; conflicts: UndoConflict[] }> => {
  const changes = await ctx.session.query<Logged>(
    `select object, record, op, old, new from "${ctx.workspace.schema}".change where request = $1 and actor = $2 order by id desc limit ${most + 1}`,
    [request, ctx.actor.id],
  )
  if (changes.length === 0) throw NothingToUndo()
  // Half of it taken back would be worse than none.
  if (changes.length > most) throw TooMuchToUndo({ limit: most })
  const conflicts: UndoConflict[] = []
  let undone = 0
  await ctx.transaction(async (outer) => {
    const inside = outer.through(ctx.cause.via, `undo ${request}`)
    for (const [object, group] of fromBelow(ctx, changes))
      undone += await undoObject(inside, object, group, request, conflicts)
  })
  return { undone, conflicts }
}

/** By object: what belongs to others before what it belongs to, which is left where something of it stays. */
const fromBelow = (ctx: Context, changes: readonly Logged[]): [ObjectModel, Logged[]][] =>
  [...Map.groupBy(changes, (c) => objectOf(ctx.workspace.model, c.object))].sort(
    ([a], [b]) => b.reach.length - a.reach.length,
  )

/**
 * Takes back what a request did to these records: a part of one too big to be taken back at once. Runs in the caller's
 * transaction. A record that cannot be put back (its old value is taken by now, a rule forbids it) is listed like one that
 * somebody changed, and keeps nobody else from it.
 */
export const undoRecords = async (
  ctx: Context,
  objectName: string,
  records: readonly string[],
  request: string,
): Promise<{ undone: number; conflicts: UndoConflict[] }> => {
  const changes = await ctx.session.query<Logged>(
    `select object, record, op, old, new from "${ctx.workspace.schema}".change where request = $1 and record = any($2) order by id desc`,
    [request, records],
  )
  const conflicts: UndoConflict[] = []
  const undone = await undoApart(ctx, objectOf(ctx.workspace.model, objectName), changes, request, conflicts)
  return { undone, conflicts }
}

const undoApart = async (
  ctx: Context,
  object: ObjectModel,
  changes: readonly Logged[],
  request: string,
  conflicts: UndoConflict[],
): Promise<number> => {
  const found: UndoConflict[] = []
  try {
    const undone = await ctx.transaction((inside) => undoObject(inside, object, changes, request, found))
    conflicts.push(...found)
    return undone
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const records = [...new Set(changes.map((c) => c.record))]
    if (records.length === 1) {
      conflicts.push({
        object: object.name,
        record: records[0]!,
        field: error.field ?? error.details.problems?.[0]?.field ?? '',
      })
      return 0
    }
    const first = new Set(records.slice(0, records.length >> 1))
    const [one, other] = [changes.filter((c) => first.has(c.record)), changes.filter((c) => !first.has(c.record))]
    return (
      (await undoApart(ctx, object, one, request, conflicts)) +
      (await undoApart(ctx, object, other, request, conflicts))
    )
  }
}

const undoObject = async (
  ctx: Context,
  object: ObjectModel,
  changes: readonly Logged[],
  request: string,
  conflicts: UndoConflict[],
): Promise<number> => {
  const ids = (op: Logged['op']) => [...new Set(changes.filter((c) => c.op === op).map((c) => c.record))]
  const created = ids('create')
  const restored = await restore(ctx, object, ids('delete'))
  const updates = changes.filter((c) => c.op === 'update' && !created.includes(c.record))
  const updated = await undoUpdates(ctx, object, updates, conflicts)
  const untouched = await withoutTouched(ctx, object, created, request, conflicts)
  // A person may take back what she just made, also where she may not delete; not so a key that could not have made it.
  if (untouched.length > 0 && !allows(ctx.actor.access, object, 'create'))
    throw Forbidden({ action: verbs.undoCreate, object: object.label })
  const removed = await remove(ctx.asSystem('撤销新建'), object, untouched)
  const returned = await remove(ctx, object, ids('restore'))
  return restored + updated + removed + returned
}

/** Those that are still in the recycle bin come back. */
const restore = async (ctx: Context, object: ObjectModel, ids: readonly string[]): Promise<number> => {
  if (ids.length === 0) return 0
  const there = [...(await readBefore(ctx, object, { ids, verb: 'delete', deleted: true })).records.keys()]
  await restoreRecords(ctx, object, there)
  return there.length
}

/** Those that are still there go to the recycle bin. */
const remove = async (ctx: Context, object: ObjectModel, ids: readonly string[]): Promise<number> => {
  if (ids.length === 0) return 0
  const there = [...(await readBefore(ctx, object, { ids, verb: 'delete' })).records.keys()]
  await removeRecords(ctx, object, there)
  return there.length
}

/** A new record that somebody worked on since stays, or that work would be gone with it. */
const withoutTouched = async (
  ctx: Context,
  object: ObjectModel,
  ids: readonly string[],
  request: string,
  conflicts: UndoConflict[],
): Promise<string[]> => {
  if (ids.length === 0) return []
  const since = await ctx.session.query<{ record: string; field: string }>(
    `select distinct h.record, e.field from "${ctx.workspace.schema}".change h, jsonb_object_keys(h.new) e(field)
     where h.record = any($1) and h.op = 'update' and h.request <> $2`,
    [ids, request],
  )
  const changes = Map.groupBy(since, (s) => s.record)
  const touched = new Set([...changes.keys(), ...(await withWorkBelow(ctx, object, ids))])
  for (const record of touched) {
    const changed = (changes.get(record) ?? []).map((s) => object.fields.get(s.field))
    const told = changed.flatMap((field) => (field && canRead(ctx.actor.access, object, field) ? [field.name] : []))
    for (const field of told.length > 0 ? told : ['']) conflicts.push({ object: object.name, record, field })
  }
  return ids.filter((id) => !touched.has(id))
}

const undoUpdates = async (
  ctx: Context,
  object: ObjectModel,
  changes: readonly Logged[],
  conflicts: UndoConflict[],
): Promise<number> => {
  if (changes.length === 0) return 0
  const ids = [...new Set(changes.map((c) => c.record))]
  const { records: now } = await readBefore(ctx, object, { ids })
  const edits = new Map<string, Record<string, unknown>>()
  // Fields that stay: what came before their last step is not looked at, even where it happens to fit.
  const left = new Set<string>()
  // Newest first: each step back is measured against what the step before it left.
  for (const change of changes) {
    const current = now.get(change.record)
    const patch = edits.get(change.record) ?? {}
    for (const [name, was] of Object.entries(change.old ?? {})) {
      const field = object.fields.get(name)
      // What the engine works out anew by itself is not set back by hand; what is out of use stays as it is.
      if (!field || field.retired || field.field.options.computed || left.has(`${change.record} ${name}`)) continue
      // Out of her reach by now is as good as changed by somebody else.
      const is = name in patch ? patch[name] : (current?.row[name] ?? null)
      if (current?.may && same(is, change.new?.[name] ?? null)) patch[name] = was
      else {
        left.add(`${change.record} ${name}`)
        conflicts.push({ object: object.name, record: change.record, field: name })
      }
    }
    edits.set(change.record, patch)
  }
  const wanted = [...edits].filter(([, patch]) => Object.keys(patch).length > 0).map(([id, patch]) => ({ id, patch }))
  await updateRecords(ctx, object, wanted, { steps: true, back: true })
  return wanted.length
}
