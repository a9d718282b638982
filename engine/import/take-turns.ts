import type { Context } from '../context.ts'
import type { Import } from './store.ts'

/**
 * Imports into one object take turns, lot by lot: what the one makes, the other finds. True where no other has had a turn since
 * this unit of work began, so that what was looked up ahead of the transaction holds.
 */
export const takeTurn = async (ctx: Context, { id, object }: Import): Promise<boolean> => {
  const { schema } = ctx.workspace
  await ctx.session.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`import ${schema} ${object}`])
  // A statement of its own: it is to see what was committed while this one waited. Clocks of two machines differ a little.
  const others = await ctx.session.query(
    `select 1 as one from "${schema}".import where object = $1 and id <> $2 and started_at is not null
       and (status in ('running', 'cancelling') or finished_at > $3::timestamptz - interval '1 minute') limit 1`,
    [object, id, ctx.now],
  )
  return others.length === 0
}
