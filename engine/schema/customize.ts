import { parseCondition, parseExpression, resultKind } from '../expressions/index.ts'
import { defineError } from '../errors.ts'
import type { Context } from '../context.ts'
import type { Session } from '../database.ts'
import { kinds } from '../fields/kinds.ts'
import type { Field } from '../fields/field.ts'
import type { ObjectDef } from '../object.ts'
import { uuid7 } from '../uuid.ts'
import { expressionScope } from './expression-scope.ts'
import { objectOf, type ObjectModel } from './model.ts'
import { alterGently } from './sync.ts'

export const BadName = defineError(
  'schema.badName',
  422,
  '标识“{name}”不能用:以小写字母开头,只含小写字母、数字和下划线,最长 48 个字符',
  'The name “{name}” will not do: start with a lower-case letter, then letters, digits and underscores, 48 at most',
)
export const NameTaken = defineError(
  'schema.nameTaken',
  409,
  '“{name}”已被占用,请换一个',
  '“{name}” is taken; choose another',
)
export const UnknownKind = defineError(
  'schema.unknownKind',
  422,
  '没有“{kind}”这种字段类型',
  'There is no kind of field “{kind}”',
)
export const UnknownCustomField = defineError(
  'schema.unknownField',
  404,
  '没有自定义字段“{name}”',
  'There is no custom field “{name}”',
)
export const UnknownCustomObject = defineError(
  'schema.unknownObject',
  404,
  '没有自定义对象“{name}”',
  'There is no custom object “{name}”',
)
export const NeedsOptions = defineError('schema.needsOptions', 422, '请至少给出一个选项', 'Give at least one option')
export const BadOption = defineError(
  'schema.badOption',
  422,
  '选项标识“{value}”不能用:只含字母、数字、下划线和连字符',
  'The option key “{value}” will not do: letters, digits, underscores and hyphens only',
)
export const NeedsTarget = defineError('schema.needsTarget', 422, '请选择要关联的对象', 'Choose the object to refer to')
export const TooManyFields = defineError(
  'schema.tooManyFields',
  422,
  '一个对象最多 {limit} 个自定义字段',
  'An object has at most {limit} custom fields',
)

/** A workspace's own field, as asked for. */
export interface NewField {
  readonly object: string
  /** Without the x_ that every own field begins with; made up when absent. */
  readonly name?: string
  readonly kind: string
  readonly label: string
  readonly labelEn?: string
  readonly options?: Readonly<Record<string, unknown>>
}

const nameRule = /^[a-z][a-z0-9_]{0,47}$/
const reserved = new Set(['constructor', 'prototype', 'user', 'table', 'select', 'and', 'or', 'not', 'id'])
const addable = new Set(
  'text longText richText integer decimal money percent flag date datetime choice multiChoice tags phone email url address user department ref refs file formula'.split(
    ' ',
  ),
)
const mostFields = 200

/** Checks what was asked and turns it into a declaration. */
export const declareField = (object: ObjectModel, wanted: NewField, objects: ReadonlyMap<string, unknown>): Field => {
  const { kind } = wanted
  if (!addable.has(kind) || !kinds[kind]) throw UnknownKind({ kind }).at('kind')
  const options = pickOptions(wanted.options ?? {})
  if ((kind === 'choice' || kind === 'multiChoice') && !Object.keys((options['options'] as object) ?? {}).length)
    throw NeedsOptions().at('options')
  for (const value of Object.keys((options['options'] as object | undefined) ?? {}))
    if (!/^[\p{L}\p{N}_-]{1,60}$/u.test(value)) throw BadOption({ value }).at('options')
  if ((kind === 'ref' || kind === 'refs') && !objects.has(String(options['to']))) throw NeedsTarget().at('to')
  if (options['visibleWhen']) parseCondition(String(options['visibleWhen']), expressionScope(object))
  if (kind === 'formula') {
    const parsed = parseExpression(String(options['expression'] ?? ''), expressionScope(object))
    options['result'] ??= resultKind(parsed) ?? 'text'
  }
  return { kind, label: wanted.label, options }
}

