import { createHash } from 'node:crypto'
import { defineError } from '../errors.ts'
import type { Context } from '../context.ts'
import { type ObjectModel } from '../schema/model.ts'
import { planOf, rememberCommon, searchKey } from '../search/common-searches.ts'
import { type SearchNode } from '../search/search-node.ts'
import { compileEstimate, compileList, type ListShape } from './list.ts'
import { openCursor, sealCursor } from './cursor.ts'
import { type FilterNode, readFilter } from './filter.ts'
import { limits, TooCostly } from './limits.ts'
import { mustRead } from './path.ts'
import { quickSearch } from './quick-search.ts'
import { parseSelection } from './select.ts'
import { isNewestFirst, readSort } from './sort.ts'
import { run, statementFor } from './statements.ts'

export const BadTime = defineError(
  'request.badTime',
  422,
  'asOf 应为 ISO 8601 时间,例如 2026-03-31T15:59:59Z',
  'asOf must be an ISO 8601 time such as 2026-03-31T15:59:59Z',
)

/** What may be asked of a list, as it comes from outside. */
export interface ListRequest {
  readonly filter?: unknown
  readonly sort?: string
  readonly fields?: readonly string[]
  readonly limit?: number
  readonly cursor?: string
  /** Quick search in the object's search fields. */
  readonly q?: string
  readonly total?: boolean
  readonly deleted?: boolean
  readonly asOf?: string
}

/** One page. Records are JSON texts as PostgreSQL built them; parse them only where the app needs to look inside. */
export interface Page {
  readonly documents: readonly string[]
  readonly next: string | null
  readonly total?: { readonly value: number; readonly exact: boolean }
}

/** Reads one page of an object's records, as this person may see them. */
export const runList = async (ctx: Context, object: ObjectModel, request: ListRequest): Promise<Page> => {
  const { access } = ctx.actor
  mustRead(access, object)
  const limit = request.limit ?? 50
  if (!Number.isInteger(limit) || limit < 1 || limit > limits.page)
    throw TooCostly({ what: 'limit', limit: limits.page })
  const values: unknown[] = []
  const { filter, search } = readConditions(ctx, object, request, values)
  const sort = readSort(access, object, request.sort)
  const asOf = request.asOf === undefined ? null : values.push(checkTime(request.asOf)) - 1
  // A cursor is for the very list it came from: same person, object, order and conditions.
  const about = request.cursor || limit ? aboutOf(ctx, object, [filter, search], values, sort, request) : ''
  const after = request.cursor ? openCursor(ctx.secret, about, request.cursor) : null
  const cursorAt = values.length
  if (after) values.push(...after)
  const deleted = request.deleted === true
  const searchedBy = search && searchKey(ctx.workspace.schema, ctx.actor.id, object.name, search, values)
  const shape: ListShape = {
    access,
    schema: ctx.workspace.schema,
    object,
    selection: parseSelection(access, object, request.fields),
    filter,
    search,
    // The index holds the living only.
    plan: search && !deleted ? planOf(searchedBy!, search) : 'walk',
    sort,
    limit,
    cursor: after?.map((v) => v === null) ?? null,
    cursorAt,
    asOf,
    deleted,
    total: request.total === true,
  }
  const inputs = { values, actor: ctx.actor, now: ctx.now }
  const key = keyOf(ctx, 'list', shape)
  const found = await runPage(ctx, shape, key, inputs)
  if (found[0]?.common) {
    rememberCommon(searchedBy!)
    return runList(ctx, object, request)
  }
  const rows = found.filter((r) => r.doc !== null)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const next =
    rows.length > limit && last
      ? sealCursor(
          ctx.secret,
          about,
          sort.map((_, i) => last[`k${i}`] as string | null),
        )
      : null
  return {
    documents: page.map((r) => r.doc),
    next,
    ...(shape.total ? { total: await totalOf(ctx, shape, key, inputs, rows) } : {}),
  }
}

interface PageRow {
  readonly doc: string
  readonly total?: number
  /** Is what is searched for too common for the index. */
  readonly common?: boolean
  readonly [key: `k${number}`]: string | null
}

const runPage = (ctx: Context, shape: ListShape, key: string, inputs: Parameters<typeof run>[2]): Promise<PageRow[]> =>
  run(
    ctx.session,
    statementFor(key, () => compileList(shape)),
    inputs,
    shape.asOf !== null ||
      (shape.plan === 'walk' && (shape.search !== null || !isNewestFirst(shape.sort) || plansByValue(shape.filter))),
  )

const keyOf = (ctx: Context, what: string, shape: ListShape): string => {
  const { access, object, schema: _, ...rest } = shape
  return JSON.stringify([what, ctx.workspace.schema, access.key, object.name, rest])
}

const aboutOf = (
  ctx: Context,
  object: ObjectModel,
  conditions: unknown,
  values: readonly unknown[],
  sort: unknown,
  request: ListRequest,
): string =>
  createHash('sha256')
    .update(
      JSON.stringify([ctx.workspace.id, ctx.actor.id, object.name, conditions, values, sort, request.deleted === true]),
    )
    .digest('base64url')

interface Conditions {
  readonly filter: FilterNode | null
  readonly search: SearchNode | null
}

const readConditions = (ctx: Context, object: ObjectModel, request: ListRequest, values: unknown[]): Conditions => {
  const moment = { now: ctx.now, zone: ctx.workspace.zone }
  const filter =
    request.filter === undefined ? null : readFilter(ctx.actor.access, object, request.filter, moment, values).node
  const q = request.q?.trim() ?? ''
  if (q === '') return { filter, search: null }
  const found = quickSearch(ctx.actor.access, object, q, request.asOf !== undefined, values)
  if ('terms' in found) return { filter, search: found }
  return { filter: filter ? { and: [filter, found] } : found, search: null }
}

/**
 * Is the best plan of a filter one for its values: texts, ranges and people differ a thousandfold in what they match, and a
 * plan made once for all of them is a thousand times slower. Everything else is planned once.
 */
export const plansByValue = (node: FilterNode | null): boolean => {
  if (node === null) return false
  if ('and' in node) return node.and.some(plansByValue)
  if ('or' in node) return node.or.some(plansByValue)
  if ('not' in node || 'related' in node) return true
  return !likeForAll.has(node.op) || node.path.includes('.') || node.path === 'owner'
}

const likeForAll: ReadonlySet<string> = new Set(['eq', 'in', 'hasAny', 'hasAll'])

/** A time that a caller gave, in UTC. Throws BadTime. */
export const checkTime = (text: string): string => {
  const time = new Date(text)
  if (!/^\d{4}-\d\d-\d\dT/.test(text) || Number.isNaN(time.getTime())) throw BadTime()
  return time.toISOString()
}

const totalOf = async (
  ctx: Context,
  shape: ListShape,
  key: string,
  inputs: Parameters<typeof run>[2],
  rows: readonly PageRow[],
) => {
  // An empty page carries no count: before the first row there is nothing, after the last the count is known to the client.
  const value = rows[0]?.total ?? 0
  if (value <= limits.count) return { value, exact: true }
  const [plan] = await run<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    ctx.session,
    statementFor(`estimate ${key}`, () => compileEstimate(shape)),
    inputs,
    true,
  )
  const estimate = plan?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? value
  return { value: Math.max(Math.round(estimate), limits.count), exact: false }
}
