import type { Context } from '../context.ts'
import { readFilter } from '../query/filter.ts'
import type { ListShape } from '../query/list.ts'
import { TooCostly } from '../query/limits.ts'
import { mustRead } from '../query/path.ts'
import { parseSelection } from '../query/select.ts'
import { run, statementFor } from '../query/statements.ts'
import { scopesOf } from '../rights/access.ts'
import type { ObjectModel } from '../schema/model.ts'
import { planOf, rememberCommon, searchKey } from './common-searches.ts'
import { compileHits } from './hits-sql.ts'
import { readSearch } from './search-node.ts'
import { mostFound } from './search-sql.ts'
import { searchedFields } from './searched-fields.ts'
import { shownOf, type Shown } from './shown.ts'

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

export interface Hits {
  readonly data: readonly Hit[]
  /** Objects that took too long and were left out. */
  readonly missing: readonly string[]
}

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
/** Nobody waits longer for one object. */
const milliseconds = 1_500

/** The one search box: the best records of all objects together, only what the caller may see, only by what she may search. */
export const searchRecords = async (ctx: Context, { q, limit = 10, objects, filter }: SearchRequest): Promise<Hits> => {
  if (!Number.isInteger(limit) || limit < 1 || limit > most) throw TooCostly({ what: 'limit', limit: most })
  objects?.forEach((object) => mustRead(ctx.actor.access, object))
  const all = objects ?? [...ctx.workspace.model.objects.values()]
  const asked = all.filter((o) => scopesOf(ctx.actor.access, o, 'read').size > 0 && searchedFields(o).length > 0)
  const answers =
    q.trim() === '' ? [] : await Promise.all(asked.map((object) => searchObject(ctx, object, q, limit, filter)))
  const found = answers.flatMap((answer) => (answer === null ? [] : answer))
  found.sort(
    (a, b) =>
      a.rank - b.rank ||
      Number(b.own) - Number(a.own) ||
      (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0),
  )
  return {
    data: found.slice(0, limit).map(({ hit }) => hit),
    missing: asked.filter((_, i) => answers[i] === null).map((o) => o.name),
  }
}

interface Ranked {
  readonly hit: Hit
  readonly rank: number
  readonly own: boolean
  readonly createdAt: string
}

interface HitRow {
  /** Null in the one row that only tells how many the index found. */
  readonly id: string | null
  readonly doc: string
  readonly rank: number
  readonly own: boolean
  readonly createdAt: string
  readonly field: string
  readonly found: number
}

/** Null when it took too long. */
const searchObject = async (
  ctx: Context,
  object: ObjectModel,
  q: string,
  limit: number,
  filter: unknown,
): Promise<Ranked[] | null> => {
  const { access } = ctx.actor
  const values: unknown[] = []
  const moment = { now: ctx.now, zone: ctx.workspace.zone }
  const search = readSearch(access, object, q, values)
  // Nothing that she may search could have it.
  if (search.terms.some((ways) => ways.length === 0)) return []
  const searchedBy = searchKey(ctx.workspace.schema, object.name, search, values)
  const shown = shownOf(access, object)
  const shape: ListShape = {
    access,
    schema: ctx.workspace.schema,
    object,
    selection: parseSelection(access, object, shown.fields),
    filter: filter === undefined ? null : readFilter(access, object, filter, moment, values).node,
    search,
    plan: planOf(searchedBy, search),
    sort: newestFirst,
    limit,
    cursor: null,
    cursorAt: 0,
    asOf: null,
    deleted: false,
    total: false,
  }
  const rows = await inTime(ctx, shape, values)
  if (rows === null) return null
  if (rows[0] !== undefined && rows[0].found > mostFound) {
    rememberCommon(searchedBy)
    return searchObject(ctx, object, q, limit, filter)
  }
  return rows.flatMap(({ id, doc, rank, own, createdAt, field }) =>
    id === null ? [] : [{ hit: hitOf(object, shown, doc, field), rank, own, createdAt }],
  )
}

const newestFirst = [
  { path: 'createdAt', descending: true },
  { path: 'id', descending: true },
] as const

const inTime = async (ctx: Context, shape: ListShape, values: readonly unknown[]): Promise<HitRow[] | null> => {
  const { access, object, ...rest } = shape
  const statement = statementFor(JSON.stringify(['search', access.key, object.name, rest]), () => compileHits(shape))
  const inputs = { values, actor: ctx.actor, now: ctx.now }
  // The index is bounded by itself.
  if (shape.plan === 'index') return run<HitRow>(ctx.session, statement, inputs)
  try {
    return await ctx.session.transaction(async (session) => {
      await session.query(`set local statement_timeout = ${milliseconds}`)
      return run<HitRow>(session, statement, inputs)
    })
  } catch (error) {
    if ((error as { code?: string }).code === cancelled) return null
    throw error
  }
}

const cancelled = '57014'

const hitOf = (object: ObjectModel, shown: Shown, document: string, field: string): Hit => {
  const row = JSON.parse(document) as Record<string, unknown>
  const subtitle = shown.subtitle(row)
  const title = shown.title === null ? null : row[shown.title]
  return {
    object: object.name,
    id: row['id'] as string,
    title: typeof title === 'string' ? title : null,
    ...(subtitle ? { subtitle } : {}),
    field,
  }
}
