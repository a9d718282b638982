import type { Context } from '../context.ts'
import type { Session } from '../database.ts'
import type { Field } from '../fields/field.ts'
import { kindOf } from '../fields/kinds.ts'
import { same } from '../write/same.ts'
import { serialRuleOf } from '../write/serials/serials.ts'
import { uuid7 } from '../uuid.ts'
import { declareField, type NewField } from './declare-field.ts'
import { askFill } from './field-fill.ts'
import { checkReaders, refillReaders } from './formula-readers.ts'
import { type FieldModel, objectOf, type ObjectModel } from './model.ts'
import { claimNumbers } from './number-rule.ts'
import {
  BadName,
  NameTaken,
  NotUnique,
  ReservedName,
  RollupFixed,
  TooManyFields,
  UnknownCustomField,
} from './schema-errors.ts'
import { logSchemaChange } from './schema-log.ts'
import { alterGently } from './sync.ts'
import { addColumn, columnOf } from './tables.ts'
import { refuseUsed } from './usage/usage.ts'

/** Makes a change known to every process, in its transaction. */
export type Announce = (session: Session) => Promise<void>

const nameRule = /^[a-z][a-z0-9_]{0,47}$/
/** Words of programs and databases: files and programs of others that read the data stumble over them. */
const reserved = new Set(['constructor', 'prototype', 'user', 'table', 'select', 'and', 'or', 'not', 'id'])
const mostFields = 200

/** A name for something of a workspace's own, with the x_ that keeps it apart from the product's; made up when none is given. */
export const ownName = (wanted: string | undefined, taken: (name: string) => boolean): string => {
  const name = wanted ? `x_${wanted.replace(/^x_/, '')}` : `x_f${uuid7().slice(-10)}`
  const bare = name.slice(2)
  if (!nameRule.test(bare)) throw BadName({ name: wanted ?? name }).at('name')
  if (reserved.has(bare)) throw ReservedName({ name: bare }).at('name')
  if (taken(name)) throw NameTaken({ name }).at('name')
  return name
}

/**
 * Adds a field to an object: its column and its row in one transaction, without making writers wait. The caller makes the
 * new model known (schema version) in the same transaction by `announce`, and builds the indexes afterwards.
 */
export const addField = async (ctx: Context, wanted: NewField, announce: Announce): Promise<string> => {
  const { schema, model } = ctx.workspace
  const object = objectOf(model, wanted.object)
  const name = ownName(wanted.name, (one) => object.fields.has(one))
  if ([...object.fields.values()].filter((f) => f.custom).length >= mostFields)
    throw TooManyFields({ limit: mostFields })
  const field = declareField(model, object, wanted)
  const made = fieldModel(name, field)
  await alterGently(ctx.session.owner, async (inside) => {
    if (made.kind.column) await inside.query(addColumn(schema, object.name, columnOf(made)))
    await inside.query(
      `insert into "${schema}".custom_field (object, name, field, label_en, retired, position, created_at)
       values ($1, $2, $3, $4, false, (select count(*) from "${schema}".custom_field), $5)`,
      [object.name, name, JSON.stringify(field), wanted.labelEn ?? wanted.label, ctx.now],
    )
    await askFill(ctx, inside, object.name, name, field)
    await logSchemaChange(ctx, inside, {
      object: object.name,
      part: name,
      old: null,
      new: { field: name, label: field.label, kind: field.kind, options: field.options },
      reason: `新增字段“${field.label}”`,
    })
    await announce(inside)
  })
  return name
}

const fieldModel = (name: string, field: Field): FieldModel => ({
  name,
  field,
  kind: kindOf(field),
  targets: [],
  custom: true,
  system: false,
  retired: false,
  label: { 'zh-CN': field.label, en: field.label },
})

/** What of a workspace's own field can change; an option that is null is taken away. */
export interface FieldChange {
  readonly label?: string
  readonly labelEn?: string
  readonly options?: Readonly<Record<string, unknown>>
  readonly retired?: boolean
}

/** Changes the words and options of a workspace's own field; its kind and its data stay. */
export const changeField = async (
  ctx: Context,
  objectName: string,
  name: string,
  change: FieldChange,
  announce: Announce,
): Promise<void> => {
  const { schema, model } = ctx.workspace
  const object = objectOf(model, objectName)
  const existing = object.fields.get(name)
  if (!existing?.custom) throw UnknownCustomField({ name })
  const field = changed(ctx, object, existing, change)
  if (change.retired && !existing.retired) await refuseUsed(ctx, object, existing)
  if (!existing.retired) await checkReaders(ctx, object, existing, field)
  if (field.options.unique && !existing.field.options.unique) await refuseTwins(ctx, object, existing)
  const retired = change.retired ?? existing.retired
  const old = { field: name, ...facts(existing.field, existing.label.en, existing.retired) }
  const now = { field: name, ...facts(field, change.labelEn ?? existing.label.en, retired) }
  await ctx.session.transaction(async (inside) => {
    await inside.query(
      `update "${schema}".custom_field set field = $3, label_en = $4, retired = $5 where object = $1 and name = $2`,
      [objectName, name, JSON.stringify(field), now.labelEn, retired],
    )
    if (!retired && (existing.retired || worksOutAnew(existing.field, field)))
      await askFill(ctx, inside, objectName, name, field)
    if (field.kind === 'serial' && !same(serialRuleOf(existing), serialRuleOf({ ...existing, field })))
      await claimNumbers(ctx, inside, object, existing, serialRuleOf({ ...existing, field }))
    if (field.kind === 'formula') await refillReaders(ctx, inside, object, name)
    const verb = retired === existing.retired ? '修改' : retired ? '停用' : '恢复'
    await logSchemaChange(ctx, inside, {
      object: objectName,
      part: name,
      old,
      new: now,
      reason: `${verb}字段“${field.label}”`,
    })
    await announce(inside)
  })
}

const changed = (ctx: Context, object: ObjectModel, existing: FieldModel, change: FieldChange): Field => {
  const { kind, options } = existing.field
  const label = change.label ?? existing.label['zh-CN']
  // What goes out of use need not be right any more.
  if (change.retired) return { ...existing.field, label }
  // Another formula may be of another type.
  const result = change.options?.['expression'] === undefined ? {} : { result: null }
  const merged = Object.entries({ ...options, ...result, ...change.options }).filter(([, value]) => value !== null)
  const wanted = { object: object.name, kind, label, options: Object.fromEntries(merged) }
  const field = declareField(ctx.workspace.model, object, wanted, existing.name)
  const [was, is] = [options.rollup, field.options.rollup]
  const fixed = ['of', 'by', 'measure', 'field'] as const
  if (was && is && fixed.some((key) => was[key] !== is[key])) throw RollupFixed().at('rollup')
  return field
}

const facts = ({ label, options }: Field, labelEn: string, retired: boolean) => ({ label, labelEn, options, retired })

const worksOutAnew = (was: Field, is: Field): boolean => was.options.rollup?.where !== is.options.rollup?.where

/** A field that is to be unique from now on must be so already. */
const refuseTwins = async (ctx: Context, object: ObjectModel, field: FieldModel): Promise<void> => {
  const [twins] = await ctx.session.query<{ count: number; sample: string }>(
    `select count(*)::int as count, min(value) as sample from (
       select "${field.name}"::text as value from "${ctx.workspace.schema}"."${object.name}"
       where "deletedAt" is null and "${field.name}" is not null group by "${field.name}" having count(*) > 1) twins`,
  )
  if (twins!.count > 0) throw NotUnique({ count: twins!.count, field: field.label, sample: twins!.sample }).at('unique')
}
