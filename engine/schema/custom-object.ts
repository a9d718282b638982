import type { Context } from '../context.ts'
import type { Session } from '../database.ts'
import type { Grant, ObjectDef } from '../object.ts'
import { type Announce, ownName } from './custom-field.ts'
import { objectOf } from './model.ts'
import { UnknownCustomObject } from './schema-errors.ts'
import { logSchemaChange } from './schema-log.ts'
import { alterGently } from './sync.ts'
import { refuseUsed } from './usage/usage.ts'

/** A workspace's own object, as asked for. */
export interface NewObject {
  /** Without the x_ that every own object begins with; made up when absent. */
  readonly name?: string
  readonly label: string
  readonly labelEn?: string
  readonly badge?: string
}

const all: Grant = { read: 'all', create: true, update: 'all', delete: 'all', export: true, import: true, bulk: true }
const tree: Grant = {
  read: 'departmentTree',
  create: true,
  update: 'departmentTree',
  delete: 'departmentTree',
  export: true,
  bulk: true,
}
const own: Grant = { read: 'own', create: true, update: 'own', delete: 'own' }

/** Numbers begin with what people called the object in the API; a made-up name tells them nothing. */
const prefixOf = (name: string) => (/^x_f[0-9a-f]{10}$/.test(name) ? '' : name.slice(2, 5).toUpperCase())

/** The declaration of a workspace's own object: a number, a name, an owner; more by `addField`. */
const declareObject = (wanted: NewObject & { readonly name: string }): ObjectDef<any, any> => ({
  name: wanted.name,
  label: wanted.label,
  badge: wanted.badge ?? [...wanted.label][0] ?? '自',
  group: 'custom',
  title: 'name',
  list: ['number', 'name', 'owner'],
  timeline: true,
  fields: {
    number: {
      kind: 'serial',
      label: '编号',
      options: { pattern: `${prefixOf(wanted.name)}{yyyy}{00000}`, unique: true, search: true },
    },
    name: { kind: 'text', label: '名称', options: { required: true, search: true, length: 120 } },
    owner: { kind: 'user', label: '负责人', options: { index: true } },
    department: { kind: 'department', label: '所属部门', options: {} },
    remark: { kind: 'longText', label: '备注', options: {} },
  },
  grants: {
    administrator: all,
    manager: tree,
    sales: own,
    service: own,
    marketer: own,
    reader: { read: 'department' },
  },
})

/** Changes the words of a workspace's own object, or takes it out of use; its records stay and come back with it. */
export const changeObject = async (
  ctx: Context,
  name: string,
  change: { readonly label?: string; readonly labelEn?: string; readonly badge?: string; readonly retired?: boolean },
  announce: Announce,
): Promise<void> => {
  const { label, labelEn, badge, retired } = change
  if (retired && ctx.workspace.model.objects.get(name)?.custom)
    await refuseUsed(ctx, objectOf(ctx.workspace.model, name), null)
  const words = Object.fromEntries(Object.entries({ label, badge }).filter(([, word]) => word !== undefined))
  await ctx.session.transaction(async (inside) => {
    const [before] = await inside.query<{ label: string; badge: string; labelEn: string; retired: boolean }>(
      `select def->>'label' as label, def->>'badge' as badge, label_en as "labelEn", retired from "${ctx.workspace.schema}".custom_object where name = $1 for update`,
      [name],
    )
    if (!before) throw UnknownCustomObject({ name })
    await inside.query(
      `update "${ctx.workspace.schema}".custom_object set def = def || $2, label_en = coalesce($3, label_en), retired = coalesce($4, retired) where name = $1`,
      [name, JSON.stringify(words), labelEn ?? null, retired ?? null],
    )
    const verb = retired === undefined || retired === before.retired ? '修改' : retired ? '停用' : '恢复'
    await logSchemaChange(ctx, inside, {
      object: name,
      old: before,
      new: { ...before, ...change },
      reason: `${verb}对象“${label ?? before.label}”`,
    })
    await announce(inside)
  })
}

/** Adds an object: its table with indexes and its row in one transaction. */
export const addObject = async (
  ctx: Context,
  wanted: NewObject,
  create: (session: Session, def: ObjectDef<any, any>) => Promise<void>,
): Promise<string> => {
  const { schema, model } = ctx.workspace
  const name = ownName(wanted.name, (one) => model.objects.has(one))
  const def = declareObject({ ...wanted, name })
  await alterGently(ctx.session.owner, async (inside) => {
    await inside.query(
      `insert into "${schema}".custom_object (name, def, label_en, created_at) values ($1, $2, $3, $4)`,
      [name, JSON.stringify(def), wanted.labelEn ?? wanted.label, ctx.now],
    )
    await create(inside, def)
    const { label, badge } = def
    await logSchemaChange(ctx, inside, { object: name, old: null, new: { label, badge }, reason: `新增对象“${label}”` })
  })
  return name
}
