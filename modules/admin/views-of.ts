import { type Context, runList } from '#engine'

/** The view with which her roles begin each list, by object; with several roles the one that was made such first. */
export const defaultViewsOf = async (ctx: Context): Promise<Readonly<Record<string, string>>> => {
  const roles = ctx.actor.access.roles.map(({ id }) => id)
  if (roles.length === 0) return {}
  const rows = await ctx.session.query<{ object: string; id: string }>(
    `select distinct on ("object") "object", id from "${ctx.workspace.schema}"."view"
     where "defaultFor" && $1::uuid[] and "deletedAt" is null order by "object", id`,
    [roles],
  )
  return Object.fromEntries(rows.map(({ object, id }) => [object, id]))
}

/** Those of these views that she may still see: one that is shared with her no longer is gone from her favourites too. */
export const stillSeen = async (ctx: Context, ids: readonly string[]): Promise<Set<string>> => {
  if (ids.length === 0) return new Set()
  const page = await runList(ctx, ctx.object('view'), { filter: { id: { in: ids } }, fields: ['id'], limit: 200 })
  return new Set(page.documents.map((document) => (JSON.parse(document) as { id: string }).id))
}
