import * as z from 'zod'
import { type Context, createRecords, defineError, Forbidden, mayDo, runGet, updateRecords } from '#engine'
import { addMember, membersOfLogin, setMemberActive } from '#platform/control'
import { idempotent } from './records.ts'
import { type Call, route } from './route.ts'

const NoSuchLogin = defineError('user.noLogin', 404, '没有这位员工的登录账号', 'This user has no login')

const needUsers = (ctx: Context) => {
  if (!mayDo(ctx.actor, 'users')) throw Forbidden({ action: '管理', object: '员工' })
}

const loginOf = async (ctx: Context, userId: string): Promise<string> => {
  const [row] = await ctx.session.query<{ login: string }>('select login from zhike.member where workspace = $1 and user_id = $2', [ctx.workspace.id, userId])
  if (!row) throw NoSuchLogin()
  return row.login
}

export const peopleRoutes = [
  route({
    method: 'POST',
    path: '/users',
    summary: { 'zh-CN': '新增员工(含登录账号)', en: 'Add a user with a login' },
    body: z.looseObject({ name: z.string(), email: z.string(), password: z.string().max(200) }),
    handle: (call) =>
      idempotent(call, (ctx) =>
        ctx.transaction(async (inside) => {
          needUsers(inside)
          const { password, ...values } = call.body
          const [saved] = await createRecords(inside, inside.object('user'), [values], 'outside')
          const loginId = await call.services.auth.createLogin({ ...values, password }, inside.session)
          await addMember(inside.session, { workspaceId: inside.workspace.id, loginId, userId: saved!.id })
          return { status: 201, body: saved!.document }
        }),
      ),
  }),
  route({
    method: 'POST',
    path: '/users/{id}/password',
    summary: { 'zh-CN': '重设员工的密码', en: 'Set a user’s password' },
    body: z.strictObject({ password: z.string().max(200) }),
    async handle({ ctx, params, body, services }) {
      needUsers(ctx)
      await services.auth.setPassword(await loginOf(ctx, params['id']!), body.password)
      return { status: 204 }
    },
  }),
  route({
    method: 'POST',
    path: '/users/{id}/disable',
    summary: { 'zh-CN': '停用员工', en: 'Disable a user' },
    handle: (call) => setActive(call, false),
  }),
  route({
    method: 'POST',
    path: '/users/{id}/enable',
    summary: { 'zh-CN': '启用员工', en: 'Enable a user' },
    handle: (call) => setActive(call, true),
  }),
]

const setActive = async ({ ctx, params, services }: Call, active: boolean) => {
  needUsers(ctx)
  const id = params['id']!
  const loginId = await loginOf(ctx, id)
  await ctx.transaction(async (inside) => {
    await updateRecords(inside, inside.object('user'), [{ id, patch: { active } }])
    await setMemberActive(inside.session, inside.workspace.id, id, active)
  })
  const elsewhere = (await membersOfLogin(ctx.session, loginId)).some((m) => m.active && m.workspaceId !== ctx.workspace.id)
  if (!active && !elsewhere) await services.auth.disableLogin(loginId)
  if (active) await services.auth.enableLogin(loginId)
  services.auth.forgetCredentials()
  const [document] = await runGet(ctx, ctx.object('user'), [id])
  return { body: document! }
}
