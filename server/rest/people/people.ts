import * as z from 'zod'
import { type Context, Forbidden, mayDo, runGet, verbs } from '#engine'
import { anything } from '../answers.ts'
import { addUser, removeUserSecondFactor, setUserActive, setUserPassword } from '../../user-logins.ts'
import { idempotent } from '../records/records.ts'
import { type Call, route } from '../route.ts'

const needUsers = (ctx: Context) => {
  if (!mayDo(ctx.actor, 'users')) throw Forbidden({ action: verbs.manage, object: { 'zh-CN': '员工', en: 'people' } })
}

export const peopleRoutes = [
  route({
    method: 'POST',
    path: '/users',
    summary: { 'zh-CN': '新增员工(含登录账号)', en: 'Add a user with a login' },
    body: z.looseObject({ name: z.string(), email: z.string(), password: z.string().max(200) }),
    status: 201,
    answer: anything,
    onceByKey: true,
    async handle(call) {
      needUsers(call.ctx)
      const login = await call.services.auth.checkLogin(call.body)
      const { password: _, ...values } = call.body
      return idempotent(call, async (ctx) => ({
        status: 201,
        body: (await addUser(call.services, ctx, login, values)).document,
      }))
    },
  }),
  route({
    method: 'POST',
    path: '/users/{id}/password',
    summary: { 'zh-CN': '重设员工的密码', en: 'Set a user’s password' },
    body: z.strictObject({ password: z.string().max(200) }),
    status: 204,
    async handle({ ctx, params, body, services }) {
      needUsers(ctx)
      await setUserPassword(services, ctx, params['id']!, body.password)
      return { status: 204 }
    },
  }),
  route({
    method: 'DELETE',
    path: '/users/{id}/second-factor',
    summary: {
      'zh-CN': '关闭员工的两步验证(手机和备用码都丢了时)',
      en: 'Turn off a user’s two-step verification, when phone and codes are lost',
    },
    status: 204,
    async handle({ ctx, params, services }) {
      needUsers(ctx)
      await removeUserSecondFactor(services, ctx, params['id']!)
      return { status: 204 }
    },
  }),
  route({
    method: 'POST',
    path: '/users/{id}/disable',
    summary: { 'zh-CN': '停用员工', en: 'Disable a user' },
    answer: anything,
    handle: (call) => setActive(call, false),
  }),
  route({
    method: 'POST',
    path: '/users/{id}/enable',
    summary: { 'zh-CN': '启用员工', en: 'Enable a user' },
    answer: anything,
    handle: (call) => setActive(call, true),
  }),
]

const setActive = async ({ ctx, params, services }: Call, active: boolean) => {
  needUsers(ctx)
  const id = params['id']!
  await setUserActive(services, ctx, id, active)
  const [document] = await runGet(ctx, ctx.object('user'), [id])
  return { body: document! }
}
