import { request } from './request.ts'

/** A record that the search found, as far as the caller may see it. */
export interface Hit {
  readonly object: string
  readonly id: string
  /** Null where the caller may not read the name. */
  readonly title: string | null
  readonly subtitle?: string
  /** The field it was found by. */
  readonly field: string
}

export interface Hits {
  readonly data: readonly Hit[]
  /** Objects that could not be searched in time. */
  readonly missing: readonly string[]
}

/** Looks through all objects at once: names, pinyin, initials, numbers, phones; the best first. */
export const searchAll = (q: string, limit: number, signal: AbortSignal): Promise<Hits> =>
  request('/search', { query: { q, limit }, signal })
