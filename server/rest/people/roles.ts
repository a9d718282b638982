import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import {
  abilities,
  type Context,
  createRecords,
  defineError,
  fieldRights,
  Forbidden,
  type Grant,
  grantOf,
  type Language,
  mayDo,
  scopes,
  sharingOf,
  type RoleRights,
  updateRecords,
  runGet,
  NotFoundRecord,
  parseCondition,
  expressionScope,
  uuid7,
  verbs,
} from '#engine'
import { anything } from '../answers.ts'
import { languageOf } from '../problem.ts'
import { route } from '../route.ts'
import { isMade } from '../schema/meta.ts'

const UnknownName = defineError(
  'role.unknownName',
  422,
  '权限表里有不认识的名称“{name}”',
  'The rights name something unknown: “{name}”',
)

const NoDepartments = defineError(
  'role.noDepartments',
  422,
  '{object}没有负责人和部门,不能按部门共享',
  '{object} has no owner and department to share by',
)

const scope = z.enum(scopes)
const sharing = z.strictObject({
  name: z.string().trim().max(60).optional(),
  departments: z.array(z.uuid()).max(200).optional(),
  below: z.boolean().optional(),
  when: z.string().max(2_000).optional(),
  names: z
    .strictObject({ roles: z.string().max(63).optional(), departments: z.string().max(63).optional() })
    .optional(),
})
const grant = z.strictObject({
  read: scope.optional(),
  readAlso: z.union([z.string().max(2_000), z.array(sharing).max(20)]).optional(),
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
  if (!document) throw NotFoundRecord({ object: ctx.object('role').label })
  return JSON.parse(document) as Omit<RoleRights, 'grants' | 'abilities'> & {
    grants: RoleRights['grants'] | null
    abilities: RoleRights['abilities'] | null
  }
}

const needRights = (ctx: Context, verb: 'see' | 'update') => {
  if (mayDo(ctx.actor, 'rights') || (verb === 'see' && mayDo(ctx.actor, 'audit'))) return
  throw Forbidden({ action: verbs[verb], object: { 'zh-CN': '权限', en: 'rights' } })
}

/** Names that are there, conditions that can be read: what is wrong is told before it is kept. */
const check = (ctx: Context, grants: Readonly<Record<string, Grant>>) => {
  for (const [name, grant] of Object.entries(grants)) {
    const object = ctx.workspace.model.objects.get(name)
    if (!object) throw UnknownName({ name }).at(name)
    for (const { when, departments, names } of sharingOf(grant)) {
      for (const field of Object.values(names ?? {}))
        if (field && object.fields.get(field)?.field.kind !== 'refs')
          throw UnknownName({ name: `${name}.${field}` }).at(name)
      if (when) parseCondition(when, expressionScope(object))
      if (departments?.length && !object.owned) throw NoDepartments({ object: object.label }).at(name)
    }
    for (const field of Object.keys(grant.fields ?? {}))
      if (!object.fields.has(field)) throw UnknownName({ name: `${name}.${field}` }).at(name)
    for (const action of grant.actions ?? [])
      if (!object.actions.has(action)) throw UnknownName({ name: `${name}.${action}` }).at(name)
  }
}

/** All there is to grant, also to someone who sees no record herself: a security officer gives rights she has not. */
const catalogue = (ctx: Context, language: Language) =>
  [...ctx.workspace.model.objects.values()].map((object) => ({
    name: object.name,
    label: object.label[language],
    icon: object.def.badge ?? [...object.def.label][0],
    business: object.def.group !== undefined && object.def.group !== 'settings',
    owned: object.owned,
    fields: [...object.fields.values()]
      .filter((f) => !f.retired && !['id', 'json'].includes(f.field.kind) && f.name !== 'version')
      .sort((one, other) => Number(one.system) - Number(other.system))
      .map((f) => ({ name: f.name, label: f.label[language], kind: f.field.kind, readOnly: isMade(f) })),
    actions: [...object.actions.values()].map((action) => ({
      name: action.name,
      label: object.words[language].actions?.[action.name]?.label ?? action.label,
    })),
  }))

export const roleRoutes = [
  route({
    method: 'GET',
    path: '/rights/catalogue',
    summary: { 'zh-CN': '可以授予的权限:对象、字段、操作', en: 'All that can be granted: objects, fields, actions' },
    answer: z.object({ objects: z.array(z.looseObject({ name: z.string(), label: z.string() })) }),
    async handle({ ctx, request }) {
      needRights(ctx, 'see')
      return { body: { objects: catalogue(ctx, languageOf(request)) } }
    },
  }),
  route({
    method: 'POST',
    path: '/roles/{id}/copy',
    summary: { 'zh-CN': '复制角色(含权限)', en: 'Copy a role with its rights' },
    body: z.strictObject({ label: z.string().trim().min(1).max(40) }),
    status: 201,
    answer: z.object({ id: z.string() }),
    async handle({ ctx, params, body }) {
      needRights(ctx, 'update')
      const { basis, grants, abilities: able } = await roleOf(ctx, params['id']!)
      const values = { name: `role_${uuid7().slice(-12)}`, label: body.label, basis, grants, abilities: able }
      const [made] = await createRecords(ctx, ctx.object('role'), [values])
      return { status: 201, body: { id: made!.id } }
    },
  }),
  route({
    method: 'GET',
    path: '/roles/{id}/rights',
    summary: { 'zh-CN': '角色的权限', en: 'The rights of a role' },
    answer: z.looseObject({ id: z.string(), grants: z.record(z.string(), anything), abilities: z.array(z.string()) }),
    async handle({ ctx, params }) {
      needRights(ctx, 'see')
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
    answer: z.looseObject({ id: z.string(), grants: z.record(z.string(), anything), abilities: z.array(z.string()) }),
    async handle({ ctx, params, body }) {
      needRights(ctx, 'update')
      const role = await roleOf(ctx, params['id']!)
      check(ctx, body.grants as never)
      // What is as declared is not kept apart: a later version of the product may declare it otherwise.
      const bare = { ...role, grants: {}, abilities: [] }
      const own = Object.entries(body.grants).filter(([name, grant]) => {
        const declared = grantOf(bare, ctx.object(name))
        return !isDeepStrictEqual(grant, declared)
      })
      const patch = { grants: Object.fromEntries(own), abilities: body.abilities }
      await updateRecords(ctx, ctx.object('role'), [{ id: role.id, patch }])
      return { body: { id: role.id, ...body } }
    },
  }),
]
