import type { FileColumn } from './analyse.ts'
import type { ReadRow } from './rows/read-cells.ts'

/** What a check found, put together so that many rows can be mended by one decision. */
export interface CheckSummary {
  /** Kinds of problems by how many rows have them. */
  readonly problems: readonly {
    readonly column?: string
    readonly field?: string
    readonly code: string
    readonly count: number
    readonly example: string
    readonly exampleEn: string
  }[]
  /** Cells that are no option, no record, no date …, by how many rows have them: each can be given a meaning. */
  readonly values: readonly {
    readonly column: number
    readonly value: string
    readonly count: number
    readonly suggestion?: string
  }[]
  /** Rows that are in the file twice. */
  readonly repeated: number
  /** Rows whose record is there already. */
  readonly existing: number
}

const mostValues = 200

/** Collects a summary row by row. */
export const createSummary = (columns: readonly FileColumn[]) => {
  const problems = new Map<string, CheckSummary['problems'][number]>()
  const values = new Map<string, CheckSummary['values'][number]>()
  const counts = { repeated: 0, existing: 0 }
  return {
    counts,
    add(row: ReadRow): void {
      for (const { column, field, code, message, messageEn, value, suggestion } of row.problems) {
        const key = `${column} ${field} ${code}`
        const known = problems.get(key)
        const name = columns.find((c) => c.index === column)?.name
        problems.set(key, {
          ...(name === undefined ? {} : { column: name }),
          ...(field === undefined ? {} : { field }),
          code,
          count: (known?.count ?? 0) + 1,
          example: known?.example ?? message,
          exampleEn: known?.exampleEn ?? messageEn,
        })
        if (column === undefined || value === undefined) continue
        const at = `${column} ${value}`
        if (!values.has(at) && values.size >= mostValues) continue
        values.set(at, {
          column,
          value,
          count: (values.get(at)?.count ?? 0) + 1,
          ...(suggestion ? { suggestion } : {}),
        })
      }
    },
    result: (): CheckSummary => ({
      problems: [...problems.values()].sort((a, b) => b.count - a.count),
      values: [...values.values()].sort((a, b) => b.count - a.count),
      ...counts,
    }),
  }
}
