import * as z from 'zod'
import { addField, addObject, changeField, changeObject, changeStandardField, createObjectTable } from '#engine'
import { changedOptions, fieldOptions } from './field-options.ts'
import { route } from '../route.ts'
import { addFields, announce, needSchema, settle } from './schema-change.ts'

const label = z.string().trim().min(1).max(60)
const field = z.strictObject({
  name: z.string().max(60).optional(),
  kind: z.string().max(30),
  label,
  labelEn: label.optional(),
  options: fieldOptions.optional(),
})

export const schemaRoutes = [
  route({
    method: 'POST',
    path: '/schema/objects',
    summary: { 'zh-CN': '新增自定义对象', en: 'Add an object' },
    body: z.strictObject({
      name: z.string().max(60).optional(),
      label,
      labelEn: label.optional(),
      badge: z.string().max(2).optional(),
      fields: z.array(field).max(100).optional(),
    }),
    status: 201,
    answer: z.object({ name: z.string(), fields: z.array(z.string()) }),
    async handle({ ctx, body, services }) {
      needSchema(ctx)
      const { fields = [], ...object } = body
      let names: string[] = []
      const name = await addObject(ctx, object as never, async (session, def) => {
        await createObjectTable(session, ctx.workspace, def)
        names = await addFields(ctx, session, def.name, fields as never)
        await announce(services, ctx)(session)
      })
      await settle(services, ctx)
      return { status: 201, body: { name, fields: names } }
    },
  }),
  route({
    method: 'PATCH',
    path: '/schema/objects/{object}',
    summary: { 'zh-CN': '修改自定义对象的名称', en: 'Change an object’s words' },
    body: z.strictObject({ label: label.optional(), labelEn: label.optional(), badge: z.string().max(2).optional() }),
    answer: z.object({ name: z.string() }),
    async handle({ ctx, params, body, services }) {
      needSchema(ctx)
      await changeObject(ctx, params['object']!, body as never, announce(services, ctx))
      await settle(services, ctx)
      return { body: { name: params['object'] } }
    },
  }),
  ...(['retire', 'restore'] as const).map((verb) =>
    route({
      method: 'POST',
      path: `/schema/objects/{object}/${verb}`,
      summary:
        verb === 'retire'
          ? { 'zh-CN': '停用自定义对象(数据保留)', en: 'Retire an object; its records stay' }
          : { 'zh-CN': '恢复自定义对象', en: 'Bring an object back' },
      answer: z.object({ name: z.string(), retired: z.boolean() }),
      async handle({ ctx, params, services }) {
        needSchema(ctx)
        await changeObject(ctx, params['object']!, { retired: verb === 'retire' }, announce(services, ctx))
        await settle(services, ctx)
        return { body: { name: params['object'], retired: verb === 'retire' } }
      },
    }),
  ),
  route({
    method: 'POST',
    path: '/schema/objects/{object}/fields',
    summary: { 'zh-CN': '新增自定义字段', en: 'Add a field' },
    body: field,
    status: 201,
    answer: z.object({ name: z.string() }),
    async handle({ ctx, params, body, services }) {
      needSchema(ctx)
      const name = await addField(ctx, { object: params['object']!, ...body } as never, announce(services, ctx))
      await settle(services, ctx)
      return { status: 201, body: { name } }
    },
  }),
  route({
    method: 'PATCH',
    path: '/schema/objects/{object}/fields/{field}',
    summary: {
      'zh-CN': '修改字段:自定义字段的名称与选项,标准字段的名称与编号规则',
      en: 'Change a field: words and options of an own one, words and the number rule of a standard one',
    },
    body: z.strictObject({ label: label.optional(), labelEn: label.optional(), options: changedOptions.optional() }),
    answer: z.object({ name: z.string() }),
    async handle({ ctx, params, body, services }) {
      needSchema(ctx)
      const [object, name] = [params['object']!, params['field']!]
      const { options, ...words } = body
      if (name.startsWith('x_')) await changeField(ctx, object, name, body as never, announce(services, ctx))
      else {
        const { pattern, reset } = (options ?? {}) as { pattern?: string; reset?: null }
        const rule = { ...(pattern === undefined ? {} : { pattern }), ...(reset === undefined ? {} : { reset }) }
        await changeStandardField(ctx, object, name, { ...words, ...rule } as never, announce(services, ctx))
      }
      await settle(services, ctx)
      return { body: { name } }
    },
  }),
  ...(['retire', 'restore'] as const).map((verb) =>
    route({
      method: 'POST',
      path: `/schema/objects/{object}/fields/{field}/${verb}`,
      summary:
        verb === 'retire'
          ? { 'zh-CN': '停用字段(数据保留)', en: 'Retire a field; its data stays' }
          : { 'zh-CN': '恢复字段', en: 'Bring a field back' },
      answer: z.object({ name: z.string(), retired: z.boolean() }),
      async handle({ ctx, params, services }) {
        needSchema(ctx)
        const retired = verb === 'retire'
        await changeField(ctx, params['object']!, params['field']!, { retired }, announce(services, ctx))
        await settle(services, ctx)
        return { body: { name: params['field'], retired } }
      },
    }),
  ),
]
