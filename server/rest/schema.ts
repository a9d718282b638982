import * as z from 'zod'
import {
  addField,
  addObject,
  buildModel,
  changeField,
  changeObject,
  type Context,
  createObjectTable,
  finishTables,
  Forbidden,
  mayDo,
  readOverlay,
  type Session,
} from '#engine'
import { bumpVersion } from '#platform/control'
import { modules } from '#modules/all'
import type { Services } from '../services.ts'
import { fieldOptions } from './field-options.ts'
import { fillSearchWhereNeeded } from '../fill-search.ts'
import { route } from './route.ts'

const needSchema = (ctx: Context) => {
  if (!mayDo(ctx.actor, 'schema')) throw Forbidden({ action: '修改', object: '对象与字段' })
}

/** Makes a change of the schema known to every process, in the transaction of that change. */
const announce = (ctx: Context) => async (session: Session) => {
  await bumpVersion(session, ctx.workspace.id, 'schema')
}

/** After a change: this process reads afresh at once, and what is missing of indexes is built while people work. */
const settle = async (services: Services, ctx: Context): Promise<void> => {
  services.auth.forgetCredentials()
  services.workspaces.forget(ctx.workspace.id)
  const model = buildModel(modules, await readOverlay(services.database, ctx.workspace.schema, 0), ctx.workspace.zone)
  await finishTables(services.database, ctx.workspace.schema, model)
  await fillSearchWhereNeeded(services)
}

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
      name: z.string().max(60),
      label,
      labelEn: label.optional(),
      badge: z.string().max(2).optional(),
      fields: z.array(field).max(100).optional(),
    }),
    async handle({ ctx, body, services }) {
      needSchema(ctx)
      const { fields = [], ...object } = body
      const name = await addObject(ctx, object as never, async (session, def) => {
        await createObjectTable(session, ctx.workspace, def)
        await announce(ctx)(session)
      })
      await settle(services, ctx)
      const names: string[] = []
      for (const wanted of fields) {
        const fresh = await services.workspaces.asSystem({ ...placeOf(ctx), schemaVersion: names.length }, '新增字段')
        names.push(await addField(fresh, { object: name, ...wanted } as never, announce(ctx)))
        await settle(services, ctx)
      }
      return { status: 201, body: { name, fields: names } }
    },
  }),
  route({
    method: 'PATCH',
    path: '/schema/objects/{object}',
    summary: { 'zh-CN': '修改自定义对象的名称', en: 'Change an object’s words' },
    body: z.strictObject({ label: label.optional(), labelEn: label.optional(), badge: z.string().max(2).optional() }),
    async handle({ ctx, params, body, services }) {
      needSchema(ctx)
      await changeObject(ctx, params['object']!, body as never, announce(ctx))
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
      async handle({ ctx, params, services }) {
        needSchema(ctx)
        await changeObject(ctx, params['object']!, { retired: verb === 'retire' }, announce(ctx))
        await settle(services, ctx)
        return { body: { name: params['object'], retired: verb === 'retire' } }
      },
    }),
  ),
  route({
    method: 'GET',
    path: '/schema',
    summary: { 'zh-CN': '自定义对象与字段,含已停用的', en: 'Own objects and fields, retired ones included' },
    async handle({ ctx }) {
      needSchema(ctx)
      const s = `"${ctx.workspace.schema}"`
      const objects = await ctx.session.query(
        `select name, def->>'label' as label, label_en as "labelEn", def->>'badge' as badge, retired from ${s}.custom_object order by created_at, name`,
      )
      const fields = await ctx.session.query(
        `select object, name, field->>'kind' as kind, field->>'label' as label, label_en as "labelEn", field->'options' as options, retired from ${s}.custom_field order by object, position, name`,
      )
      return { body: { objects, fields } }
    },
  }),
  route({
    method: 'POST',
    path: '/schema/objects/{object}/fields',
    summary: { 'zh-CN': '新增自定义字段', en: 'Add a field' },
    body: field,
    async handle({ ctx, params, body, services }) {
      needSchema(ctx)
      const name = await addField(ctx, { object: params['object']!, ...body } as never, announce(ctx))
      await settle(services, ctx)
      return { status: 201, body: { name } }
    },
  }),
  route({
    method: 'PATCH',
    path: '/schema/objects/{object}/fields/{field}',
    summary: { 'zh-CN': '修改自定义字段的名称与选项', en: 'Change a field’s words and options' },
    body: z.strictObject({ label: label.optional(), labelEn: label.optional(), options: fieldOptions.optional() }),
    async handle({ ctx, params, body, services }) {
      needSchema(ctx)
      await changeField(ctx, params['object']!, params['field']!, body as never, announce(ctx))
      await settle(services, ctx)
      return { body: { name: params['field'] } }
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
      async handle({ ctx, params, services }) {
        needSchema(ctx)
        await changeField(ctx, params['object']!, params['field']!, { retired: verb === 'retire' }, announce(ctx))
        await settle(services, ctx)
        return { body: { name: params['field'], retired: verb === 'retire' } }
      },
    }),
  ),
]

const placeOf = (ctx: Context) => ({
  workspaceId: ctx.workspace.id,
  schemaName: ctx.workspace.schema,
  zone: ctx.workspace.zone,
  currency: ctx.workspace.currency,
})
