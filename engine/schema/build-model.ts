import { createHash } from 'node:crypto'
import type { SerialReset } from '#shared/serial-rule'
import type { Action } from '../action.ts'
import { type DuplicatePolicy, usualDuplicatePolicy } from '../duplicates/policy.ts'
import type { Field } from '../fields/field.ts'
import { kindOf } from '../fields/kinds.ts'
import type { EnglishOf, Module } from '../module.ts'
import type { ObjectDef, Rule } from '../object.ts'
import { reachPaths } from '../rights/reach.ts'
import type { FieldModel, Inverse, Model, ObjectModel } from './model.ts'
import { departmentField, systemFields } from './system-fields.ts'

/** A workspace's own object, as its row says. */
export interface CustomObject {
  readonly def: ObjectDef<any, any>
  readonly labelEn: string
}

/** A workspace's own field on any object, or its changes to a standard one. */
export interface CustomField {
  readonly object: string
  readonly name: string
  readonly field: Field
  readonly labelEn: string
  readonly retired: boolean
}

/** What a workspace changed about a declared field: its words, the rule of its numbers. */
export interface StandardField {
  readonly object: string
  readonly name: string
  readonly change: {
    readonly label?: string
    readonly labelEn?: string
    readonly pattern?: string
    readonly reset?: SerialReset
  }
}

/** A workspace's own rule that every saved record of an object fulfils. */
export interface OwnRule {
  readonly object: string
  readonly rule: Rule
}

/** What a workspace has of its own: rows of its tables. */
export interface Overlay {
  readonly version: number
  readonly objects: readonly CustomObject[]
  readonly fields: readonly CustomField[]
  readonly standard: readonly StandardField[]
  readonly rules: readonly OwnRule[]
  /** What an upgrade added and that still waits for old rows to be filled in. */
  readonly unfilled?: readonly string[]
  /** How it deals with what it seems to have already, where that is not as usual. */
  readonly duplicates?: DuplicatePolicy | null
}

/** A workspace that has changed nothing yet. */
export const emptyOverlay: Overlay = { version: 1, objects: [], fields: [], standard: [], rules: [] }

/** Lays a workspace's own objects and fields over what the modules declare. */
export const buildModel = (modules: readonly Module[], overlay: Overlay, zone: string): Model => {
  const english = Object.assign({}, ...modules.map((m) => m.en)) as Record<string, EnglishOf<any> | undefined>
  const actions = modules.flatMap((m) => m.actions)
  const declared = [
    ...modules
      .flatMap((m) => m.objects)
      .map((def) => ({ def, custom: false, labelEn: english[def.name]?.label ?? def.name })),
    ...overlay.objects.map(({ def, labelEn }) => ({ def, custom: true, labelEn })),
  ]
  const defs = new Map(declared.map((d) => [d.def.name as string, d.def]))
  const objects = declared.map(({ def, custom, labelEn }) => {
    const own = overlay.fields.filter((field) => field.object === def.name)
    const changed = overlay.standard.filter((field) => field.object === def.name)
    const fields = fieldsOf(def, english[def.name], own, changed, defs)
    const rules = [...(def.rules ?? []), ...overlay.rules.filter((o) => o.object === def.name).map((o) => o.rule)]
    return { def, custom, labelEn, fields, rules }
  })
  const inverses = inversesOf(objects)
  const parents = new Map(objects.map(({ def, fields }) => [def.name as string, parentsIn(fields)]))
  const parentsOf = (name: string) => parents.get(name) ?? []
  return {
    version: createHash('sha256')
      .update(JSON.stringify([declared.map((d) => d.def), overlay, zone]))
      .digest('base64url')
      .slice(0, 12),
    zone,
    unfilled: new Set(overlay.unfilled),
    duplicates: { ...usualDuplicatePolicy, ...overlay.duplicates },
    objects: new Map(
      objects.map(({ rules, ...object }) => [
        object.def.name,
        {
          ...objectModel(object, english[object.def.name], inverses.get(object.def.name) ?? [], actions),
          rules,
          reach: reachPaths(parentsOf(object.def.name), parentsOf),
        },
      ]),
    ),
  }
}

