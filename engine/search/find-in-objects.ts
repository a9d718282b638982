import type { Context } from '../context.ts'
import type { Session } from '../database.ts'
import { readFilter } from '../query/filter.ts'
import type { ListShape } from '../query/list.ts'
import { parseSelection } from '../query/select.ts'
import { run, statementFor } from '../query/statements.ts'
import type { ObjectModel } from '../schema/model.ts'
import { planOf, rememberCommon, searchKey } from './common-searches.ts'
import { compileHits } from './hits-sql.ts'
import { readSearch } from './search-node.ts'
import type { Hit } from './search-records.ts'
import { type Shown, shownOf } from './shown.ts'

/** Nobody waits longer for one object. */
const milliseconds = 1_500

/** A hit and what it is compared with others by. */
export interface Ranked {
  readonly hit: Hit
  readonly rank: number
  readonly own: boolean
  readonly createdAt: string
}

/** What the objects had to say together. */
export interface Answer {
  readonly found: Ranked[]
  readonly missing: readonly string[]
}

/** Where nothing was asked. */
export const nothing: Answer = { found: [], missing: [] }

/** What is asked of one object. */
interface Asked {
  readonly shape: ListShape
  readonly shown: Shown
  readonly searchedBy: string
}

/** Objects are asked together in so many statements, each on a connection of its own. */
const together = 3

/** The best hits of each of these objects. */
export const findIn = async (
  ctx: Context,
  objects: readonly ObjectModel[],
  q: string,
  limit: number,
  filter: unknown,
): Promise<Answer> => {
  const values: unknown[] = []
  const asked = objects.flatMap((object) => askedOf(ctx, object, q, limit, filter, values) ?? [])
  const inIndex = asked.filter(({ shape }) => shape.plan === 'index')
  const parts = Array.from({ length: together }, (_, nth) => inIndex.filter((_, i) => i % together === nth))
  const walk = async (one: Asked): Promise<Answer> => {
    const rows = await walked(ctx, one.shape, values)
    return rows === null ? { found: [], missing: [one.shape.object.name] } : { found: rankedOf(one, rows), missing: [] }
  }
  const look = async (part: readonly Asked[]): Promise<Answer> => {
    if (part.length === 0) return nothing
    const rows = Map.groupBy(await ask(ctx, ctx.session, part, values), (row) => row.object)
    const answers = part.map((one) => {
      const its = rows.get(one.shape.object.name) ?? []
      if (!its[0]?.common) return { found: rankedOf(one, its), missing: [] }
      rememberCommon(one.searchedBy)
      return walk({ ...one, shape: { ...one.shape, plan: 'walk' } })
    })
    return allOf(await Promise.all(answers))
  }
  return allOf(await Promise.all([...parts.map(look), ...asked.filter(({ shape }) => shape.plan === 'walk').map(walk)]))
}

const allOf = (answers: readonly Answer[]): Answer => ({
  found: answers.flatMap(({ found }) => found),
  missing: answers.flatMap(({ missing }) => missing),
})

interface HitRow {
  readonly object: string
  /** Null in the one row that tells only that nothing was found. */
  readonly id: string | null
  readonly doc: string
  readonly rank: number
  readonly own: boolean
  readonly createdAt: string
  readonly field: string
  /** Is the term too common for the index. */
  readonly common: boolean
}

/** Null where nothing that she may search could have it. The values it is compared with are added to `values`. */
const askedOf = (
  ctx: Context,
  object: ObjectModel,
  q: string,
  limit: number,
  filter: unknown,
  values: unknown[],
): Asked | null => {
  const { access } = ctx.actor
  const moment = { now: ctx.now, zone: ctx.workspace.zone }
  const search = readSearch(access, object, q, values)
  if (search.terms.some((ways) => ways.length === 0)) return null
  const searchedBy = searchKey(ctx.workspace.schema, ctx.actor.id, object.name, search, values)
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
  return { shape, shown, searchedBy }
}

const newestFirst = [
  { path: 'createdAt', descending: true },
  { path: 'id', descending: true },
] as const

const rankedOf = ({ shape, shown }: Asked, rows: readonly HitRow[]): Ranked[] =>
  rows.flatMap(({ id, doc, rank, own, createdAt, field }) =>
    id === null ? [] : [{ hit: hitOf(shape.object, shown, doc, field), rank, own, createdAt }],
  )

const ask = (
  ctx: Context,
  session: Session,
  asked: readonly Pick<Asked, 'shape'>[],
  values: readonly unknown[],
): Promise<HitRow[]> => {
  const shapes = asked.map(({ shape }) => shape)
  const about = shapes.map((shape) => {
    const { access: _, object, ...rest } = shape
    return [object.name, rest]
  })
  const statement = statementFor(JSON.stringify(['search', ctx.actor.access.key, about]), () => compileHits(shapes))
  return run<HitRow>(session, statement, { values, actor: ctx.actor, now: ctx.now })
}

/** A common term's hits; null when it took too long. */
const walked = async (ctx: Context, shape: ListShape, values: readonly unknown[]): Promise<HitRow[] | null> => {
  try {
    return await ctx.session.transaction(async (session) => {
      await session.query(`set local statement_timeout = ${milliseconds}`)
      return ask(ctx, session, [{ shape }], values)
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
