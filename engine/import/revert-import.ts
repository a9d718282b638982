import { defineError } from '../errors.ts'
import type { Context } from '../context.ts'
import { undoRecords, type UndoConflict } from '../changes/undo.ts'
import type { ImportWork } from './conveyor.ts'
import { type Left, leftColumns } from './settle-conflict.ts'
import { changeImport, type Import, lockImport, myImport } from './store.ts'

export const RevertTooLate = defineError(
  'import.revertTooLate',
  409,
  '导入超过 {days} 天,不能再整批撤销',
  'The import is more than {days} days old and can no longer be taken back',
)

/** How long a whole import can be taken back. */
export const revertDays = 30
const batchSize = 1_000
const noId = '00000000-0000-0000-0000-000000000000'
/** Records looked up in one go: each time all changes of the import are put in order. */
const lookAhead = 20_000

/** Is it still early enough to take an import back. */
export const checkRevertable = (ctx: Context, made: Import): void => {
  const since = Date.parse(ctx.now) - Date.parse(made.startedAt ?? made.at)
  if (since > revertDays * 86_400_000) throw RevertTooLate({ days: revertDays })
}

/** How many records an import made or changed. */
export const countTouched = async (ctx: Context, made: Import): Promise<number> => {
  const [row] = await ctx.session.query<{ count: number }>(
    `select count(distinct record)::int as count from "${ctx.workspace.schema}".change where request = $1`,
    [made.id],
  )
  return row!.count
}

/**
 * Takes a whole import back, a thousand records at a time. What came with the rows' own records goes before these, and otherwise
 * the last before the first, so that a number which went from one record to another finds its place free. New records go to the
 * recycle bin, changed fields get their old values, and what somebody edited since stays and is listed. Each lot is one
 * transaction that also says how far it is.
 */
export const revertImport = async (work: ImportWork): Promise<void> => {
  let ahead: readonly Touched[] = []
  let at: string | null | undefined
  for (;;) {
    if (work.cancelled()) return
    const made = await myImport(await work.open(), work.id)
    if (made.status !== 'reverting') return
    const { request, cursor } = made.undone!
    const ctx = await work.open(request)
    if (ahead.length === 0 || cursor !== at) ahead = await nextRecords(ctx, made)
    // One object at a time.
    const next = ahead.slice(0, batchSize)
    const end = next.findIndex(({ object }) => object !== next[0]!.object)
    const lot = end < 0 ? next : next.slice(0, end)
    if (await ctx.transaction((inside) => revertLot(inside, work, cursor, lot), 'bulk')) return
    ahead = ahead.slice(lot.length)
    at = lot.length > 0 ? lot.at(-1)!.place : undefined
  }
}

/** These records, unless another process has been faster with them. True when there is nothing left to do. */
const revertLot = async (
  ctx: Context,
  work: ImportWork,
  after: string | null,
  lot: readonly Touched[],
): Promise<boolean> => {
  const made = await lockImport(ctx, work.id)
  if (made.status !== 'reverting') return true
  const undone = made.undone!
  if (undone.cursor !== after) return false
  if (lot.length === 0) {
    await changeImport(ctx, work.id, ['reverting'], { status: 'reverted', finishedAt: ctx.now })
    return true
  }
  const inside = ctx.through('import', `undo ${made.id}`)
  const records = lot.map((t) => t.record)
  const { conflicts } = await undoRecords(inside, lot[0]!.object, records, made.id)
  await keepConflicts(ctx, made.id, conflicts)
  const done = undone.done + records.length
  const listed = undone.conflicts + new Set(conflicts.map((c) => c.record)).size
  await changeImport(ctx, work.id, ['reverting'], {
    undone: { ...undone, done, total: undone.total, cursor: lot.at(-1)!.place, conflicts: listed },
  })
  work.progress(done, undone.total)
  return false
}

/** A record that the import made or changed. */
interface Touched {
  readonly object: string
  readonly record: string
  /** Its place in the order: is it of the rows' own, and the last change of it. */
  readonly place: string
}

const isPlace = /^(true|false) [0-9a-f-]{36}$/

/**
 * The next of them. A place in another form was left by a version that took them in another order: then the first of those that it
 * had not come to.
 */
const nextRecords = (ctx: Context, { id, object, undone }: Import): Promise<Touched[]> => {
  const { request, cursor } = undone!
  const [own, before] = cursor !== null && isPlace.test(cursor) ? cursor.split(' ') : [null, null]
  const { schema } = ctx.workspace
  const isOpen = `not exists (select 1 from "${schema}".change u where u.request = $5 and u.record = c.record)
    and not exists (select 1 from "${schema}".import_conflict l where l.import = $1 and l.record = c.record)`
  return ctx.session.query<Touched>(
    `select object, record, own::text || ' ' || id as place from
       (select distinct on (object, record) object, record, id, object = $2 as own from "${schema}".change where request = $1 order by object, record, id desc) c
     where ($3::bool is null or own > $3 or own = $3 and id < $4::uuid) and ($5::uuid is null or ${isOpen})
     order by own, id desc limit ${lookAhead}`,
    [id, object, own, before, cursor !== null && own === null ? request : null],
  )
}

/** Fields that stay as they are because somebody changed them since, by record. */
const keepConflicts = async (ctx: Context, id: string, conflicts: readonly UndoConflict[]): Promise<void> => {
  if (conflicts.length === 0) return
  const byRecord = [...Map.groupBy(conflicts, (c) => c.record)].map(([record, same]) => ({
    record,
    fields: [...new Set(same.map((c) => c.field))],
  }))
  await ctx.session.query(
    `insert into "${ctx.workspace.schema}".import_conflict (import, record, fields)
     select $1, c.record, c.fields from jsonb_to_recordset($2::jsonb) c(record uuid, fields text[]) on conflict do nothing`,
    [id, JSON.stringify(byRecord)],
  )
}

/** The records that a revert left, or left in part, with the fields that were changed since. */
export const readConflicts = (ctx: Context, id: string, after: string | undefined, limit: number): Promise<Left[]> =>
  ctx.session.query(
    `select ${leftColumns(ctx)} from "${ctx.workspace.schema}".import_conflict l where import = $1 and record > $2 order by record limit $3`,
    [id, after ?? noId, limit],
  )
