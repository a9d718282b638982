import * as z from 'zod'
import {
  AppError,
  expressionScope,
  functionNames,
  optionUsagesOf,
  parseCondition,
  parseExpression,
  readRules,
  readSchemaLog,
  saveRule,
  standingCondition,
  usagesOf,
} from '#engine'
import { anything, list } from '../answers.ts'
import { languageOf } from '../problem.ts'
import { route } from '../route.ts'
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
    answer: z.object({ objects: z.array(anything), fields: z.array(anything), filling: z.array(anything) }),
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
    answer: z.object({
      name: z.string(),
      options: anything,
      label: anything.optional(),
      usages: z.array(anything),
      history: z.array(anything),
    }),
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
    path: '/schema/objects/{object}/fields/{field}/option-usages',
    summary: {
      'zh-CN': '一个选项用在哪里:多少条记录选着它(最多数到一万),哪些条件和视图提到它',
      en: 'Where an option is used: records that have it (counted to 10,000), conditions and views that speak of it',
    },
    query: z.strictObject({ option: z.string().max(60).default('') }),
    answer: z.object({ records: z.int(), usages: z.array(anything) }),
    async handle({ ctx, params, query }) {
      needSchema(ctx)
      const object = ctx.object(params['object']!)
      const field = object.fields.get(params['field']!)
      const known = field && !field.retired && Object.hasOwn(field.field.options.options ?? {}, query.option)
      return { body: known ? await optionUsagesOf(ctx, object, field, query.option) : { records: 0, usages: [] } }
    },
  }),
  route({
    method: 'GET',
    path: '/schema/objects/{object}/usages',
    summary: { 'zh-CN': '对象用在哪里', en: 'Where an object is used' },
    answer: z.object({ usages: z.array(anything) }),
    async handle({ ctx, params }) {
      needSchema(ctx)
      return { body: { usages: await usagesOf(ctx, ctx.object(params['object']!), null) } }
    },
  }),
  route({
    method: 'POST',
    path: '/schema/objects/{object}/check',
    summary: { 'zh-CN': '检查表达式', en: 'Check an expression' },
    body: z.strictObject({
      expression: z.string().max(4_000),
      /** It has to say yes or no. */
      condition: z.boolean().optional(),
      /** A condition that has to stand without the clock, as one of a roll-up. */
      standing: z.boolean().optional(),
    }),
    answer: z.looseObject({ ok: z.boolean() }),
    async handle({ ctx, params, body, request }) {
      needSchema(ctx)
      const object = ctx.object(params['object']!)
      const scope = expressionScope(object)
      try {
        const checked = body.standing
          ? standingCondition(object, body.expression)
          : (body.condition ? parseCondition : parseExpression)(body.expression, scope)
        const { result, reads, root } = checked
        return { body: { ok: true, result, reads, root, functions: functionNames } }
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
    answer: list(anything),
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
    status: 201,
    answer: anything,
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
    answer: anything,
    async handle({ ctx, params, body, services }) {
      needSchema(ctx)
      const made = await saveRule(ctx, params['object']!, params['rule']!, body as never, announce(services, ctx))
      await settle(services, ctx)
      return { body: made }
    },
  }),
]
