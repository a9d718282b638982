import { type Context, defineError, type RightsWatch } from '#engine'
import { bumpVersion } from '#platform/control'
import { keepDepartments } from './keep-departments.ts'

export const LastAdministrator = defineError(
  'user.lastAdministrator',
  409,
  '这样公司就没有在用的管理员了,不能这样做',
  'This would leave the company without an active administrator',
)
export const OwnRights = defineError(
  'role.ownRights',
  403,
  '不能修改自己的角色、部门或上级,也不能修改自己所在角色的权限,请另一位有权限的同事来改',
  'You cannot change your own roles, departments or manager, nor the rights of a role you hold; ask another colleague who may',
)

/**
 * Watches writes that rights are worked out from: nobody raises her own rights, an administrator remains, so does a department
 * that somebody is in, and every process works the rights out anew; this one with the next request (`forget`).
 */
export const rightsWatch = (forget: () => void): RightsWatch => ({
  // Two administrators cannot dismiss each other at once: the second waits here and then finds herself the last.
  changing: async (ctx) => void (await bumpVersion(ctx.session, ctx.workspace.id, 'rights')),
  async changed(ctx) {
    await refuseOwnRights(ctx)
    await keepAnAdministrator(ctx)
    await keepDepartments(ctx)
  },
  settled: forget,
})

/** Administrators may do everything already; of the others none changes what she herself may do. */
const refuseOwnRights = async ({ actor, cause, session, workspace }: Context): Promise<void> => {
  const { roles, system } = actor.access
  if (system || roles.some((role) => role.basis === 'administrator')) return
  const [found] = await session.query(
    `select 1 as one from "${workspace.schema}".change where request = $1 and (
       (object = 'user' and record = $2 and new ?| array['roles', 'department', 'departments', 'manager'])
       or (object = 'role' and record = any($3) and new ?| array['basis', 'grants', 'abilities'])) limit 1`,
    [cause.request, actor.id, roles.map((r) => r.id)],
  )
  if (found) throw OwnRights()
}

const keepAnAdministrator = async ({ session, workspace: { schema } }: Context): Promise<void> => {
  const [left] = await session.query(
    `select 1 as one from "${schema}"."user" u join "${schema}"."role" r on r.id = any(u."roles")
     where u.active and u."deletedAt" is null and r."deletedAt" is null and r.basis = 'administrator' limit 1`,
  )
  if (!left) throw LastAdministrator()
}
