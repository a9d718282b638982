import { type FieldChange, withTitles } from '../changes/history.ts'
import { defineError } from '../errors.ts'
import type { Context } from '../context.ts'
import { runGet } from '../query/run-get.ts'
import { canSearch } from '../rights/access.ts'
import { objectOf, type ObjectModel } from '../schema/model.ts'
import { removeRecords } from '../write/remove.ts'
import { updateRecords } from '../write/update.ts'
import type { Import } from './store.ts'

export const NoSuchConflict = defineError(
  'import.noSuchConflict',
  404,
  '这条记录没有等你决定的地方',
  'Nothing about this record waits for your decision',
)

/** A record that the revert left, and of each field what stood there before the import and what stands there now. */
export interface Conflict {
  readonly record: string
  readonly object: string
  /** The import made it: there is nothing from before. */
  readonly made: boolean
  readonly changes: readonly FieldChange[]
}

/** What a revert left, as it is kept. */
export interface Left {
  readonly record: string
  readonly object: string
  readonly fields: readonly string[]
}

/** Its columns, `l` being the row: the object is told by what the import did to the record. */
export const leftColumns = (ctx: Context): string =>
  `l.record, to_json(l.fields) as fields,
   (select h.object from "${ctx.workspace.schema}".change h where h.record = l.record and h.request = l.import limit 1) as object`

/** Says what each of these records holds now and held before, as far as the caller may see it. */
export const describeConflicts = async (
  ctx: Context,
  made: Pick<Import, 'id'>,
  left: readonly Left[],
): Promise<Conflict[]> => {
  const found = new Map<string, Conflict>()
  for (const [object, same] of Map.groupBy(left, (l) => l.object))
    for (const conflict of await describeKind(ctx, made, objectOf(ctx.workspace.model, object), same))
      found.set(conflict.record, conflict)
  return left.flatMap(({ record }) => found.get(record) ?? [])
}

const describeKind = async (
  ctx: Context,
  made: Pick<Import, 'id'>,
  object: ObjectModel,
  left: readonly Left[],
): Promise<Conflict[]> => {
  const isShown = (name: string) => {
    const field = object.fields.get(name)
    return field !== undefined && canSearch(ctx.actor.access, object, field)
  }
  const fields = [...new Set(left.flatMap((l) => l.fields))].filter(isShown)
  const ids = left.map((l) => l.record)
  const documents = await runGet(ctx, object, ids, { fields: fields.length > 0 ? fields : ['id'] })
  const now = new Map(documents.map((d) => JSON.parse(d) as Record<string, unknown>).map((r) => [r['id'], r]))
  const before = await valuesBefore(ctx, made.id, ids)
  const found = left.flatMap(({ record, fields: names }): Conflict[] => {
    const row = now.get(record)
    if (!row) return []
    const was = before.get(record) ?? null
    const changes = names
      .filter(isShown)
      .map((field) => ({ field, old: was?.[field] ?? null, new: row[field] ?? null }))
    return [{ record, object: object.name, made: was === null, changes }]
  })
  return withTitles(ctx, object, found)
}

/** By record: what the import's first change of each field replaced; null where the import made the record. */
const valuesBefore = async (
  ctx: Context,
  request: string,
  records: readonly string[],
): Promise<Map<string, Record<string, unknown> | null>> => {
  const changes = await ctx.session.query<{ record: string; op: string; old: Record<string, unknown> | null }>(
    `select record, op, old from "${ctx.workspace.schema}".change where request = $1 and record = any($2) order by id`,
    [request, records],
  )
  const before = new Map<string, Record<string, unknown> | null>()
  for (const { record, op, old } of changes)
    if (op === 'create') before.set(record, null)
    else if (before.get(record) !== null) before.set(record, { ...old, ...before.get(record) })
  return before
}

/**
 * Settles what a revert left about one record: these fields get their values of before the import, or the record that the
 * import made goes to the recycle bin after all; the rest stays as it is. Either way it is asked about no more.
 */
export const settleConflict = (
  ctx: Context,
  made: Pick<Import, 'id'>,
  record: string,
  wish: { readonly fields: readonly string[]; readonly remove: boolean },
): Promise<void> =>
  ctx.transaction(async (inside) => {
    const [left] = await inside.session.query<Left>(
      `delete from "${ctx.workspace.schema}".import_conflict l where import = $1 and record = $2 returning ${leftColumns(inside)}`,
      [made.id, record],
    )
    const [conflict] = left ? await describeConflicts(inside, made, [left]) : []
    if (!conflict) throw NoSuchConflict()
    const object = objectOf(inside.workspace.model, conflict.object)
    const work = inside.through('import', `undo ${made.id}`)
    if (conflict.made) {
      if (wish.remove) await removeRecords(work, object, [record])
      return
    }
    const chosen = conflict.changes.filter(({ field }) => wish.fields.includes(field))
    if (chosen.length === 0) return
    const patch = Object.fromEntries(chosen.map(({ field, old }) => [field, old]))
    await updateRecords(work, object, [{ id: record, patch }], { steps: true, back: true })
  })
