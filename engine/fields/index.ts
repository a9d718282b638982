import type { CommonOptions, Field, Id, KindOptions, Rollup } from './field.ts'

type ModeOf<O> = O extends { required: true }
  ? 'required'
  : O extends { computed: true }
    ? 'generated'
    : O extends { default: {} }
      ? 'defaulted'
      : 'optional'

type OptionsOf<Value, K extends keyof KindOptions> = CommonOptions<Value> & Pick<KindOptions, K>

const declare =
  <Value, K extends keyof KindOptions = never>(kind: string) =>
  <const O extends OptionsOf<Value, K> = OptionsOf<Value, K>>(label: string, options?: O): Field<Value, ModeOf<O>> => ({
    kind,
    label,
    options: options ?? {},
  })

type Choices = Readonly<Record<string, string>>

/** An address: a region code of the official list (GB/T 2260, 6 digits) with the rest in words. */
export interface Address {
  readonly region?: string | null
  readonly detail?: string | null
  /** WGS-84, degrees. */
  readonly longitude?: number | null
  readonly latitude?: number | null
}

/** What a comment or an activity is about: a record of one of several objects. */
export interface RelatedTo {
  readonly object: string
  readonly id: string
}

/** The kinds of field: each takes its Chinese label and its options. What a kind does is in the folder of its name. */
export const f = {
  text: declare<string, 'length' | 'format'>('text'),
  longText: declare<string>('longText'),
  /** HTML of a small safe set; sanitised when stored and again when shown. */
  richText: declare<string>('richText'),
  integer: declare<number, 'min' | 'max'>('integer'),
  /** A decimal string: exact, never a float. */
  decimal: declare<string, 'scale' | 'min' | 'max'>('decimal'),
  money: declare<string, 'min' | 'max'>('money'),
  /** A decimal string in percent: '12.5' is 12.5 %. */
  percent: declare<string, 'min' | 'max'>('percent'),
  flag: declare<boolean>('flag'),
  /** '2026-03-31' */
  date: declare<string>('date'),
  /** ISO 8601 in UTC */
  datetime: declare<string>('datetime'),
  tags: declare<readonly string[]>('tags'),
  phone: declare<string>('phone'),
  email: declare<string>('email'),
  url: declare<string>('url'),
  address: declare<Address>('address'),
  user: declare<Id<'user'>>('user'),
  department: declare<Id<'department'>>('department'),
  /** Ids of uploaded files. */
  file: declare<readonly string[]>('file'),
  /** For the engine's own use; people do not edit it. */
  json: declare<unknown>('json'),

  choice: <const C extends Choices, const O extends OptionsOf<keyof C & string, 'colors'> = {}>(
    label: string,
    options: { readonly options: C } & O,
  ): Field<keyof C & string, ModeOf<O>> => ({ kind: 'choice', label, options }),

  multiChoice: <const C extends Choices, const O extends OptionsOf<readonly (keyof C & string)[], 'colors'> = {}>(
    label: string,
    options: { readonly options: C } & O,
  ): Field<readonly (keyof C & string)[], ModeOf<O>> => ({ kind: 'multiChoice', label, options }),

  /** One record of another object. */
  ref: <const N extends string, const O extends OptionsOf<Id<N>, 'inverse' | 'listLabel' | 'parent'> = {}>(
    label: string,
    options: { readonly to: N } & O,
  ): Field<Id<N>, ModeOf<O>> => ({ kind: 'ref', label, options }),

  /** Several records of another object. */
  refs: <const N extends string, const O extends OptionsOf<readonly Id<N>[], 'inverse'> = {}>(
    label: string,
    options: { readonly to: N } & O,
  ): Field<readonly Id<N>[], ModeOf<O>> => ({ kind: 'refs', label, options }),

  /** A record of one of several objects: what a note or a task is about. */
  relatedTo: <const O extends OptionsOf<RelatedTo, 'inverse' | 'parent'> = {}>(
    label: string,
    options: { readonly to: readonly string[] } & O,
  ): Field<RelatedTo, ModeOf<O>> => ({ kind: 'relatedTo', label, options }),

  /** A number the engine hands out, without gaps: C2026000123. */
  serial: (
    label: string,
    options: { readonly pattern: string; readonly help?: string },
  ): Field<string, 'generated'> => ({
    kind: 'serial',
    label,
    options: { ...options, unique: true, search: true },
  }),

  /** Worked out by an expression over the record's other fields whenever it is read. */
  formula: (
    label: string,
    options: {
      readonly expression: string
      readonly result: 'text' | 'decimal' | 'money' | 'flag' | 'date'
      readonly help?: string
    },
  ): Field<string | boolean, 'generated'> => ({ kind: 'formula', label, options }),

  /** A figure over related records, kept by the engine. */
  rollup: (label: string, options: Rollup & { readonly help?: string }): Field<string, 'generated'> => ({
    kind: 'rollup',
    label,
    options: { rollup: options, ...(options.help ? { help: options.help } : {}) },
  }),
}

export type { CommonOptions, Field, Fields, Id, KindOptions, Mode, Rollup } from './field.ts'
