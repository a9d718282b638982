import type { Context } from '#engine'
import { firstRequest, lastRequest } from './requests.ts'

/** Whether one can sign in as somebody of the sample company. */
export const isLoaded = async (ctx: Context): Promise<boolean> => {
  const s = `"${ctx.workspace.schema}"`
  const [found] = await ctx.session.query(
    `select 1 as one from zhike.member m join ${s}.change h on h.record = m.user_id
     where m.workspace = $3 and h.request between $1 and $2 and h.object = 'user' and h.op = 'create' limit 1`,
    [firstRequest, lastRequest, ctx.workspace.id],
  )
  return found !== undefined
}
