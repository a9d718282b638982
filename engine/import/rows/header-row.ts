import type { FieldModel, ObjectModel } from '../../schema/model.ts'
import { headerWords, plainHeader } from '../mapping/field-words.ts'

/** Longer cells are no names of columns. */
const longestWord = 40

/** Tells whether a cell is what a column or its field is called: most cells are told by their first character. */
export const headerTest = (object: ObjectModel, field: FieldModel, name: string): ((cell: string) => boolean) => {
  const words = new Set(headerWords(object, field, name))
  const beginnings = new Set([...words].map((word) => word[0]))
  const begins = new Map<string, boolean>()
  return (cell) => {
    if (cell.length > longestWord) return false
    const first = cell[0] ?? ''
    if (!begins.has(first)) begins.set(first, ['', ...beginnings].includes(plainHeader(first)))
    return begins.get(first)! && words.has(plainHeader(cell))
  }
}

/** Is a row the columns' names once more: in another language, or where files were put one behind the other. */
export const isHeaderRow = (
  columns: readonly { readonly column: number; readonly isName: (cell: string) => boolean }[],
  cells: readonly string[],
): boolean => {
  let named = 0
  for (const { column, isName } of columns) {
    const cell = cells[column] ?? ''
    if (cell === '') continue
    if (!isName(cell)) return false
    named++
  }
  return named > 0
}
