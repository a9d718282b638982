import type { Recipe } from './recipe.ts'

/** One request of a work, as the web or a program would send it. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH'
  readonly path: string
  readonly body?: object
  /** For a change: the values before it, so that it changes something. */
  readonly from?: object
  /** How raw answers it. */
  readonly raw: Recipe['answer']
  readonly headers?: Readonly<Record<string, string>>
}

/** Something people do all day, in many variants, so that no cache knows the answer beforehand. */
export interface Work {
  readonly name: string
  readonly zh: string
  readonly en: string
  /** The least throughput as a share of raw's. */
  readonly goal: number | null
  /** Each variant is one operation: its requests one after the other. */
  readonly variants: readonly (readonly Request[])[]
  /** Is it to take no longer on ten times the data. */
  readonly grows?: boolean
}
