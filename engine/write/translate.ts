import { AppError, listed } from '../errors.ts'
import type { Context } from '../context.ts'
import { runGet } from '../query/run-get.ts'
import { canSearch } from '../rights/access.ts'
import type { ObjectModel } from '../schema/model.ts'
import { planTable } from '../schema/tables.ts'
import { Duplicate, InUse, UnknownFile, UnknownReference } from './errors.ts'
import { fieldOfLost } from './file-links.ts'
import { goneCode, targetDeleted } from './check/hold-targets.ts'
import { circleCode } from './check/keep-tree.ts'
import type { Values } from './read-input.ts'

interface PgError {
  readonly code?: string
  readonly constraint?: string
  readonly detail?: string
}

/** Runs a write and turns what the database refuses into sentences: the field, the value, and what stands in the way. */
export const translated = async <T>(
  ctx: Context,
  object: ObjectModel,
  rows: readonly Values[],
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    const { code, constraint } = error as PgError
    if (code === '23505' && constraint)
      throw (await duplicate(ctx, object, rows, constraint, error as PgError)) ?? error
    if (code === '23503') throw reference(object, constraint) ?? lostFile(object, rows, error as PgError) ?? InUse()
    if (code === goneCode) throw targetDeleted(ctx, object, rows, (error as PgError).detail ?? '')
    if (code === circleCode) throw circle(object, rows, error as PgError)
    throw error
  }
}

/** Somebody else moved records of the tree in the very moment, and both moves together were a circle. */
const circle = (object: ObjectModel, rows: readonly Values[], { detail = '' }: PgError): AppError => {
  const { by, circle: refusal } = object.def.tree!
  const row = rows.findIndex(({ id }) => detail.includes(id as string))
  return refusal().at(by, rows.length > 1 && row >= 0 ? row : undefined)
}

const reference = (object: ObjectModel, constraint: string | undefined): AppError | undefined => {
  const found = planTable(object).references.find((r) => r.name === constraint)
  return found && UnknownReference({ field: object.fields.get(found.column)!.label }).at(found.column)
}

/** A file that was swept away between the check and the write. */
const lostFile = (object: ObjectModel, rows: readonly Values[], { constraint, detail }: PgError) => {
  const field = constraint === 'file_link_file_fkey' ? fieldOfLost(object, rows, detail) : undefined
  return field && UnknownFile({ field: object.fields.get(field)!.label }).at(field)
}

const duplicate = async (
  ctx: Context,
  object: ObjectModel,
  rows: readonly Values[],
  constraint: string,
  error: PgError,
): Promise<AppError | undefined> => {
  const index = planTable(object).indexes.find((i) => i.name === constraint)
  if (!index) return undefined
  const fields = index.fields.map((name) => object.fields.get(name)!)
  const told = fields.filter((f) => canSearch(ctx.actor.access, object, f))
  const clash = /\)=\((.*)\) already exists/.exec(error.detail ?? '')?.[1]
  // Of twins in one batch the later one is in the way.
  const row =
    rows.length === 1 ? rows[0] : rows.findLast((r) => index.fields.map((name) => String(r[name])).join(', ') === clash)
  const problem = Duplicate({
    field: listed(told),
    value: row ? told.map((f) => String(row[f.name] ?? '')).join('、') : '',
    object: object.label,
  })
  if (told[0]) problem.at(told[0].name, rows.length > 1 && row ? rows.indexOf(row) : undefined)
  if (row) twins.set(problem, (outside) => visibleTwin(outside, object, index.fields, row))
  return withTwin(ctx, problem)
}

/** How to find the record in the way of a write that failed. */
const twins = new WeakMap<Error, (ctx: Context) => Promise<unknown>>()

/**
 * Adds the record in the way to a refused write. Inside the transaction that failed nothing more can be asked, so there the
 * error waits for `ctx` to be outside.
 */
export const withTwin = async <E>(ctx: Context, error: E): Promise<E> => {
  const find = error instanceof AppError && !ctx.session.open ? twins.get(error) : undefined
  if (!find) return error
  twins.delete(error as AppError)
  const existing = await find(ctx)
  return existing ? (error as AppError & E).with({ existing }) : error
}

/** The record in the way, as far as the caller may see it: nothing at all if she may not. */
const visibleTwin = async (ctx: Context, object: ObjectModel, fields: readonly string[], row: Values) => {
  const where = fields.map((name, i) => `"${name}" = $${i + 1}`).join(' and ')
  const [twin] = await ctx.session.query<{ id: string }>(
    `select id from "${ctx.workspace.schema}"."${object.name}" where ${where} and "deletedAt" is null limit 1`,
    fields.map((name) => row[name]),
  )
  if (!twin) return undefined
  const title = object.fields.get(object.def.title)!
  const fieldsAsked = canSearch(ctx.actor.access, object, title) ? [title.name] : ['id']
  const [document] = await runGet(ctx, object, [twin.id], { fields: fieldsAsked })
  if (!document) return undefined
  const { id, ...rest } = JSON.parse(document) as Record<string, unknown>
  return { id, title: rest[title.name] }
}
