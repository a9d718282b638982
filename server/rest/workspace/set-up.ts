import * as z from 'zod'
import { defineError } from '#engine'
import { listWorkspaces } from '#platform/control'
import { foundCompany } from '../../found-company.ts'
import { route } from '../route.ts'

export const AlreadySetUp = defineError(
  'setup.done',
  404,
  '这里已经设置好了,请直接登录',
  'This is set up already; please sign in',
)

export const setUpRoutes = [
  route({
    method: 'GET',
    path: '/setup',
    summary: { 'zh-CN': '是否还需要首次设置', en: 'Is first-run set-up still needed' },
    open: true,
    answer: z.looseObject({ needed: z.boolean(), name: z.string() }),
    async handle({ services }) {
      const [first] = await listWorkspaces(services.database)
      return {
        body: {
          needed: !first,
          name: '知客',
          resetByMail: services.mailer !== null && services.config.publicUrl !== null,
          ...(first ? { workspaceName: first.name, brand: first.brand } : {}),
        },
      }
    },
  }),
  route({
    method: 'POST',
    path: '/setup',
    summary: {
      'zh-CN': '首次设置:公司与第一位管理员',
      en: 'First-run set-up: the company and its first administrator',
    },
    open: true,
    body: z.strictObject({
      company: z.string().trim().min(1).max(60),
      name: z.string().trim().min(1).max(60),
      email: z.string().max(254),
      password: z.string().max(200),
    }),
    status: 201,
    answer: z.object({ workspace: z.string() }),
    async handle({ services, body, request }) {
      const founded = await foundCompany(services, body)
      if (!founded) throw AlreadySetUp()
      const cookie = await services.auth.startSession(founded.loginId, request)
      return { status: 201, body: { workspace: founded.workspaceId }, headers: { 'set-cookie': cookie } }
    },
  }),
]
