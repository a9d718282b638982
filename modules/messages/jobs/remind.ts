import type { Context } from '#engine'
import { sendNotices } from '../send-notices.ts'

/** Tasks of a week ago whose hour passed while nothing ran are still reminded of; older ones are not. */
const days = 7
const atOnce = 500

/** Tells people of their open tasks whose time to be reminded has come; of each time once. Answers how many there were. */
export const remind = (system: Context): Promise<number> =>
  system.transaction(async (ctx) => {
    const s = `"${ctx.workspace.schema}"`
    // One at a time: a second run that began meanwhile sees what this one has told.
    await ctx.session.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`remind ${ctx.workspace.schema}`])
    const due = await ctx.session.query<{ id: string; owner: string; key: string }>(
      `select t.id, t.owner, k.key from ${s}.task t
       cross join lateral (select 'reminder:' || t.id || ':' || extract(epoch from t."remindAt")::bigint as key) k
       where t."remindAt" <= $1 and t."remindAt" > $1::timestamptz - make_interval(days => $2) and t.status in ('open', 'doing')
         and t.owner is not null and t."deletedAt" is null and not exists (select from ${s}.notification n where n.key = k.key)
       order by t."remindAt" limit $3`,
      [ctx.now, days, atOnce],
    )
    const about = (id: string) => ({ object: 'task', record: id, from: null, request: null, viaImport: false })
    // One by one: each has its own key, and two tasks of one person are two matters.
    for (const { id, owner: to, key } of due) await sendNotices(ctx, [{ kind: 'reminder', to, key, ...about(id) }])
    return due.length
  })
