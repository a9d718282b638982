import type { Context } from './context.ts'
import type { AppError } from './errors.ts'
import type { Field, Fields, Id } from './fields/field.ts'

type Value<T> = T extends Field<infer V, any> ? V : never
type ModeOf<T> = T extends Field<any, infer M> ? M : never
type KeysBy<F extends Fields, M> = { [K in keyof F]: ModeOf<F[K]> extends M ? K : never }[keyof F]
type Flat<T> = { [K in keyof T]: T[K] }

/** Fields a workspace added for itself; known only at run time. */
export type Custom = { readonly [key: `x_${string}`]: unknown }

/** A record as it is read, in JSON form. */
export type Row<Name extends string, F extends Fields> = Flat<
  { readonly id: Id<Name>; readonly version: number; readonly createdAt: string; readonly updatedAt: string } & {
    readonly [K in keyof F]: ModeOf<F[K]> extends 'optional' ? Value<F[K]> | null : Value<F[K]>
  }
> &
  Custom

/** What a new record is made of. */
export type Insert<F extends Fields> = Flat<
  { [K in KeysBy<F, 'required'>]: Value<F[K]> } & { [K in KeysBy<F, 'defaulted'>]?: Value<F[K]> } & {
    [K in KeysBy<F, 'optional'>]?: Value<F[K]> | null
  }
> &
  Partial<Custom>

/** What may be changed of a record; what is absent stays. */
export type Patch<F extends Fields> = Partial<Insert<F>>

type Test<V> = V | null | { in: readonly V[] } | { ne: V | null } | { gte?: V; lte?: V }
/** The plain part of the filter language, typed; `query/filter.ts` has all of it. */
export type Filter<F extends Fields> = { [K in keyof F]?: Test<Value<F[K]>> } & { [key: `x_${string}`]: unknown }

/** The standard roles every workspace starts with. Workspaces add their own as data. */
export const standardRoles = [
  'administrator',
  'security',
  'auditor',
  'manager',
  'sales',
  'marketer',
  'service',
  'reader',
] as const
export type StandardRole = (typeof standardRoles)[number]

/**
 * Which records: one's own, those of people below one too, one's departments', those below them too, all. Whatever the
 * scope, team members and people with rights on the parent see a record as well.
 */
export const scopes = ['none', 'own', 'subordinates', 'department', 'departmentTree', 'all'] as const
export type Scope = (typeof scopes)[number]

/** What a role may do to a field. A hidden field does not exist; a masked one shows 138****2201 and cannot be searched. */
export const fieldRights = ['hidden', 'masked', 'read', 'write'] as const
export type FieldRight = (typeof fieldRights)[number]

/** Records that somebody may read beyond the scope of her role. What is not said does not narrow; one part must be said. */
export interface SharingRule {
  /** What people call it, in explanations. */
  readonly name?: string
  /** Records of these departments (ids), with `below` also of those below them. */
  readonly departments?: readonly string[]
  readonly below?: boolean
  /** A condition over the record's fields, e.g. `level == "A"` or `startsWith(address.region, "31")`. */
  readonly when?: string
  /**
   * Fields of several references in which a record itself says whom it is for: one of her roles, or a department that she is
   * in or below.
   */
  readonly names?: { readonly roles?: string; readonly departments?: string }
}

/** What a role may do with the records of one object. What is not granted is forbidden. */
export interface Grant {
  readonly read?: Scope
  /** Records beyond that scope that this role may read; a text is the `when` of a single rule. */
  readonly readAlso?: string | readonly SharingRule[]
  readonly create?: boolean
  readonly update?: Scope
  readonly delete?: Scope
  readonly export?: boolean
  readonly import?: boolean
  /** Change or delete many at once. */
  readonly bulk?: boolean
  readonly actions?: readonly string[]
  /** Only what differs from `write`. */
  readonly fields?: Readonly<Record<string, FieldRight>>
}

/** A rule that every saved record fulfils, on every path. */
export interface Rule {
  /** Expression that must hold. */
  readonly must: string
  readonly message: string
  readonly messageEn: string
  /** Where the message is shown. */
  readonly field?: string
}

/** Where the object stands in the navigation. */
export type NavigationGroup = 'work' | 'marketing' | 'customers' | 'sales' | 'service' | 'settings' | 'custom'

/** A record about to be saved. */
export interface Draft {
  /** As it is; null for a new one. */
  readonly before: Readonly<Record<string, unknown>> | null
  /** As it is to be; may be completed in place. */
  readonly after: Record<string, unknown>
  /** Says what is wrong with this one: the others of a batch or an import are not to suffer for it. */
  readonly refuse: (problem: AppError) => void
}

/** Figures that dashboards ask for all day: kept with every write instead of read from all records. */
export interface StandingTotals {
  /** As an aggregate groups: fields, or dates with a bucket such as `expectedClose:month`. */
  readonly group: readonly string[]
  /** The fields that are summed; records are counted anyway. */
  readonly sum: readonly string[]
}

