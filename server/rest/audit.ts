import { type Context, openCursor, sealCursor } from '#engine'

interface AuditQuery {
  readonly object?: string | undefined
  readonly actor?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly cursor?: string | undefined
}

const limit = 50

/** Who changed what, newest first, over all records: names of fields, not their values, which have their own rights. */
export const readAudit = async (ctx: Context, query: AuditQuery) => {
  const about = `audit ${ctx.workspace.id} ${JSON.stringify({ ...query, cursor: null })}`
  const before = query.cursor ? openCursor(ctx.secret, about, query.cursor)[0] : null
  const s = `"${ctx.workspace.schema}"`
  const rows = await ctx.session.query<{ id: string }>(
    `select h.id, to_char(h.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, json_build_object('id', h.actor, 'name', u.name) as actor,
       h.via, h.object, h.record, h.version, h.op, h.reason, h.request,
       (select coalesce(json_agg(k), '[]') from jsonb_object_keys(coalesce(h.new, '{}')) k) as fields
     from ${s}.change h left join ${s}."user" u on u.id = h.actor
     where ($1::text is null or h.object = $1) and ($2::uuid is null or h.actor = $2) and ($3::timestamptz is null or h.at >= $3)
       and ($4::timestamptz is null or h.at < $4) and ($5::uuid is null or h.id < $5)
     order by h.id desc limit ${limit + 1}`,
    [query.object ?? null, query.actor ?? null, query.from ?? null, query.to ?? null, before],
  )
  const data = rows.slice(0, limit)
  return { data, next: rows.length > limit ? sealCursor(ctx.secret, about, [data.at(-1)!.id]) : null }
}
