import * as z from 'zod'
import { duplicateAnswers, duplicateHints, Forbidden, mayDo, saveDuplicatePolicy, verbs } from '#engine'
import { bumpVersion, findWorkspace, listWorkspaces, updateWorkspace } from '#platform/control'
import { changeQuietHours, companyQuietHours } from '#modules/messages'
import { isZone } from '#shared/zone'
import { logoOf, takeLogo } from './logo.ts'
import { checkedHours, quietHoursChange } from '../people/quiet-hours.ts'
import { route } from '../route.ts'
import { UnknownZone } from './unknown-zone.ts'

export const workspaceRoutes = [
  route({
    method: 'GET',
    path: '/workspace',
    summary: { 'zh-CN': '公司设置', en: 'Company settings' },
    answer: z.looseObject({ name: z.string(), zone: z.string(), currency: z.string() }),
    async handle({ ctx, services }) {
      const found = await findWorkspace(services.database, ctx.workspace.id)
      const { name, zone, currency, language, brand } = found!
      const quietHours = await companyQuietHours(ctx)
      return { body: { name, zone, currency, language, brand, duplicates: ctx.workspace.model.duplicates, quietHours } }
    },
  }),
  route({
    method: 'PATCH',
    path: '/workspace',
    summary: { 'zh-CN': '修改公司设置', en: 'Change company settings' },
    body: z.strictObject({
      name: z.string().trim().min(1).max(60).optional(),
      zone: z.string().max(60).optional(),
      language: z.enum(['zh-CN', 'en']).optional(),
      brand: z
        .strictObject({
          color: z
            .string()
            .regex(/^#[0-9a-f]{6}$/i)
            .nullable()
            .optional(),
          logo: z.uuid().nullable().optional(),
        })
        .optional(),
      duplicates: z
        .strictObject({ hint: z.enum(duplicateHints).optional(), api: z.enum(duplicateAnswers).optional() })
        .optional(),
      quietHours: quietHoursChange.optional(),
    }),
    answer: z.looseObject({ name: z.string(), zone: z.string(), currency: z.string() }),
    async handle({ ctx, body, services }) {
      if (!mayDo(ctx.actor, 'settings'))
        throw Forbidden({ action: verbs.update, object: { 'zh-CN': '公司设置', en: 'company settings' } })
      if (body.zone && !isZone(body.zone)) throw UnknownZone({ zone: body.zone }).at('zone')
      const hours = body.quietHours && checkedHours(body.quietHours)
      const before = await findWorkspace(services.database, ctx.workspace.id)
      const { logo } = body.brand ?? {}
      if (logo && logo !== before!.brand['logo']) await takeLogo(ctx, services.files, logo)
      const brand = body.brand && withoutNulls({ ...before!.brand, ...body.brand })
      const duplicates = await ctx.transaction(async (inside) => {
        await updateWorkspace(inside.session, ctx.workspace.id, { ...body, brand } as never)
        const saved = body.duplicates && (await saveDuplicatePolicy(inside, body.duplicates as never))
        if (hours) await changeQuietHours(inside, ctx.workspace.id, hours)
        await bumpVersion(inside.session, ctx.workspace.id, 'schema')
        return saved ?? ctx.workspace.model.duplicates
      })
      services.auth.forgetCredentials()
      services.workspaces.forget(ctx.workspace.id)
      const { name, zone, currency, language, ...after } = (await findWorkspace(services.database, ctx.workspace.id))!
      const quietHours = await companyQuietHours(ctx)
      return { body: { name, zone, currency, language, brand: after.brand, duplicates, quietHours } }
    },
  }),
  route({
    method: 'GET',
    path: '/workspace/logo',
    summary: { 'zh-CN': '公司标志(PNG),登录页也要用', en: 'The logo (PNG); the sign-in page shows it too' },
    query: z.strictObject({ v: z.string().max(36).optional() }),
    open: true,
    answers: 'bytes',
    async handle({ ctx, query, services }) {
      const id = (ctx as typeof ctx | null)?.workspace.id
      const workspaces = await listWorkspaces(services.database)
      const { logo, body } = await logoOf(services, id ? workspaces.find((w) => w.id === id) : workspaces[0])
      // Named by its file, it never changes.
      const cache = query.v === logo ? 'private, max-age=31536000, immutable' : 'no-cache'
      return { body, headers: { 'content-type': 'image/png', 'cache-control': cache } }
    },
  }),
]

const withoutNulls = (brand: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(brand).filter(([, value]) => value !== null))