const known = [
  'required',
  'unique',
  'help',
  'index',
  'search',
  'default',
  'options',
  'colors',
  'to',
  'scale',
  'min',
  'max',
  'length',
  'expression',
  'result',
  'visibleWhen',
  'inverse',
  'parent',
]
const pickOptions = (given: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(known.filter((name) => given[name] !== undefined).map((name) => [name, given[name]]))

/**
 * Adds a field to an object: its column and its row in one transaction, without making writers wait. The caller makes the
 * new model known (schema version) in the same transaction by `announce`, and builds the indexes afterwards.
 */
export const addField = async (
  ctx: Context,
  wanted: NewField,
  announce: (session: Session) => Promise<void>,
): Promise<string> => {
  const { schema, model } = ctx.workspace
  const object = objectOf(model, wanted.object)
  const name = wanted.name ? `x_${wanted.name.replace(/^x_/, '')}` : `x_f${uuid7().slice(-10)}`
  if (!nameRule.test(name.slice(2)) || reserved.has(name.slice(2)))
    throw BadName({ name: wanted.name ?? name }).at('name')
  if (object.fields.has(name)) throw NameTaken({ name }).at('name')
  if ([...object.fields.values()].filter((f) => f.custom).length >= mostFields)
    throw TooManyFields({ limit: mostFields })
  const field = declareField(object, wanted, model.objects)
  const { column } = kinds[field.kind]!
  await alterGently(ctx.session, async (inside) => {
    if (column)
      await inside.query(`alter table "${schema}"."${object.name}" add column if not exists "${name}" ${column}`)
    await inside.query(
      `insert into "${schema}".custom_field (object, name, field, label_en, retired, position, created_at)
       values ($1, $2, $3, $4, false, (select count(*) from "${schema}".custom_field), $5)`,
      [object.name, name, JSON.stringify(field), wanted.labelEn ?? wanted.label, ctx.now],
    )
    await announce(inside)
  })
  return name
}

/** Changes the words and options of a workspace's own field; its kind and its data stay. */
export const changeField = async (
  ctx: Context,
  objectName: string,
  name: string,
  change: {
    readonly label?: string
    readonly labelEn?: string
    readonly options?: Readonly<Record<string, unknown>>
    readonly retired?: boolean
  },
  announce: (session: Session) => Promise<void>,
): Promise<void> => {
  const { schema, model } = ctx.workspace
  const object = objectOf(model, objectName)
  const existing = object.fields.get(name)
  if (!existing?.custom) throw UnknownCustomField({ name })
  const { kind, options } = existing.field
  const wanted = {
    object: objectName,
    kind,
    label: change.label ?? existing.label['zh-CN'],
    options: { ...options, ...change.options },
  }
  const field = declareField(object, wanted, model.objects)
  await ctx.session.transaction(async (inside) => {
    await inside.query(
      `update "${schema}".custom_field set field = $3, label_en = $4, retired = $5 where object = $1 and name = $2`,
      [
        objectName,
        name,
        JSON.stringify(field),
        change.labelEn ?? existing.label.en,
        change.retired ?? existing.retired,
      ],
    )
    await announce(inside)
  })
}

/** A workspace's own object, as asked for. */
export interface NewObject {
  readonly name: string
  readonly label: string
  readonly labelEn?: string
  readonly badge?: string
}

/** The declaration of a workspace's own object: a number, a name, an owner; more by `addField`. */
export const declareObject = (wanted: NewObject): ObjectDef<any, any> => {
  const all = {
    read: 'all',
    create: true,
    update: 'all',
    delete: 'all',
    export: true,
    import: true,
    bulk: true,
  } as const
  const tree = {
    read: 'departmentTree',
    create: true,
    update: 'departmentTree',
    delete: 'departmentTree',
    export: true,
    bulk: true,
  } as const
  const own = { read: 'own', create: true, update: 'own', delete: 'own' } as const
  return {
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
        options: { pattern: `${wanted.name.slice(2, 5).toUpperCase()}{yyyy}{00000}`, unique: true, search: true },
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
  }
}

/** Changes the words of a workspace's own object, or takes it out of use; its records stay and come back with it. */
export const changeObject = async (
  ctx: Context,
  name: string,
  change: { readonly label?: string; readonly labelEn?: string; readonly badge?: string; readonly retired?: boolean },
  announce: (session: Session) => Promise<void>,
): Promise<void> => {
  const { label, labelEn, badge, retired } = change
  const words = Object.fromEntries(Object.entries({ label, badge }).filter(([, word]) => word !== undefined))
  await ctx.session.transaction(async (inside) => {
    const changed = await inside.query(
      `update "${ctx.workspace.schema}".custom_object set def = def || $2, label_en = coalesce($3, label_en), retired = coalesce($4, retired) where name = $1 returning name`,
      [name, JSON.stringify(words), labelEn ?? null, retired ?? null],
    )
    if (changed.length === 0) throw UnknownCustomObject({ name })
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
  const name = `x_${wanted.name.replace(/^x_/, '')}`
  if (!nameRule.test(name.slice(2)) || reserved.has(name.slice(2))) throw BadName({ name: wanted.name }).at('name')
  if (model.objects.has(name)) throw NameTaken({ name }).at('name')
  const def = declareObject({ ...wanted, name })
  await alterGently(ctx.session, async (inside) => {
    await inside.query(
      `insert into "${schema}".custom_object (name, def, label_en, created_at) values ($1, $2, $3, $4)`,
      [name, JSON.stringify(def), wanted.labelEn ?? wanted.label, ctx.now],
    )
    await create(inside, def)
  })
  return name
}
