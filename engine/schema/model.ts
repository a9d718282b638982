import type { Action } from '../action.ts'
import type { DuplicatePolicy } from '../duplicates/policy.ts'
import { defineError } from '../errors.ts'
import type { Field } from '../fields/field.ts'
import type { Kind } from '../fields/kind.ts'
import type { EnglishOf } from '../module.ts'
import type { ObjectDef, Rule } from '../object.ts'
import type { ReachPath } from '../rights/reach.ts'

/** A field as a workspace has it now. */
export interface FieldModel {
  readonly name: string
  readonly field: Field
  readonly kind: Kind<any>
  /** The objects it points to, for references. */
  readonly targets: readonly string[]
  /** Added by the workspace, at run time. */
  readonly custom: boolean
  /** Kept by the engine on every record: id, version, createdAt, … */
  readonly system: boolean
  /** Out of use: its data stays, nobody sees it. */
  readonly retired: boolean
  readonly label: { readonly 'zh-CN': string; readonly en: string }
}

/** A list of other records that point here. */
export interface Inverse {
  /** Its name in filters and screens: customer.contacts. */
  readonly name: string
  readonly object: string
  readonly field: string
}

/** The words of a declaration in another language. */
export type Words = Partial<EnglishOf<any>>

/** An object as a workspace has it now. */
export interface ObjectModel {
  readonly name: string
  readonly def: ObjectDef<any, any>
  readonly custom: boolean
  readonly label: { readonly 'zh-CN': string; readonly en: string }
  /** The words of options, help and actions in other languages than the declaration's. */
  readonly words: { readonly 'zh-CN': Words; readonly en: Words }
  readonly fields: ReadonlyMap<string, FieldModel>
  readonly inverses: readonly Inverse[]
  /** Has an owner (负责人), so that own and department scopes make sense. */
  readonly owned: boolean
  /** References whose target's readers may read this record too. */
  readonly parents: readonly FieldModel[]
  /** The ways up over parents and their parents, kept in columns for lists to be read by. */
  readonly reach: readonly ReachPath[]
  readonly actions: ReadonlyMap<string, Action>
  /** What every saved record fulfils: the declared rules and the workspace's own. */
  readonly rules: readonly Rule[]
}

/** Everything declared, with the workspace's own objects and fields laid over it. Immutable; a change makes a new one. */
export interface Model {
  /** Names this state of declarations and workspace rows: caches are keyed by it. */
  readonly version: string
  /** IANA zone of the workspace: where days begin and end in its formulas. */
  readonly zone: string
  /** What an upgrade added that is not yet filled in for old rows: nobody relies on it until it is. */
  readonly unfilled: ReadonlySet<string>
  /** How the company deals with what it seems to have already. */
  readonly duplicates: DuplicatePolicy
  readonly objects: ReadonlyMap<string, ObjectModel>
}

export const UnknownObject = defineError(
  'request.unknownObject',
  404,
  '没有名为“{object}”的对象',
  'There is no object “{object}”',
)

/** The object of that name. A name that is not there and one the caller may not see get the same answer. */
export const objectOf = (model: Model, name: string): ObjectModel => {
  const object = model.objects.get(name)
  if (!object) throw UnknownObject({ object: name })
  return object
}
