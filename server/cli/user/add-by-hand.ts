import { type Context, defineError, runList } from '#engine'
import type { Services } from '../../services.ts'
import { addUser } from '../../user-logins.ts'

export const NoSuchRole = defineError('user.noSuchRole', 422, '没有标识为“{name}”的角色', 'There is no role “{name}”')
export const NoSuchDepartment = defineError(
  'user.noSuchDepartment',
  422,
  '没有名为“{name}”的部门',
  'There is no department “{name}”',
)

interface Wanted {
  readonly email: string
  readonly name: string
  /** Keys of roles, as people know them: 'sales'. */
  readonly roles: readonly string[]
  readonly department?: string | undefined
  readonly password: string
}

/** Adds a user whose role and department are named in words. Throws NoSuchRole, NoSuchDepartment, or what a bad address throws. */
export const addByHand = async (
  services: Services,
  ctx: Context,
  { roles, department, password, ...person }: Wanted,
): Promise<string> => {
  const idOf = async (object: string, name: string) => {
    const { documents } = await runList(ctx, ctx.object(object), { filter: { name }, fields: ['id'], limit: 1 })
    return documents[0] ? (JSON.parse(documents[0]) as { id: string }).id : undefined
  }
  const ids: string[] = []
  for (const name of roles) ids.push((await idOf('role', name)) ?? raise(NoSuchRole({ name })))
  const place = department
    ? ((await idOf('department', department)) ?? raise(NoSuchDepartment({ name: department })))
    : undefined
  const login = await services.auth.checkLogin({ ...person, password })
  return (await addUser(services, ctx, login, { ...person, roles: ids, ...(place ? { department: place } : {}) })).id
}

const raise = (error: Error): never => {
  throw error
}
