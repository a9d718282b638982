import { defineError } from '../errors.ts'
import type { Context } from '../context.ts'
import { objectOf, type ObjectModel } from '../schema/model.ts'
import { readBefore } from '../write/read-before.ts'
import type { Values } from '../write/read-input.ts'
import { removeRecords, restoreRecords } from '../write/remove.ts'
import { same } from '../write/same.ts'
import { updateRecords } from '../write/update.ts'

export const NothingToUndo = defineError('change.nothingToUndo', 404, '没有可以撤销的操作', 'There is nothing to undo')

/** A field that somebody changed since, and that undo therefore left alone. */
export interface UndoConflict {
  readonly object: string
  readonly record: string
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
 * records come back. A field that somebody changed since stays, and is listed. It is itself a write with a history.
 */
export const undo = async (ctx: Context, request: string): Promise<{ undone: number; conflicts: UndoConflict[] }> => {
  const changes = await ctx.session.query<Logged>(
    `select object, record, op, old, new from "${ctx.workspace.schema}".change where request = $1 and actor = $2 order by id desc limit ${most}`,
    [request, ctx.actor.id],
  )
  if (changes.length === 0) throw NothingToUndo()
  const conflicts: UndoConflict[] = []
  let undone = 0
  await ctx.transaction(async (outer) => {
    const inside = outer.through(ctx.cause.via, `undo ${request}`)
    for (const [name, group] of Map.groupBy(changes, (c) => c.object)) {
      const object = objectOf(ctx.workspace.model, name)
      undone += await undoObject(inside, object, group, conflicts)
    }
  })
  return { undone, conflicts }
}

const undoObject = async (ctx: Context, object: ObjectModel, changes: readonly Logged[], conflicts: UndoConflict[]): Promise<number> => {
  const ids = (op: Logged['op']) => [...new Set(changes.filter((c) => c.op === op).map((c) => c.record))]
  const created = new Set(ids('create'))
  const deleted = ids('delete')
  if (deleted.length > 0) await restoreRecords(ctx, object, deleted)
  const updated = await undoUpdates(ctx, object, changes.filter((c) => c.op === 'update' && !created.has(c.record)), conflicts)
  const restored = ids('restore')
  const gone = [...created, ...restored]
  // A person may take back what she just made, also where she may not delete.
  if (gone.length > 0) await removeRecords(created.size > 0 ? ctx.asSystem('撤销新建') : ctx, object, gone)
  return deleted.length + updated + gone.length
}

const undoUpdates = async (ctx: Context, object: ObjectModel, changes: readonly Logged[], conflicts: UndoConflict[]): Promise<number> => {
  if (changes.length === 0) return 0
  const now = await readBefore(ctx, object, [...new Set(changes.map((c) => c.record))], 'update')
  const edits = new Map<string, Record<string, unknown>>()
  // Newest first: each step back is measured against what the step before it left.
  for (const change of changes) {
    const current = now.get(change.record)
    if (!current) continue
    const patch = edits.get(change.record) ?? {}
    for (const [field, was] of Object.entries(change.old ?? {})) {
      const is = field in patch ? patch[field] : (current.row[field] ?? null)
      if (same(is, change.new?.[field] ?? null)) patch[field] = was
      else conflicts.push({ object: object.name, record: change.record, field })
    }
    edits.set(change.record, patch)
  }
  const wanted = [...edits].filter(([, patch]) => Object.keys(patch).length > 0)
  await updateRecords(ctx, object, wanted.map(([id, patch]) => ({ id, patch: writable(object, patch) })), { steps: true })
  return wanted.length
}

/** What the engine works out anew by itself is not set back by hand. */
const writable = (object: ObjectModel, patch: Values): Values =>
  Object.fromEntries(Object.entries(patch).filter(([name]) => !object.fields.get(name)?.field.options.computed))
