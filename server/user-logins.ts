import { type Context, createRecords, defineError, updateRecords } from '#engine'
import type { CheckedLogin } from '#platform/auth'
import { addMember, membersOfLogin, setMemberActive } from '#platform/control'
import type { Services } from './services.ts'

const NoSuchLogin = defineError('user.noLogin', 404, '没有这位员工的登录账号', 'This user has no login')

type Auth = Pick<Services, 'auth'>

/** A user record as it was saved, JSON text. */
export interface NewUser {
  readonly id: string
  readonly document: string
}

/**
 * Makes a user and her login, both or neither. `values` are the record's, as they came from outside. New people queue for one
 * row, so that the login comes checked and hashed: fifty hashes in that queue would be answered 503.
 */
export const addUser = (
  { auth }: Auth,
  ctx: Context,
  login: CheckedLogin,
  values: { readonly [field: string]: unknown },
): Promise<NewUser> =>
  ctx.transaction(async (inside) => {
    const [saved] = await createRecords(inside, inside.object('user'), [values], 'outside')
    const loginId = await auth.createLogin(login, inside.session)
    await addMember(inside.session, { workspaceId: inside.workspace.id, loginId, userId: saved!.id })
    return saved!
  })

/** Sets a user's password on her behalf; she is signed out everywhere. */
export const setUserPassword = async ({ auth }: Auth, ctx: Context, userId: string, password: string): Promise<void> =>
  auth.setPassword(await loginOf(ctx, userId), password)

/** Takes away a user's second step, where she has lost her phone and her codes; she is signed out everywhere. */
export const removeUserSecondFactor = async ({ auth }: Auth, ctx: Context, userId: string): Promise<void> =>
  auth.removeSecondFactor(await loginOf(ctx, userId))

/** Shuts a user out, or lets her in again. Her login elsewhere stays as it is. */
export const setUserActive = async ({ auth }: Auth, ctx: Context, userId: string, active: boolean): Promise<void> => {
  const loginId = await loginOf(ctx, userId)
  await ctx.transaction(async (inside) => {
    await updateRecords(inside, inside.object('user'), [{ id: userId, patch: { active } }])
    await setMemberActive(inside.session, inside.workspace.id, userId, active)
  })
  const elsewhere = (await membersOfLogin(ctx.session, loginId)).some(
    (m) => m.active && m.workspaceId !== ctx.workspace.id,
  )
  if (!active && !elsewhere) await auth.disableLogin(loginId)
  if (active) await auth.enableLogin(loginId)
  auth.forgetCredentials()
}

const loginOf = async (ctx: Context, userId: string): Promise<string> => {
  const [row] = await ctx.session.query<{ login: string }>(
    'select login from zhike.member where workspace = $1 and user_id = $2',
    [ctx.workspace.id, userId],
  )
  if (!row) throw NoSuchLogin()
  return row.login
}
