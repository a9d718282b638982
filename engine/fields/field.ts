import type { SerialReset } from '#shared/serial-rule'
import type { Kind } from './kind.ts'

declare const brand: unique symbol

/** A record id (UUIDv7) that remembers which object it belongs to. */
export type Id<Name extends string = string> = string & { readonly [brand]: Name }

/** How a field takes part in writes: must be given, may be given, has a default, or is made by the engine. */
export type Mode = 'required' | 'optional' | 'defaulted' | 'generated'

/** The options every kind of field takes. */
export interface CommonOptions<Value> {
  readonly required?: boolean
  /** No two living records share its value; enforced by the database. */
  readonly unique?: boolean
  /** People do not write it; actions do. */
  readonly readOnly?: boolean
  /** Worked out on every save by the function of the same name in the object's `compute`. */
  readonly computed?: boolean
  readonly default?: Value
  /** One sentence for the person who fills it in. */
  readonly help?: string
  /** Lists are often filtered by it, newest first: the engine keeps an index for that. */
  readonly index?: boolean
  /** The quick search of lists looks into it. */
  readonly search?: boolean
  /** The form shows it, and asks for it, only while this expression holds (language of `expressions/`). */
  readonly visibleWhen?: string
  /** It must be filled in while this expression holds. */
  readonly requiredWhen?: string
}

/** Options of particular kinds, as the engine and the screens read them. */
export interface KindOptions {
  /** choice, multiChoice: value → label. */
  readonly options?: Readonly<Record<string, string>>
  /** The same in English, and the help, where a workspace wrote them for its own field. */
  readonly optionsEn?: Readonly<Record<string, string>>
  readonly helpEn?: string
  /** choice: value → colour name of the palette. */
  readonly colors?: Readonly<Record<string, string>>
  /** ref, refs: the object it points to; relatedTo: the objects it may point to. */
  readonly to?: string | readonly string[]
  /** ref: its name on the other side, e.g. contact.customer is customer.contacts. */
  readonly inverse?: string
  /** ref: what the list on the other side is called, where the object's own plural does not say it: 下级客户. */
  readonly listLabel?: string
  /** ref: who may see the other record may see this one. */
  readonly parent?: boolean
  /** ref: what a living record points to does not go to the recycle bin. */
  readonly restrict?: boolean
  /** serial: how its numbers are written, and when they begin anew; see `SerialRule`. */
  readonly pattern?: string
  readonly reset?: SerialReset
  /** decimal, money, percent: digits after the point. */
  readonly scale?: number
  readonly min?: string | number
  readonly max?: string | number
  /** text: longest length in characters. */
  readonly length?: number
  /** text: 'creditCode' is China's unified social credit code (GB 32100-2015). */
  readonly format?: 'creditCode' | 'companyName'
  /** formula: its expression and the kind of its result. */
  readonly expression?: string
  readonly result?: string
  /** rollup: what it counts or sums over which related records. */
  readonly rollup?: Rollup
}

/** A figure over related records, kept right by the engine after every write. */
export interface Rollup {
  /** The related object and its field that points here: one reference, several, or what it is about. */
  readonly of: string
  readonly by: string
  readonly measure: 'count' | 'sum' | 'avg' | 'min' | 'max'
  /** The field that is summed; none for a count. */
  readonly field?: string
  /** The first and the last of days or times are such themselves. */
  readonly result?: 'date' | 'datetime'
  /** Only related records for which this expression holds. */
  readonly where?: string
}

/** A field as it is declared. Kind and options decide everything else. */
export interface Field<Value = unknown, M extends Mode = Mode> {
  readonly kind: string
  readonly label: string
  readonly options: CommonOptions<any> & KindOptions
  /** Types only; never set. */
  readonly $?: { value: Value; mode: M }
}

/** The fields of an object by their names. */
export type Fields = Readonly<Record<string, Field<any>>>

/** A field's kind is found by its name; see `index.ts` for all of them. */
export type KindName = Kind['name']