interface Declared {
  readonly def: ObjectDef<any, any>
  readonly custom: boolean
  readonly labelEn: string
  readonly fields: ReadonlyMap<string, FieldModel>
}

const objectModel = (
  { def, custom, labelEn, fields }: Declared,
  words: EnglishOf<any> | undefined,
  inverses: readonly Inverse[],
  actions: readonly Action[],
): Omit<ObjectModel, 'reach' | 'rules'> => ({
  name: def.name,
  def,
  custom,
  label: { 'zh-CN': def.label, en: labelEn },
  words: { 'zh-CN': {}, en: words ?? {} },
  fields,
  inverses,
  owned: fields.has('owner'),
  parents: parentsIn(fields),
  actions: new Map(actions.filter((a) => a.object.name === def.name).map((a) => [a.name, a])),
})

const parentsIn = (fields: ReadonlyMap<string, FieldModel>) =>
  [...fields.values()].filter((f) => f.field.options.parent && !f.retired)

const fieldsOf = (
  def: ObjectDef<any, any>,
  english: EnglishOf<any> | undefined,
  own: readonly CustomField[],
  changed: readonly StandardField[],
  objects: ReadonlyMap<string, ObjectDef<any, any>>,
): Map<string, FieldModel> => {
  const words = (english?.fields ?? {}) as Record<string, string>
  const fields = new Map<string, FieldModel>()
  const add = (name: string, field: Field, en: string, rest: Partial<FieldModel> = {}) =>
    fields.set(name, {
      name,
      field,
      kind: kindOf(field),
      targets: targetsOf(field, objects),
      custom: false,
      system: false,
      retired: false,
      label: { 'zh-CN': field.label, en },
      ...rest,
    })
  for (const [name, { field, en }] of Object.entries(systemFields)) add(name, field, en, { system: true })
  for (const [name, field] of Object.entries<Field>(def.fields)) {
    const { label, labelEn, ...options } = changed.find((c) => c.name === name)?.change ?? {}
    const standing = withOwnObjects(field, objects)
    const mine = { ...standing, label: label ?? field.label, options: { ...standing.options, ...options } }
    add(name, changed.length > 0 ? mine : standing, labelEn ?? words[name] ?? name)
  }
  for (const { name, field, labelEn, retired } of own) add(name, field, labelEn, { custom: true, retired })
  if ('owner' in def.fields && !('department' in def.fields))
    add('department', departmentField.field, departmentField.en)
  return fields
}

/** Activities, tasks and comments may be about a workspace's own objects as well as about the declared ones. */
const withOwnObjects = (field: Field, objects: ReadonlyMap<string, ObjectDef<any, any>>): Field => {
  if (field.kind !== 'relatedTo') return field
  const own = [...objects.values()].filter((def) => def.name.startsWith('x_') && def.timeline).map((def) => def.name)
  return { ...field, options: { ...field.options, to: [...((field.options.to ?? []) as readonly string[]), ...own] } }
}

const targetsOf = (field: Field, objects: ReadonlyMap<string, unknown>): readonly string[] => {
  if (field.kind === 'user' || field.kind === 'department') return [field.kind].filter((name) => objects.has(name))
  const to = field.options.to
  return (typeof to === 'string' ? [to] : (to ?? [])).filter((name) => objects.has(name))
}

const inversesOf = (objects: readonly { def: ObjectDef<any, any>; fields: ReadonlyMap<string, FieldModel> }[]) => {
  const inverses = new Map<string, Inverse[]>()
  for (const { def, fields } of objects)
    for (const { name, field, targets, retired } of fields.values()) {
      if (field.kind === 'user' || field.kind === 'department' || retired) continue
      for (const target of targets)
        inverses.set(target, [
          ...(inverses.get(target) ?? []),
          { name: field.options.inverse ?? `${def.name}_${name}`, object: def.name, field: name },
        ])
    }
  return inverses
}
