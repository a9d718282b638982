import type { Context } from '#engine'
import { type QuietHours, usualQuietHours } from '#shared/quiet-hours'
import type { NotificationKind } from './notification.ts'

/** What cannot wait for the morning: that something has stopped working, and has to be looked after. */
export const urgentKinds: readonly NotificationKind[] = ['system']

type Kept = Partial<QuietHours> | null | undefined

/** Her own where she has set them, else the company's. */
const effective = (company: Kept, own: Kept): QuietHours => ({ ...usualQuietHours, ...company, ...own })

/** When each of these people does not want to be disturbed. The company's own are kept beside theirs, under its id. */
export const readQuietHours = async (
  { session, workspace }: Context,
  users: readonly string[],
): Promise<Map<string, QuietHours>> => {
  const rows = await session.query<{ user: string; kept: Kept }>(
    `select "user", value->'quietHours' as kept from "${workspace.schema}".preference where "user" = any($1)`,
    [[...users, workspace.id]],
  )
  const kept = new Map(rows.map((r) => [r.user, r.kept]))
  return new Map(users.map((user) => [user, effective(kept.get(workspace.id), kept.get(user))]))
}

/** Of one person. */
export const quietHoursOf = async (ctx: Context, user: string): Promise<QuietHours> =>
  (await readQuietHours(ctx, [user])).get(user)!

/** Of everybody who has not set her own. */
export const companyQuietHours = (ctx: Context): Promise<QuietHours> => quietHoursOf(ctx, ctx.workspace.id)

/** Keeps what differs from before, of a person or, by its id, of the company; what is not named stays as it is. */
export const changeQuietHours = async (
  ctx: Context,
  whose: string,
  change: Partial<QuietHours>,
): Promise<QuietHours> => {
  const next = { ...(await quietHoursOf(ctx, whose)), ...change }
  await ctx.session.query(
    `insert into "${ctx.workspace.schema}".preference ("user", value) values ($1, $2)
     on conflict ("user") do update set value = preference.value || excluded.value`,
    [whose, JSON.stringify({ quietHours: next })],
  )
  return next
}
