import * as z from 'zod'
import {
  type Context,
  defineError,
  type Id,
  isUuid,
  myImport,
  policies,
  setImport,
  settingsBy,
  templateOf,
} from '#engine'
import { ImportTemplate } from '#modules/admin'
import { anything } from '../answers.ts'
import { importId } from './import-id.ts'
import { route } from '../route.ts'

export const NoSuchTemplate = defineError(
  'import.noSuchTemplate',
  404,
  '没有这个导入模板,或它不是{object}的模板',
  'There is no such import template, or it is not one for {object}',
)

const text = z.string().max(200)
/** Templates are records that anybody can write by hand, so what they hold is checked where it is used. */
const template = z.object({
  columns: z
    .array(
      z.object({
        header: text,
        field: text,
        by: text.optional(),
        to: text.optional(),
        values: z.record(text, text).optional(),
      }),
    )
    .max(500),
  match: z.array(z.array(text).min(1).max(5)).max(10),
  policy: z.enum(policies),
  acceptShortRows: z.boolean(),
})

/** Gives an import the settings of a template, as far as its file has the columns. */
export const applyTemplate = async (ctx: Context, id: string, templateId: string): Promise<void> => {
  const made = await myImport(ctx, id)
  const missing = NoSuchTemplate({ object: ctx.object(made.object).label })
  if (!isUuid(templateId)) throw missing
  const kept = await ctx.get(ImportTemplate, templateId as Id<'importTemplate'>).catch(() => null)
  const { data } = template.safeParse(kept?.settings)
  if (!data || kept?.object !== made.object) throw missing
  await setImport(ctx, id, settingsBy(ctx.workspace.model, made, data as Parameters<typeof settingsBy>[2]))
}

export const importTemplateRoutes = [
  route({
    method: 'POST',
    path: '/imports/{id}/template',
    summary: {
      'zh-CN': '把这次导入的对应与处理方式存为模板(模板本身是 importTemplate 记录)',
      en: 'Keep the settings of this import as a template (templates are records of importTemplate)',
    },
    body: z.strictObject({ name: z.string().max(60), shared: z.enum(['me', 'all']).default('me') }),
    status: 201,
    answer: anything,
    async handle({ ctx, params, body }) {
      const { object, facts, settings } = await myImport(ctx, importId({ params }))
      const made = await ctx.create(ImportTemplate, { ...body, object, settings: templateOf(facts, settings) })
      return { status: 201, body: made }
    },
  }),
]
