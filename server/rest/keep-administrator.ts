import { type Context, defineError } from '#engine'

const LastAdministrator = defineError(
  'user.lastAdministrator',
  409,
  '这是最后一位在用的管理员,不能停用或去掉管理员角色',
  'This is the last active administrator and cannot be disabled or lose that role',
)

/** Refuses to leave a workspace without anyone who can administer it. */
export const keepAnAdministrator = async (ctx: Context): Promise<void> => {
  const s = `"${ctx.workspace.schema}"`
  const [left] = await ctx.session.query(
    `select 1 as one from ${s}."user" u join ${s}."role" r on r.id = any(u."roles") where u.active and u."deletedAt" is null and r."deletedAt" is null and r.basis = 'administrator' limit 1`,
  )
  if (!left) throw LastAdministrator()
}
