import type { Statement } from '../../sql.ts'
import type { Context } from '../../context.ts'
import type { FieldModel, ObjectModel } from '../../schema/model.ts'
import { run, statementFor } from '../../query/statements.ts'
import { type Indexed, indexRow, textColumn, tokensColumn } from '../../search/index-row.ts'
import { isSearched } from '../../search/searched-fields.ts'
import { uuid7 } from '../../uuid.ts'
import { type SerialPlan, serialsOf } from '../serials/serials.ts'
import { translated } from '../translate.ts'
import { arrayLiteral } from './array-literal.ts'
import { type Cells, compileBulk } from './bulk-sql.ts'
import { withoutNulls } from './insert-sql.ts'
import { int4Array } from './int4-array.ts'

/** Many new rows, and the statement that writes them. */
export interface Bulk {
  readonly rows: readonly Record<string, unknown>[]
  readonly statement: Statement
  readonly values: readonly unknown[]
}

/**
 * Writes out many new rows at which nobody will look, as PostgreSQL takes them in at less than half the price of `insertRows`:
 * column by column as arrays of text, only those columns that any row fills, and nothing is asked back. It asks the database
 * nothing either, so that one lot can be written out while PostgreSQL is busy with another.
 */
export const bulkOf = (
  ctx: Context,
  object: ObjectModel,
  rows: readonly Record<string, unknown>[],
  /** What search keeps of each row, where it was worked out before. */
  indexed: readonly (Indexed | undefined)[] = [],
): Bulk => {
  const serials = serialsOf(ctx, object)
  const kept = isSearched(object) ? rows.map((row, i) => indexed[i] ?? indexRow(object, row)) : []
  const cells = cellsOf(object, rows, serials, kept)
  const names = cells.map((c) => c.name)
  const key = JSON.stringify(['bulk', ctx.workspace.schema, ctx.workspace.model.version, object.name, names])
  const statement = statementFor(key, () => compileBulk(ctx, object, cells, serials))
  const values = [
    arrayLiteral(rows.map(() => uuid7())),
    rows.map(toldOf).join('\n'),
    ctx.now,
    ctx.actor.id,
    ctx.cause.via,
    ctx.cause.reason ?? null,
    rows.length,
    ctx.cause.request,
    ...serials.flatMap((s) => [s.period, s.before, s.after, s.width]),
    ...cells.map((c) => arrayLiteral(c.texts)),
    ...tokensOf(kept),
  ]
  return { rows, statement, values }
}

/** Saves them, all or none. */
export const insertBulk = async (
  ctx: Context,
  object: ObjectModel,
  { rows, statement, values }: Bulk,
): Promise<void> => {
  if (rows.length === 0) return
  // Planned with the number of rows before its eyes: a plan for any number takes them for ten.
  await translated(ctx, object, rows, () =>
    run(ctx.session, statement, { values, actor: ctx.actor, now: ctx.now }, true),
  )
}

const stamps = new Set(['version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'deletedAt'])

const cellsOf = (
  object: ObjectModel,
  rows: readonly Record<string, unknown>[],
  serials: readonly SerialPlan[],
  kept: readonly Indexed[],
): Cells[] => {
  const given = (field: FieldModel) =>
    field.kind.column !== null && !stamps.has(field.name) && !serials.some((s) => s.field.name === field.name)
  const cells = [...object.fields.values()].filter(given).map(({ name, kind }): Cells => {
    const type = kind.column!
    return { name, type, texts: rows.map((row) => cellText(type, row[name])) }
  })
  if (isSearched(object))
    cells.push({ name: textColumn, type: 'jsonb', texts: kept.map((k) => cellText('jsonb', k[textColumn])) })
  return cells.filter((c) => c.texts.some((text) => text !== null))
}

const cellText = (type: string, given: unknown): string | null => {
  if (given === null || given === undefined) return null
  if (type === 'jsonb') return JSON.stringify(given)
  if (Array.isArray(given)) return `{${given.map((item) => `"${String(item).replace(/["\\]/g, '\\$&')}"`).join()}}`
  return String(given)
}

/** What the history of a new record tells but its number and department: members of a JSON object, without line breaks. */
const toldOf = (row: Record<string, unknown>): string => JSON.stringify(withoutNulls(row)).slice(1, -1)

/** The tokens of all rows in one list, and where those of each begin and end. */
const tokensOf = (kept: readonly Indexed[]): Buffer[] => {
  if (kept.length === 0) return []
  const last: number[] = []
  for (const { [tokensColumn]: tokens } of kept) last.push((last.at(-1) ?? 0) + tokens.length)
  const first = last.map((_, i) => (last[i - 1] ?? 0) + 1)
  return [kept.flatMap((k) => k[tokensColumn]), first, last].map(int4Array)
}
