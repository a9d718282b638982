import * as z from 'zod'
import {
  abilities,
  type Context,
  defineError,
  fieldRights,
  Forbidden,
  grantOf,
  mayDo,
  scopes,
  type RoleRights,
  updateRecords,
  runGet,
  NotFoundRecord,
  parseCondition,
  expressionScope,
} from '#engine'
import { route } from './route.ts'

const UnknownName = defineError(
  'role.unknownName',
  422,
  '权限表里有不认识的名称“{name}”',
  'The rights name something unknown: “{name}”',
)

const scope = z.enum(scopes)
const grant = z.strictObject({
  read: scope.optional(),
  readAlso: z.string().max(2_000).optional(),
  update: scope.optional(),
  delete: scope.optional(),
  create: z.boolean().optional(),
  export: z.boolean().optional(),
  import: z.boolean().optional(),
  bulk: z.boolean().optional(),
  actions: z.array(z.string().max(63)).optional(),
  fields: z.record(z.string(), z.enum(fieldRights)).optional(),
})

const rights = z.strictObject({
  grants: z.record(z.string(), grant),
  abilities: z.array(z.enum(abilities)),
})

const roleOf = async (ctx: Context, id: string) => {
  const [document] = await runGet(ctx, ctx.object('role'), [id], {
    fields: ['name', 'label', 'basis', 'grants', 'abilities'],
  })
  if (!document) throw NotFoundRecord({ object: '角色' })
  return JSON.parse(document) as Omit<RoleRights, 'grants' | 'abilities'> & {
    grants: RoleRights['grants'] | null
    abilities: RoleRights['abilities'] | null
  }
}

export const roleRoutes = [
  route({
    method: 'GET',
    path: '/roles/{id}/rights',
    summary: { 'zh-CN': '角色的权限', en: 'The rights of a role' },
    async handle({ ctx, params }) {
      if (!mayDo(ctx.actor, 'rights') && !mayDo(ctx.actor, 'audit')) throw Forbidden({ action: '查看', object: '权限' })
      const role = await roleOf(ctx, params['id']!)
      const made = { ...role, grants: role.grants ?? {}, abilities: role.abilities ?? [] }
      const objects = [...ctx.workspace.model.objects.values()]
      const effective = Object.fromEntries(objects.map((o) => [o.name, grantOf(made, o)]))
      return {
        body: {
          id: role.id,
          name: role.name,
          label: role.label,
          basis: role.basis,
          grants: effective,
          abilities: made.abilities,
        },
      }
    },
  }),
  route({
    method: 'PUT',
    path: '/roles/{id}/rights',
    summary: { 'zh-CN': '修改角色的权限', en: 'Change the rights of a role' },
    body: rights,
    async handle({ ctx, params, body }) {
      if (!mayDo(ctx.actor, 'rights')) throw Forbidden({ action: '修改', object: '权限' })
      const role = await roleOf(ctx, params['id']!)
      for (const [name, { fields = {}, readAlso }] of Object.entries(body.grants)) {
        const object = ctx.workspace.model.objects.get(name)
        if (!object) throw UnknownName({ name }).at(name)
        if (readAlso) parseCondition(readAlso, expressionScope(object))
        for (const field of Object.keys(fields))
          if (!object.fields.has(field)) throw UnknownName({ name: `${name}.${field}` }).at(name)
      }
      const patch = { grants: body.grants, abilities: body.abilities }
      await updateRecords(ctx, ctx.object('role'), [{ id: role.id, patch }])
      return { body: { id: role.id, ...body } }
    },
  }),
]
