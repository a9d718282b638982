/** A statement as the engine sent it. */
export interface Sent {
  readonly text: string
  readonly values: readonly unknown[]
  /** It was prepared, and so planned once for all values. */
  readonly prepared: boolean
}

/** How raw answers one request: the very statements that the engine sent for it, and what the answer is put together from. */
export interface Recipe {
  readonly statements: readonly Sent[]
  readonly answer: 'list' | 'record' | 'create' | 'update'
  /** The end of a list's answer behind its records: the next page's cursor, the total. */
  readonly tail: string
  readonly limit: number
  /** What a write put its time and its request into: wherever they stand among the values, raw puts its own. */
  readonly stamps?: { readonly moment: string; readonly request: string }
}

/** By the path that raw serves it under. */
export type Recipes = Readonly<Record<string, Recipe>>
