import type { Action } from './action.ts'
import type { ObjectDef } from './object.ts'

type FieldNames<O> = O extends ObjectDef<string, infer F> ? keyof F & string : never
type OptionsOf<O, K> =
  O extends ObjectDef<string, infer F>
    ? K extends keyof F
      ? F[K]['options'] extends { readonly options: infer C }
        ? C
        : never
      : never
    : never

/** The English words of an object: a missing field or option does not compile. */
export type EnglishOf<O extends ObjectDef<any, any>> = {
  readonly label: string
  readonly plural: string
  readonly fields: { readonly [K in FieldNames<O>]: string }
  readonly options?: { readonly [K in FieldNames<O>]?: { readonly [V in keyof OptionsOf<O, K>]: string } }
  readonly help?: { readonly [K in FieldNames<O>]?: string }
  /** References: what the list on the other side is called, where the object's own plural does not say it. */
  readonly lists?: { readonly [K in FieldNames<O>]?: string }
  readonly actions?: Readonly<
    Record<
      string,
      { readonly label: string; readonly confirm?: string; readonly input?: Readonly<Record<string, string>> }
    >
  >
}

/** The English words of a module's objects, by their names. */
export type English = Readonly<Record<string, EnglishOf<ObjectDef<any, any>>>>

/** A room of the house: one business domain with its objects and verbs. */
export interface Module {
  readonly name: string
  readonly label: string
  /** The modules it may import. */
  readonly needs: readonly string[]
  readonly objects: readonly ObjectDef<any, any>[]
  readonly actions: readonly Action[]
  readonly en: Readonly<Record<string, unknown>>
}

/** The face of a room. An object without its English words does not compile. */
export const defineModule = <const Objects extends readonly ObjectDef<any, any>[]>(
  module: Module & {
    readonly objects: Objects
    readonly en: { readonly [O in Objects[number] as O['name']]: EnglishOf<O> }
  },
): Module => module
