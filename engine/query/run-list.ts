import { createHash } from 'node:crypto'
import { defineError } from '../errors.ts'
import type { Context } from '../context.ts'
import { type ObjectModel } from '../schema/model.ts'
import { canSearch } from '../rights/access.ts'
import { compileEstimate, compileList, type ListShape } from './list.ts'
import { openCursor, sealCursor } from './cursor.ts'
import { type FilterNode, readFilter } from './filter.ts'
import { limits, TooCostly } from './limits.ts'
import { likePattern } from './operators.ts'
import { mustRead } from './path.ts'
import { parseSelection } from './select.ts'
import { readSort } from './sort.ts'
import { run, statementFor } from './statements.ts'

export const BadTime = defineError('request.badTime', 422, 'asOf 应为 ISO 8601 时间,例如 2026-03-31T15:59:59Z', 'asOf must be an ISO 8601 time such as 2026-03-31T15:59:59Z')

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
  if (!Number.isInteger(limit) || limit < 1 || limit > limits.page) throw TooCostly({ what: 'limit', limit: limits.page })
  const values: unknown[] = []
  const filter = readAll(ctx, object, request, values)
  const sort = readSort(access, object, request.sort)
  const asOf = request.asOf === undefined ? null : values.push(checkTime(request.asOf)) - 1
  // A cursor is for the very list it came from: same person, object, order and conditions.
  const about = request.cursor || limit ? aboutOf(ctx, object, filter, values, sort, request) : ''
  const after = request.cursor ? openCursor(ctx.secret, about, request.cursor) : null
  const cursorAt = values.length
  if (after) values.push(...after)
  const shape: ListShape = {
    access,
    schema: ctx.workspace.schema,
    object,
    selection: parseSelection(access, object, request.fields),
    filter,
    sort,
    limit,
    cursor: after?.map((v) => v === null) ?? null,
    cursorAt,
    asOf,
    deleted: request.deleted === true,
    total: request.total === true,
  }
  const inputs = { values, actor: ctx.actor, now: ctx.now }
  const key = keyOf(ctx, 'list', shape)
  const rows = await run<{ doc: string; total?: number; [k: string]: unknown }>(
    ctx.session,
    statementFor(key, () => compileList(shape)),
    inputs,
    asOf !== null || hasPattern(filter),
  )
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const next = rows.length > limit && last ? sealCursor(ctx.secret, about, sort.map((_, i) => last[`k${i}`] as string | null)) : null
  return {
    documents: page.map((r) => r.doc),
    next,
    ...(shape.total ? { total: await totalOf(ctx, shape, key, inputs, rows) } : {}),
  }
}

const keyOf = (ctx: Context, what: string, shape: ListShape): string => {
  const { access, object, schema, ...rest } = shape
  return JSON.stringify([what, ctx.workspace.schema, access.key, object.name, rest])
}

const aboutOf = (ctx: Context, object: ObjectModel, filter: FilterNode | null, values: readonly unknown[], sort: unknown, request: ListRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([ctx.workspace.id, ctx.actor.id, object.name, filter, values, sort, request.deleted === true]))
    .digest('base64url')

const readAll = (ctx: Context, object: ObjectModel, request: ListRequest, values: unknown[]): FilterNode | null => {
  const moment = { now: ctx.now, zone: ctx.workspace.zone }
  const nodes: FilterNode[] = []
  if (request.filter !== undefined) nodes.push(readFilter(ctx.actor.access, object, request.filter, moment, values).node)
  if (request.q !== undefined && request.q.trim() !== '') nodes.push(quickSearch(ctx, object, request.q.trim(), values))
  return nodes.length === 0 ? null : nodes.length === 1 ? nodes[0]! : { and: nodes }
}

const quickSearch = (ctx: Context, object: ObjectModel, q: string, values: unknown[]): FilterNode => {
  const text = likePattern(q.slice(0, 100).normalize('NFC').replaceAll('\0', ''), '%', '%')
  const at = values.push(text) - 1
  const fields = [...object.fields.values()].filter(
    (f) => (f.field.options.search || f.name === object.def.title) && f.kind.column === 'text' && !f.retired && canSearch(ctx.actor.access, object, f),
  )
  return { or: fields.map((f) => ({ path: f.name, op: 'contains', value: at, type: 'text' })) }
}

/** Text patterns choose their plan by the text; a plan made once for all texts is a thousand times slower. */
export const hasPattern = (node: FilterNode | null): boolean => {
  if (node === null) return false
  if ('and' in node) return node.and.some(hasPattern)
  if ('or' in node) return node.or.some(hasPattern)
  if ('not' in node) return hasPattern(node.not)
  if ('related' in node) return hasPattern(node.filter)
  return node.op === 'contains' || node.op === 'startsWith' || node.op === 'endsWith'
}

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
  rows: readonly { total?: number }[],
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
