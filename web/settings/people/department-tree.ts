import { referenceId } from '../../api/record-title.ts'
import type { RecordData } from '../../api/records.ts'

/** Departments in the order of their tree, each with how deep it lies. One whose parent is not seen stands at the top. */
export const departmentTree = (rows: readonly RecordData[]): { row: RecordData; depth: number }[] => {
  const known = new Set(rows.map(({ id }) => id))
  const parentOf = (row: RecordData) => {
    const parent = referenceId(row['parent'])
    return parent !== null && known.has(parent) ? parent : null
  }
  const below = Map.groupBy(rows, parentOf)
  const walk = (parent: string | null, depth: number): { row: RecordData; depth: number }[] =>
    (below.get(parent) ?? []).flatMap((row) => [{ row, depth }, ...walk(row.id, depth + 1)])
  return walk(null, 0)
}
