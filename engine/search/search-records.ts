import type { Context } from '../context.ts'
import { TooCostly } from '../query/limits.ts'
import { mustRead } from '../query/path.ts'
import { scopesOf } from '../rights/access.ts'
import type { ObjectModel } from '../schema/model.ts'
import { findIn, nothing } from './find-in-objects.ts'
import { searchedFields } from './searched-fields.ts'

/** A record that search found, as far as the caller may see it. */
export interface Hit {
  readonly object: string
  readonly id: string
  readonly title: string | null
  /** A little more to know it by: its number, its customer. */
  readonly subtitle?: string
  /** The field it was found by; one that the caller may search. */
  readonly field: string
}

/** What was found, the best first. */
export interface Hits {
  readonly data: readonly Hit[]
  /** Objects that took too long and were left out. */
  readonly missing: readonly string[]
}

/** What is looked for, and where. */
export interface SearchRequest {
  readonly q: string
  /** 1 to 50. */
  readonly limit?: number
  /** Only these objects; by default all that the caller may read and that are searched. */
  readonly objects?: readonly ObjectModel[]
  /** Holds for every object asked. */
  readonly filter?: unknown
}

const most = 50
/** The one search box: the best records of all objects together, only what the caller may see, only by what she may search. */
export const searchRecords = async (ctx: Context, { q, limit = 10, objects, filter }: SearchRequest): Promise<Hits> => {
  if (!Number.isInteger(limit) || limit < 1 || limit > most) throw TooCostly({ what: 'limit', limit: most })
  objects?.forEach((object) => mustRead(ctx.actor.access, object))
  const all = objects ?? [...ctx.workspace.model.objects.values()]
  const asked = all.filter((o) => scopesOf(ctx.actor.access, o, 'read').size > 0 && searchedFields(o).length > 0)
  const { found, missing } = q.trim() === '' ? nothing : await findIn(ctx, asked, q, limit, filter)
  found.sort(
    (a, b) =>
      a.rank - b.rank ||
      Number(b.own) - Number(a.own) ||
      (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0),
  )
  return { data: found.slice(0, limit).map(({ hit }) => hit), missing }
}