interface Spec<F extends Fields> {
  readonly label: string
  /** One character on the object's badge, e.g. 客. */
  readonly badge?: string
  readonly group?: NavigationGroup
  /** The field a record is called by. */
  readonly title: keyof F & string
  /** The columns of its list, until a user chooses others. */
  readonly list: readonly (keyof F & string)[]
  /** The sections of its form; by default one with all fields. */
  readonly form?: readonly {
    readonly label: string
    readonly labelEn: string
    readonly fields: readonly (keyof F & string)[]
  }[]
  /** Cards in columns: by a choice, or by a reference to an ordered object such as a stage. */
  readonly board?: {
    readonly group: keyof F & string
    readonly sum?: keyof F & string
    /** The reference that narrows it: the stages of one pipeline. */
    readonly within?: keyof F & string
    readonly card: readonly (keyof F & string)[]
  }
  /** It waits for its owner from the day of `when` on, `while` these choices have one of these values. */
  readonly attention?: {
    readonly when: keyof F & string
    readonly while?: { readonly [K in keyof F]?: readonly string[] }
  }
  /** Activities, tasks and comments may be about it. */
  readonly timeline?: boolean
  readonly compute?: { [K in KeysBy<F, 'generated'>]?: (row: { [P in keyof F]: Value<F[P]> | null }) => Value<F[K]> }
  /** For a choice: which value may follow which by hand. Other steps are taken by actions. */
  readonly flow?: { [K in keyof F]?: { [S in Value<F[K]> & string]?: readonly Value<F[K]>[] } }
  readonly rules?: readonly Rule[]
  /**
   * Sets what depends on other records, for a whole batch at once, before it is checked: the first stage of a pipeline, the
   * probability of a stage. Runs with the writer's rights; throws an `AppError` to refuse.
   */
  readonly prepare?: (
    ctx: Context,
    drafts: readonly Draft[],
    consulted: readonly Readonly<Record<string, unknown>>[],
  ) => Promise<void>
  /** The records stand below each other by this reference. One that would come to stand below itself is refused. */
  readonly tree?: { readonly by: keyof F & string; readonly circle: () => AppError }
  /**
   * The few records of another object that `prepare` looks at whenever one of these fields is written, or a record is new:
   * they are read along with what the write has to read anyway, whatever the writer may see of them.
   */
  readonly consults?: {
    readonly of: string
    readonly fields: readonly string[]
    readonly when: readonly (keyof F & string)[]
  }
  /**
   * Judges the steps of records, such as an opportunity's to another stage, by what `consults` brought. Asked on every path,
   * an undo too; what it names stands in the way.
   */
  readonly gate?: (
    ctx: Context,
    consulted: readonly Readonly<Record<string, unknown>>[],
  ) => (
    before: Readonly<Record<string, unknown>> | null,
    after: Readonly<Record<string, unknown>>,
  ) => readonly AppError[]
  /** The fields by which a form asks, while people type, whether the company has this already. */
  readonly duplicates?: readonly (keyof F & string)[]
  /** Those of them by which it is the same beyond doubt: who makes another one is asked first. */
  readonly sameBy?: readonly (keyof F & string)[]
  /** Other words that people head the column of a field with: 公司名称 for a customer's name. Imports know them. */
  readonly synonyms?: { readonly [K in keyof F]?: readonly string[] }
  readonly standing?: readonly StandingTotals[]
  /** Its records speak of an object's fields: they are named where such a field is to go out of use. */
  readonly speaksOf?: {
    /** That object, or the field in which each record says which. */
    readonly object: string | { readonly field: keyof F & string }
    /** Fields that hold a condition over it: without the field it would hold for all. */
    readonly conditions?: readonly (keyof F & string)[]
    /** Fields that hold names of its fields, as a list or anywhere in a document. */
    readonly names?: readonly (keyof F & string)[]
    /** The reference by which records of one name are told apart. */
    readonly within?: keyof F & string
  }
  /** Composite unique keys. */
  readonly unique?: readonly (readonly (keyof F & string)[])[]
  readonly grants: Partial<Record<StandardRole, Grant>>
}

/** An object as it is declared. */
export interface ObjectDef<Name extends string = string, F extends Fields = Fields> extends Spec<any> {
  readonly name: Name
  readonly fields: F
}

/** The record of an object, typed by its declaration. */
export type RowOf<O> = O extends ObjectDef<infer N, infer F> ? Row<N, F> : never

/** Declares a kind of record. Everything else is derived from this one literal. */
export const defineObject = <const Name extends string, const F extends Fields>(
  name: Name,
  spec: { readonly fields: F } & NoInfer<Spec<F>>,
): ObjectDef<Name, F> => ({ name, ...spec })
