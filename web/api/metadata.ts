import type { evaluate } from '#expressions'

/** What the server tells of a workspace's objects, cut to what the caller may see. All screens are drawn from it. */
export interface Metadata {
  readonly version: string
  readonly objects: readonly ObjectMeta[]
}

export type Group = 'work' | 'marketing' | 'customers' | 'sales' | 'service' | 'settings' | 'custom'

export interface ObjectMeta {
  readonly name: string
  readonly label: string
  readonly plural: string
  /** The one character of its badge: 客. */
  readonly icon?: string
  readonly color?: string
  readonly custom: boolean
  readonly group: Group
  readonly inNavigation: boolean
  /** The field that names a record. */
  readonly title: string
  /** Columns of the standard list. */
  readonly list: readonly string[]
  readonly form: readonly FormSection[]
  readonly board?: BoardMeta
  /** It waits for its owner from the day of `when` on, while these fields have one of these values. */
  readonly attention?: { readonly when: string; readonly while: Readonly<Record<string, readonly string[]>> }
  /** Activities may be about it. */
  readonly timeline?: boolean
  /** The fields by which it is asked whether the company has one already. */
  readonly duplicates: readonly string[]
  readonly related: readonly RelatedMeta[]
  readonly actions: readonly ActionMeta[]
  readonly rights: Rights
  readonly fields: readonly FieldMeta[]
}

export interface FormSection {
  readonly label: string
  readonly fields: readonly string[]
}

export interface BoardMeta {
  /** A choice, or a reference to an object whose records have an order, such as a stage. */
  readonly group: string
  readonly sum?: string
  /** The reference that narrows it: a board of opportunities shows one pipeline. */
  readonly within?: string
  readonly card: readonly string[]
}

export interface RelatedMeta {
  readonly name: string
  readonly object: string
  readonly field: string
  readonly label: string
}

export interface ActionMeta {
  readonly name: string
  readonly label: string
  /** It is offered while the record has these values. */
  readonly from: Readonly<Record<string, unknown>>
  readonly input: readonly FieldMeta[]
  readonly confirm?: string
}

export interface Rights {
  readonly create: boolean
  readonly update: boolean
  readonly delete: boolean
  readonly export: boolean
  readonly import: boolean
  readonly bulk: boolean
}

export interface Option {
  readonly value: string
  readonly label: string
  readonly color?: string
}

/** A checked expression, as the engine's own evaluation takes it. */
export type ExpressionTree = Parameters<typeof evaluate>[0]['root']

export interface FieldMeta {
  readonly name: string
  readonly kind: string
  readonly label: string
  readonly help?: string
  readonly required: boolean
  readonly readOnly: boolean
  readonly computed: boolean
  readonly unique: boolean
  readonly masked: boolean
  readonly custom: boolean
  readonly sortable: boolean
  readonly groupable: boolean
  readonly filter: readonly string[]
  readonly options?: readonly Option[]
  readonly to?: string | readonly string[]
  /** The objects it points to, as the workspace has them now. */
  readonly targets?: readonly string[]
  readonly scale?: number
  readonly min?: string | number
  readonly max?: string | number
  readonly length?: number
  readonly format?: string
  /** When forms show it, as it was written, and read and checked, ready to be evaluated. */
  readonly visibleWhen?: string
  readonly visible?: ExpressionTree
  /** When it must be filled in, beyond `required`. */
  readonly requiredWhen?: string
  readonly requirement?: ExpressionTree
  readonly default?: unknown
  readonly flow?: Readonly<Record<string, readonly string[]>>
  /** formula, rollup: the kind of its result. */
  readonly result?: string
  readonly retired?: boolean
  /** Kept by the engine for every record: id, version, who and when. */
  readonly system?: boolean
}

export const fieldOf = (object: ObjectMeta, name: string): FieldMeta | undefined =>
  object.fields.find((field) => field.name === name)

/** Fields that people look at; the id and the version are for programs. */
export const isShown = ({ kind, name, system }: FieldMeta): boolean =>
  kind !== 'id' && kind !== 'json' && !(system && name === 'version')

/** The one object a field points to; user and department fields need not say it. */
export const targetOf = (field: FieldMeta): string | undefined =>
  typeof field.to === 'string'
    ? field.to
    : field.kind === 'user'
      ? 'user'
      : field.kind === 'department'
        ? 'department'
        : undefined

/** May this caller write it, as far as metadata tells. */
export const writable = (object: ObjectMeta, field: FieldMeta): boolean =>
  object.rights.update && !field.readOnly && !field.computed && !field.masked
