import type { Context } from '#engine'
import { sendNotices } from '../send-notices.ts'

/** Tasks of a week ago whose hour passed while nothing ran are still reminded of; older ones are not. */
const days = 7
const usually = 500

interface Due {
  readonly id: string
  readonly owner: string
  readonly at: string
  readonly key: string
}

/**
 * Tells people of their open tasks whose time to be reminded has come; of each time once. Answers how many there were, those
 * too whose assignee has left or wants no reminders: they are met again every time, and must not hold up anybody behind them.
 */
export const remind = async (system: Context, atOnce = usually): Promise<number> => {
  let [total, after]: [number, Due | undefined] = [0, undefined]
  for (;;) {
    const due: readonly Due[] = await remindSome(system, atOnce, after)
    total += due.length
    if (due.length < atOnce) return total
    after = due.at(-1)
  }
}

const remindSome = (system: Context, atOnce: number, after: Due | undefined): Promise<Due[]> =>
  system.transaction(async (ctx) => {
    const s = `"${ctx.workspace.schema}"`
    // One at a time: a second run that began meanwhile sees what this one has told.
    await ctx.session.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`remind ${ctx.workspace.schema}`])
    const due = await ctx.session.query<Due>(
      `select t.id, t.owner, t."remindAt"::text as at, k.key from ${s}.task t
       cross join lateral (select 'reminder:' || t.id || ':' || extract(epoch from t."remindAt")::bigint as key) k
       where t."remindAt" <= $1 and t."remindAt" > $1::timestamptz - make_interval(days => $2) and t.status in ('open', 'doing')
         and t.owner is not null and t."deletedAt" is null and not exists (select from ${s}.notification n where n.key = k.key)
         and ($4::timestamptz is null or (t."remindAt", t.id) > ($4, $5::uuid))
       order by t."remindAt", t.id limit $3`,
      [ctx.now, days, atOnce, after?.at ?? null, after?.id ?? null],
    )
    const about = (id: string) => ({ object: 'task', record: id, from: null, request: null, viaImport: false })
    // One by one: each has its own key, and two tasks of one person are two matters.
    for (const { id, owner: to, key } of due) await sendNotices(ctx, [{ kind: 'reminder', to, key, ...about(id) }])
    return due
  })
