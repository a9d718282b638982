import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx'
import { AppError } from '../../../errors.ts'
import { limits } from '../../limits.ts'
import { chooseSheet } from '../choose-sheet.ts'
import { Damaged, Encrypted, TooManyColumns } from '../errors.ts'
import { meaningOf, numberText } from '../number-format.ts'
import { beginSpan, fillSpans, type Spans } from '../spans.ts'
import type { FileRow, ReadOptions, TableFile } from '../table-file.ts'

/** How the library reads a workbook: values with their formats, nothing made of them. */
export const parsing = {
  dense: true,
  cellNF: true,
  cellText: false,
  cellHTML: false,
  sheetRows: limits.rows + 1_000,
} as const

/** Runs the library, and says in our words what it stumbled over. */
export const attempt = (format: string, work: () => WorkBook): WorkBook => {
  try {
    return work()
  } catch (error) {
    if (error instanceof AppError) throw error
    throw /password/i.test(String(error)) ? Encrypted() : Damaged({ what: format })
  }
}

/** A workbook that a library read whole. */
export const bookFile = (format: 'xls' | 'xlsb', book: WorkBook, options: ReadOptions): TableFile => {
  const all = book.SheetNames.map((name, i) => ({ name, hidden: (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) !== 0 }))
  const { sheets, chosen } = chooseSheet(all, options.sheet)
  const sheet = book.Sheets[chosen.name]
  if (!sheet) throw Damaged({ what: 'workbook' })
  const from1904 = book.Workbook?.WBProps?.date1904 === true
  return { format, sheets, sheet: chosen.name, from1904, rows: () => rows(sheet, from1904) }
}

async function* rows(sheet: WorkSheet, from1904: boolean): AsyncGenerator<FileRow> {
  const data = (sheet['!data'] ?? []) as (CellObject | undefined)[][]
  const merges = (sheet['!merges'] ?? []).slice(0, limits.merges).filter((m) => m.e.r > m.s.r)
  const begun = Map.groupBy(merges, (m) => m.s.r)
  const spans: Spans = new Map()
  for (const [r, row] of data.entries()) {
    const cells = cellsOf(row ?? [], r, from1904)
    fillSpans(spans, r, cells)
    for (const { s, e } of begun.get(r) ?? []) beginSpan(spans, s.c, 1, { to: e.r, text: cells[s.c] ?? '' })
    while (cells.length > 0 && cells.at(-1)!.trim() === '') cells.pop()
    if (cells.length > 0) yield { number: r + 1, cells }
  }
}

/** Only what is there is looked at: a row may have nothing but an empty text in its last column, and so may all rows. */
const cellsOf = (row: readonly (CellObject | undefined)[], r: number, from1904: boolean): string[] => {
  const cells: string[] = []
  for (const key in row) {
    const cell = row[key]
    const text = cell ? textOf(cell, from1904) : ''
    if (text.trim() === '') continue
    const column = Number(key)
    if (column >= limits.columns) throw TooManyColumns({ row: r + 1, column: column + 1, limit: limits.columns })
    while (cells.length < column) cells.push('')
    cells[column] = text
  }
  return cells
}

/** What is shown for an error, by its number. */
const errors: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
}

const textOf = (cell: CellObject, from1904: boolean): string => {
  if (cell.v === undefined || cell.v === null) return ''
  if (cell.t === 'n')
    return numberText(cell.v as number, typeof cell.z === 'string' ? meaningOf(-1, cell.z) : 'number', from1904)
  if (cell.t === 'b') return cell.v ? 'TRUE' : 'FALSE'
  if (cell.t === 'e') return errors[cell.v as number] ?? '#VALUE!'
  return String(cell.v)
}
