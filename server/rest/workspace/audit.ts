import { canSearchField, type Context, isoTime, openCursor, runGet, sealCursor } from '#engine'

interface AuditQuery {
  readonly object?: string | undefined
  readonly actor?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly cursor?: string | undefined
}

interface Row {
  readonly id: string
  readonly object: string
  readonly record: string
  readonly op: string
  readonly actor: { readonly id: string }
}

const limit = 50

/** What a person can take back of her own. */
const undoable = new Set(['create', 'update', 'delete', 'restore'])

/** What the records are called, as far as the reader may see them herself: an auditor sees who did what, not with whom. */
export const titlesOf = async (
  ctx: Context,
  rows: readonly Pick<Row, 'object' | 'record'>[],
): Promise<ReadonlyMap<string, unknown>> => {
  const titles = new Map<string, unknown>()
  for (const [name, group] of Map.groupBy(rows, (row) => row.object)) {
    const object = ctx.workspace.model.objects.get(name)
    const title = object?.fields.get(object.def.title)
    if (!object || !title || !canSearchField(ctx, object, title)) continue
    const ids = [...new Set(group.map((row) => row.record))]
    for (const document of await runGet(ctx, object, ids, { fields: [title.name] })) {
      const record = JSON.parse(document) as Record<string, unknown>
      titles.set(String(record['id']), record[title.name])
    }
  }
  return titles
}

/** Who changed what, newest first, over all records: names of fields, not their values, which have their own rights. */
export const readAudit = async (ctx: Context, query: AuditQuery) => {
  const about = `audit ${ctx.workspace.id} ${JSON.stringify({ ...query, cursor: null })}`
  const before = query.cursor ? openCursor(ctx.secret, about, query.cursor)[0] : null
  const s = `"${ctx.workspace.schema}"`
  const rows = await ctx.session.query<Row>(
    `select h.id, ${isoTime('h.at')} as at, json_build_object('id', h.actor, 'name', u.name) as actor,
       h.via, h.object, h.record, h.version, h.op, h.reason, h.request,
       case when h.op = 'export' then (h.new->>'rows')::int end as rows,
       case when h.op = 'schema' then json_build_object('old', h.old, 'new', h.new) end as schema,
       (select coalesce(json_agg(k), '[]') from jsonb_object_keys(coalesce(h.new, '{}')) k) as fields
     from ${s}.change h left join ${s}."user" u on u.id = h.actor
     where ($1::text is null or h.object = $1) and ($2::uuid is null or h.actor = $2) and ($3::timestamptz is null or h.at >= $3)
       and ($4::timestamptz is null or h.at < $4) and ($5::uuid is null or h.id < $5)
     order by h.id desc limit ${limit + 1}`,
    [query.object ?? null, query.actor ?? null, query.from ?? null, query.to ?? null, before],
  )
  const page = rows.slice(0, limit)
  const titles = await titlesOf(ctx, page)
  const data = page.map((row) => ({
    ...row,
    title: titles.get(row.record) ?? null,
    // Whether somebody may sign in is more than her record: that is taken back where it was done.
    undoable: row.actor.id === ctx.actor.id && undoable.has(row.op) && row.object !== 'user',
  }))
  return { data, next: rows.length > limit ? sealCursor(ctx.secret, about, [data.at(-1)!.id]) : null }
}
