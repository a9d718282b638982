import type { Context, Session } from '#engine'
import { defineError } from '#engine'
import { bumpVersion } from '#platform/control'
import type { Services } from '../services.ts'
import { keepAnAdministrator } from './keep-administrator.ts'

export const OwnRights = defineError(
  'role.ownRights',
  403,
  '不能修改自己的角色、部门或上级,也不能修改自己所在角色的权限,请另一位有权限的同事来改',
  'You cannot change your own roles, departments or manager, nor the rights of a role you hold; ask another colleague who may',
)

/** The objects whose records rights are worked out from. */
const sources = ['user', 'role', 'department']

export const decidesRights = (object: string | undefined): boolean => sources.includes(object ?? '')

/** Did this request write records that rights are worked out from. */
export const wroteRights = async (ctx: Context, request: string): Promise<boolean> => {
  const [found] = await ctx.session.query(
    `select 1 as one from "${ctx.workspace.schema}".change where request = $1 and object = any($2) limit 1`,
    [request, sources],
  )
  return found !== undefined
}

/**
 * Does a write that people's rights may depend on, by whichever path it came: nobody raises her own rights by it, an
 * administrator remains, and every process works the rights out anew; this one with the next request.
 */
export const guardRights = async <T>(services: Services, ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> => {
  const result = await ctx.transaction(async (inside) => {
    // First of all, since it also makes writers queue: two administrators cannot dismiss each other at once.
    await bumpVersion(inside.session, ctx.workspace.id, 'rights')
    const done = await work(inside)
    await refuseOwnRights(inside)
    await keepAnAdministrator(inside)
    return done
  })
  forgetRights(services, ctx)
  return result
}

/** This process works rights out anew. After the commit: before it, others would still read the old ones. */
export const forgetRights = (services: Services, ctx: Context): void => {
  services.auth.forgetCredentials()
  services.workspaces.forget(ctx.workspace.id)
}

/** Administrators may do everything already; of the others none changes what she herself may do. */
const refuseOwnRights = async ({ actor, cause, session, workspace }: Context): Promise<void> => {
  if (actor.access.roles.some((role) => role.basis === 'administrator')) return
  if (await touchedOwn(session, workspace.schema, cause.request, actor.id, actor.access.roles.map((r) => r.id))) throw OwnRights()
}

const touchedOwn = async (session: Session, schema: string, request: string, me: string, roles: readonly string[]): Promise<boolean> => {
  const [found] = await session.query(
    `select 1 as one from "${schema}".change where request = $1 and (
       (object = 'user' and record = $2 and new ?| array['roles', 'department', 'departments', 'manager'])
       or (object = 'role' and record = any($3) and new ?| array['basis', 'grants', 'abilities'])) limit 1`,
    [request, me, roles],
  )
  return found !== undefined
}
