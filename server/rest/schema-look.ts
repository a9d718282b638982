import * as z from 'zod'
import {
  AppError,
  expressionScope,
  functionNames,
  parseCondition,
  parseExpression,
  readRules,
  readSchemaLog,
  saveRule,
  usagesOf,
} from '#engine'
import { languageOf } from './problem.ts'
import { route } from './route.ts'
import { announce, needSchema, settle } from './schema-change.ts'

const rule = z.strictObject({
  must: z.string().min(1).max(2_000),
  message: z.string().trim().min(1).max(120),
  messageEn: z.string().trim().max(160).optional(),
  field: z.string().max(63).optional(),
  active: z.boolean().optional(),
})

/** What one has to know before changing a schema: what there is, where it is used, whether an expression stands. */
export const schemaLookRoutes = [
  route({
    method: 'GET',
    path: '/schema',
    summary: {
      'zh-CN': '自定义对象与字段,含已停用的;正在为已有记录计算的字段',
      en: 'Own objects and fields, retired ones included; fields still being worked out for older records',
    },
    async handle({ ctx }) {
      needSchema(ctx)
      const s = `"${ctx.workspace.schema}"`
      const [found] = await ctx.session.query<Record<string, unknown>>(
        `select coalesce((select json_agg(json_build_object('name', name, 'label', def->>'label', 'labelEn', label_en, 'badge', def->>'badge', 'retired', retired) order by created_at, name) from ${s}.custom_object), '[]') as objects,
          coalesce((select json_agg(json_build_object('object', object, 'name', name, 'kind', field->>'kind', 'label', field->>'label', 'labelEn', label_en, 'options', field->'options', 'retired', retired) order by object, position, name) from ${s}.custom_field), '[]') as fields,
          coalesce((select json_agg(json_build_object('object', object, 'field', field)) from ${s}.field_fill where filled_at is null), '[]') as filling`,
      )
      return { body: found }
    },
  }),
  route({
    method: 'GET',
    path: '/schema/objects/{object}/fields/{field}',
    summary: {
      'zh-CN': '字段的定义、用在哪里、改过什么',
      en: 'A field: its declaration, where it is used, its changes',
    },
    async handle({ ctx, params }) {
      needSchema(ctx)
      const object = ctx.object(params['object']!)
      const field = object.fields.get(params['field']!) ?? null
      return {
        body: {
          name: params['field'],
          options: field?.field.options ?? {},
          label: field?.label,
          usages: field ? await usagesOf(ctx, object, field) : [],
          history: await readSchemaLog(ctx, object.name, params['field']),
        },
      }
    },
  }),
  route({
    method: 'GET',
    path: '/schema/objects/{object}/usages',
    summary: { 'zh-CN': '对象用在哪里', en: 'Where an object is used' },
    async handle({ ctx, params }) {
      needSchema(ctx)
      return { body: { usages: await usagesOf(ctx, ctx.object(params['object']!), null) } }
    },
  }),
  route({
    method: 'POST',
    path: '/schema/objects/{object}/check',
    summary: { 'zh-CN': '检查表达式', en: 'Check an expression' },
    body: z.strictObject({ expression: z.string().max(4_000), condition: z.boolean().optional() }),
    async handle({ ctx, params, body, request }) {
      needSchema(ctx)
      const scope = expressionScope(ctx.object(params['object']!))
      try {
        const { result, reads } = (body.condition ? parseCondition : parseExpression)(body.expression, scope)
        return { body: { ok: true, result, reads, functions: functionNames } }
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        const { position } = error.details as { position?: number }
        return { body: { ok: false, code: error.code, message: error.say(languageOf(request)), position } }
      }
    },
  }),
  route({
    method: 'GET',
    path: '/schema/objects/{object}/rules',
    summary: { 'zh-CN': '校验规则', en: 'Validation rules' },
    async handle({ ctx, params }) {
      needSchema(ctx)
      return { body: { data: await readRules(ctx, ctx.object(params['object']!).name) } }
    },
  }),
  route({
    method: 'POST',
    path: '/schema/objects/{object}/rules',
    summary: { 'zh-CN': '新增校验规则', en: 'Add a validation rule' },
    body: rule,
    async handle({ ctx, params, body, services }) {
      needSchema(ctx)
      const made = await saveRule(ctx, params['object']!, null, body as never, announce(services, ctx))
      await settle(services, ctx)
      return { status: 201, body: made }
    },
  }),
  route({
    method: 'PATCH',
    path: '/schema/objects/{object}/rules/{rule}',
    summary: { 'zh-CN': '修改、停用或恢复校验规则', en: 'Change a validation rule, or take it out of use' },
    body: rule.partial(),
    async handle({ ctx, params, body, services }) {
      needSchema(ctx)
      const made = await saveRule(ctx, params['object']!, params['rule']!, body as never, announce(services, ctx))
      await settle(services, ctx)
      return { body: made }
    },
  }),
]
