import type { Context } from '../context.ts'
import type { ObjectModel } from '../schema/model.ts'
import { type AggregateShape, BadAggregate, compileAggregate, readGroup, readMeasure } from './aggregate.ts'
import { readFilter } from './filter.ts'
import { readHaving } from './having.ts'
import { limited, limits, TooCostly } from './limits.ts'
import { mustRead } from './path.ts'
import { checkTime } from './run-list.ts'
import { run, statementFor } from './statements.ts'
import { totalsFor } from '../standing/read.ts'

/** What may be asked of an aggregate, as it comes from outside. */
export interface AggregateRequest {
  readonly group?: readonly string[]
  readonly measure?: readonly string[]
  readonly filter?: unknown
  /** {"sum:amount": {"gt": "1000"}} */
  readonly having?: unknown
  readonly sort?: string
  readonly totals?: boolean
  readonly limit?: number
  readonly asOf?: string
}

/** The rows of an aggregate as JSON texts, the one over everything apart. */
export interface Aggregate {
  readonly documents: readonly string[]
  readonly totals?: string
  /** Answered from totals that every write keeps, which are never behind the records. */
  readonly standing: boolean
}

/** Counts, sums and their kin over the records this person may see. */
export const runAggregate = async (
  ctx: Context,
  object: ObjectModel,
  request: AggregateRequest,
): Promise<Aggregate> => {
  const { access } = ctx.actor
  mustRead(access, object)
  const groups = request.group ?? []
  const measures = request.measure ?? ['count']
  if (groups.length > limits.groups) throw TooCostly({ what: limited.groups, limit: limits.groups })
  if (measures.length > limits.measures) throw TooCostly({ what: limited.measures, limit: limits.measures })
  const limit = request.limit ?? limits.groupRows
  if (!Number.isInteger(limit) || limit < 1 || limit > limits.groupRows)
    throw TooCostly({ what: 'limit', limit: limits.groupRows })
  const values: unknown[] = [ctx.workspace.zone]
  const moment = { now: ctx.now, zone: ctx.workspace.zone }
  const filter = request.filter === undefined ? null : readFilter(access, object, request.filter, moment, values).node
  const measured = distinct(measures).map((m) => readMeasure(access, object, m))
  const asked = {
    access,
    schema: ctx.workspace.schema,
    object,
    groups: distinct(groups).map((g) => readGroup(access, object, g)),
    measures: measured,
    filter,
    having: readHaving(access, object, request.having, measured, values),
    sort: readAggregateSort(request.sort, [...groups, ...measures]),
    limit,
    asOf: request.asOf === undefined ? null : values.push(checkTime(request.asOf)) - 1,
    zone: 0,
  }
  const standing = asked.asOf === null ? totalsFor(access, object, asked) : null
  const shape: AggregateShape = { ...asked, standing }
  const documents = await runShape(ctx, shape, values)
  if (!request.totals) return { documents, standing: standing !== null }
  const [totals = '{}'] = await runShape(ctx, { ...shape, groups: [], having: [], sort: [] }, values)
  return { documents, totals, standing: standing !== null }
}

const runShape = async (ctx: Context, shape: AggregateShape, values: readonly unknown[]): Promise<string[]> => {
  const { access, object, standing, ...rest } = shape
  const key = JSON.stringify(['aggregate', access.key, object.name, rest, standing?.table])
  // Beside reading a table's rows, planning costs nothing.
  const special = standing === null
  const inputs = { values, actor: ctx.actor, now: ctx.now }
  const rows = await run<{ doc: string }>(
    ctx.session,
    statementFor(key, () => compileAggregate(shape)),
    inputs,
    special,
  )
  return rows.map((r) => r.doc)
}

const distinct = (list: readonly string[]) => [...new Set(list)]

const readAggregateSort = (input: string | undefined, keys: readonly string[]): AggregateShape['sort'] =>
  (input ? input.split(',') : []).map((part) => {
    const key = part.replace(/^-/, '')
    if (!keys.includes(key)) throw BadAggregate({ what: part }).at(part)
    return { key, descending: part.startsWith('-') }
  })
