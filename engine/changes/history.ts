import type { Context } from '../context.ts'
import { runGet } from '../query/run-get.ts'
import { openCursor, sealCursor } from '../query/cursor.ts'
import { limits, TooCostly } from '../query/limits.ts'
import { readable } from '../query/path.ts'
import { canSearch, fieldRight } from '../rights/access.ts'
import { objectOf, type FieldModel, type ObjectModel } from '../schema/model.ts'
import { NotFound } from '../write/errors.ts'
import type { Member, TeamChange } from './log-team.ts'
import { isoTime } from '../iso-time.ts'

/** One entry of a record's history, cut to what the reader may see. */
export interface HistoryEntry {
  readonly id: string
  readonly at: string
  readonly actor: { readonly id: string; readonly name: string | null }
  readonly via: string
  readonly op: 'create' | 'update' | 'delete' | 'restore' | 'team'
  readonly version: number
  readonly reason?: string
  /** All changes of one request share it: the unit that undo takes back. */
  readonly request: string
  readonly changes: readonly FieldChange[]
  /** Of a change of the team: the member as she was and as she is. */
  readonly member?: TeamChange
}

/** One field of a change, as far as the reader may see it. */
export interface FieldChange {
  readonly field: string
  readonly old: unknown
  readonly new: unknown
  /** The titles of records that references pointed to, where the reader may see them. */
  readonly oldTitle?: unknown
  readonly newTitle?: unknown
}

/** What of a record's history is asked for. */
export interface HistoryQuery {
  readonly cursor?: string
  readonly limit?: number
  readonly field?: string
  /** Only what this person did. */
  readonly actor?: string
  /** Nothing later than this moment. */
  readonly until?: string
}

interface Logged {
  readonly id: string
  readonly at: string
  readonly actor: string
  readonly name: string | null
  readonly via: string
  readonly op: HistoryEntry['op']
  readonly version: number
  readonly reason: string | null
  readonly request: string
  readonly old: Record<string, unknown> | null
  readonly new: Record<string, unknown> | null
}

/** A record's changes, newest first. Who may not see the record sees no history; hidden fields are not in it. */
export const readHistory = async (
  ctx: Context,
  object: ObjectModel,
  id: string,
  options: HistoryQuery = {},
): Promise<{ data: HistoryEntry[]; next: string | null }> => {
  const limit = options.limit ?? 50
  if (!Number.isInteger(limit) || limit < 1 || limit > limits.page)
    throw TooCostly({ what: 'limit', limit: limits.page })
  // Asked for a hidden field, even the number of entries would tell of it.
  if (options.field !== undefined) readable(ctx.actor.access, object, options.field)
  const [seen] = [
    ...(await runGet(ctx, object, [id], { fields: ['id'] })),
    ...(await runGet(ctx, object, [id], { fields: ['id'], deleted: true })),
  ]
  if (!seen) throw NotFound({ object: object.label })
  const about = `history ${ctx.workspace.id} ${ctx.actor.id} ${id}`
  const before = options.cursor ? openCursor(ctx.secret, about, options.cursor)[0] : null
  const s = `"${ctx.workspace.schema}"`
  const rows = await ctx.session.query<Logged>(
    `select h.id, ${isoTime('h.at')} as at, h.actor, u.name, h.via, h.op, h.version, h.reason, h.request, h.old, h.new
     from ${s}.change h left join ${s}."user" u on u.id = h.actor
     where h.record = $1 and ($2::uuid is null or h.id < $2) and ($3::text is null or h.new ? $3)
       and ($5::uuid is null or h.actor = $5) and ($6::timestamptz is null or h.at <= $6)
       and (h.op <> 'update' or h.new ?| $7)
     order by h.id desc limit $4`,
    [
      id,
      before,
      options.field ?? null,
      limit + 1,
      options.actor ?? null,
      options.until ?? null,
      shownFields(ctx, object),
    ],
  )
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const data = await withTitles(
    ctx,
    object,
    page.map((row) => entryOf(ctx, object, row)),
  )
  return {
    data,
    next: rows.length > limit && last ? sealCursor(ctx.secret, about, [last.id]) : null,
  }
}

/** What was done to hidden fields alone is no entry, nor one that a page would be shorter by. */
const shownFields = (ctx: Context, object: ObjectModel): string[] =>
  [...object.fields.values()].filter((field) => isShown(ctx, object, field)).map(({ name }) => name)

const isShown = ({ actor: { access } }: Context, object: ObjectModel, field: FieldModel): boolean =>
  !field.system && fieldRight(access, object, field) !== 'hidden'

const memberOf = (kept: Record<string, unknown> | null) => (kept?.['member'] as Member | undefined) ?? null

const entryOf = (ctx: Context, object: ObjectModel, row: Logged): HistoryEntry => ({
  id: row.id,
  at: row.at,
  actor: { id: row.actor, name: row.name },
  via: row.via,
  op: row.op,
  version: row.version,
  ...(row.reason ? { reason: row.reason } : {}),
  request: row.request,
  ...(row.op === 'team' ? { member: { old: memberOf(row.old), new: memberOf(row.new) } } : {}),
  changes: Object.keys((row.op !== 'team' && row.new) || {}).flatMap((name): FieldChange[] => {
    const field = object.fields.get(name)
    if (!field || !isShown(ctx, object, field)) return []
    // A masked value is shown as a change that happened, not as what it was.
    const show = (value: unknown) =>
      canSearch(ctx.actor.access, object, field) ? (value ?? null) : value == null ? null : '••••'
    return [{ field: name, old: show(row.old?.[name]), new: show(row.new?.[name]) }]
  }),
})

/** Adds the titles of the records that changed references pointed to, as far as the caller may see them. */
export const withTitles = async <Entry extends { readonly changes: readonly FieldChange[] }>(
  ctx: Context,
  object: ObjectModel,
  entries: readonly Entry[],
): Promise<Entry[]> => {
  const wanted = new Map<string, Set<string>>()
  const link = (field: FieldModel, value: unknown) =>
    field.targets.length === 1 && typeof value === 'string' ? field.targets[0]! : null
  for (const change of entries.flatMap((e) => e.changes))
    for (const value of [change.old, change.new]) {
      const target = link(object.fields.get(change.field)!, value)
      if (target) wanted.set(target, (wanted.get(target) ?? new Set()).add(value as string))
    }
  const titles = new Map<string, unknown>()
  for (const [name, ids] of wanted) {
    const target = objectOf(ctx.workspace.model, name)
    const title = target.fields.get(target.def.title)!
    if (!canSearch(ctx.actor.access, target, title)) continue
    for (const document of await runGet(ctx, target, [...ids], { fields: [title.name] })) {
      const row = JSON.parse(document) as Record<string, unknown>
      titles.set(row['id'] as string, row[title.name])
    }
  }
  return entries.map((entry) => ({
    ...entry,
    changes: entry.changes.map((c) => ({
      ...c,
      ...(titles.has(c.old as string) ? { oldTitle: titles.get(c.old as string) } : {}),
      ...(titles.has(c.new as string) ? { newTitle: titles.get(c.new as string) } : {}),
    })),
  }))
}
