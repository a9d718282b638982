import type { Context } from '../../context.ts'
import { cellText, valueAt } from '../../export/cell-text.ts'
import { exportColumns } from '../../export/column.ts'
import { limits } from '../../query/limits.ts'
import { runList } from '../../query/run-list.ts'
import type { ObjectModel } from '../../schema/model.ts'
import { isUuid } from '../../uuid.ts'
import { plainCell } from './cell-sense.ts'
import type { RowProblem } from './problem.ts'
import type { ReadRow } from './read-cells.ts'

const unfound = new Set(['import.noSuchRecord', 'import.severalRecords'])
const isOpen = ({ code, field, column }: RowProblem) => unfound.has(code) && field !== undefined && column !== undefined

/**
 * A cell that says what its record says already is no problem: several may be called so, the person may have left, what an
 * activity is about may be of another kind than the column holds. So what was exported comes back in as it went out.
 */
export const keepLinked = async (ctx: Context, object: ObjectModel, rows: readonly ReadRow[]): Promise<void> => {
  const known = rows.filter((row) => row.problems.some(isOpen) && keyOf(row))
  for (const [key, same] of Map.groupBy(known, (row) => keyOf(row)!))
    for (let at = 0; at < same.length; at += limits.page)
      await keepIn(ctx, object, key, same.slice(at, at + limits.page))
}

/** By what the row says which record it is. */
const keyOf = ({ identity }: ReadRow): string | undefined =>
  Object.keys(identity).find((name) => name !== 'id' || isUuid(identity['id']!))

const keepIn = async (ctx: Context, object: ObjectModel, key: string, rows: readonly ReadRow[]): Promise<void> => {
  const names = [...new Set(rows.flatMap((row) => row.problems.filter(isOpen).map((p) => p.field!)))]
  const columns = new Map(exportColumns(ctx, object, names, 'zh-CN').map((c) => [c.path, c]))
  const page = await runList(ctx, object, {
    filter: { [key]: { in: rows.map((row) => row.identity[key]) } },
    fields: [key, ...[...columns.values()].map((c) => c.asked)],
    limit: limits.page,
  })
  const records = page.documents.map((text) => JSON.parse(text) as Record<string, unknown>)
  const there = new Map(records.map((record) => [String(record[key]), record]))
  for (const row of rows) {
    const record = there.get(row.identity[key]!)
    if (!record) continue
    for (const problem of row.problems.filter(isOpen)) {
      const column = columns.get(problem.field!)!
      if (cellText(ctx, column, valueAt(record, column.keys)) !== plainCell(row.cells[problem.column!] ?? '')) continue
      row.values[problem.field!] = stored(record[problem.field!])
      row.problems.splice(row.problems.indexOf(problem), 1)
    }
  }
}

/** A reference as it is written: without the title it is shown with. */
const stored = (shown: unknown): unknown => {
  if (Array.isArray(shown)) return shown.map(stored)
  const { object, id } = shown as { object?: string; id: string }
  return object === undefined ? id : { object, id }
}
