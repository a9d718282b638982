import type { Context } from '#engine'
import { firstRequest, lastRequest } from './requests.ts'

/** Whether somebody of the sample company is still among the users. */
export const isLoaded = async (ctx: Context): Promise<boolean> => {
  const s = `"${ctx.workspace.schema}"`
  const [found] = await ctx.session.query(
    `select 1 as one from ${s}.change h join ${s}."user" u on u.id = h.record and u."deletedAt" is null
     where h.request between $1 and $2 and h.object = 'user' and h.op = 'create' limit 1`,
    [firstRequest, lastRequest],
  )
  return found !== undefined
}
