import { readFile, stat } from 'node:fs/promises'
import type { CellObject, WorkSheet } from '@e965/xlsx'
import { limits } from '../limits.ts'
import { AppError } from '../../errors.ts'
import { Damaged, Encrypted, FileTooLarge, NoSheet, NoTable, TooManyColumns } from './errors.ts'
import { meaningOf, numberText } from './number-format.ts'
import type { FileRow, ReadOptions, TableFile } from './table-file.ts'

/** A workbook of Excel 97 to 2003. It is not packed, so that its size bounds what reading it costs. */
export const openXls = async (path: string, options: ReadOptions): Promise<TableFile> => {
  if ((await stat(path)).size > limits.xls) throw FileTooLarge({ limit: limits.xls / 1024 / 1024 })
  const data = await readFile(path)
  // A workbook with a password is an old container around an encrypted new one.
  if (data.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw Encrypted()
  if (isOtherDocument(data))
    throw NoTable({ what: { 'zh-CN': ' Word、PPT 或邮件文件', en: 'a Word, PowerPoint or mail file' } })
  const { read, set_cptable } = await import('@e965/xlsx')
  // Before 1997 texts were in the code page of the machine; where a file does not say which, it was a Chinese one.
  set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'))
  const book = attempt(() =>
    read(data, {
      dense: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      sheetRows: limits.rows + 1_000,
      codepage: 936,
    }),
  )
  const sheets = book.SheetNames.filter((_, i) => !book.Workbook?.Sheets?.[i]?.Hidden)
  const name = options.sheet ?? sheets[0] ?? book.SheetNames[0]
  const sheet = name === undefined ? undefined : book.Sheets[name]
  if (!sheet) throw name === undefined ? Damaged({ what: 'workbook' }) : NoSheet({ sheet: name })
  const from1904 = book.Workbook?.WBProps?.date1904 === true
  return { format: 'xls', sheets, sheet: name!, from1904, rows: () => rows(sheet, from1904) }
}

/** Other programs of that time kept their documents in the same container. */
const isOtherDocument = (data: Buffer): boolean =>
  data[0] === 0xd0 &&
  !['Workbook', 'Book'].some((name) => data.includes(Buffer.from(name, 'utf16le'))) &&
  ['WordDocument', 'PowerPoint Document', '__substg1.0_'].some((name) => data.includes(Buffer.from(name, 'utf16le')))

const attempt = <T>(work: () => T): T => {
  try {
    return work()
  } catch (error) {
    if (error instanceof AppError) throw error
    throw /password/i.test(String(error)) ? Encrypted() : Damaged({ what: 'xls' })
  }
}

async function* rows(sheet: WorkSheet, from1904: boolean): AsyncGenerator<FileRow> {
  const data = (sheet['!data'] ?? []) as (CellObject | undefined)[][]
  const merges = (sheet['!merges'] ?? []).slice(0, limits.merges).filter((m) => m.e.r > m.s.r)
  for (const { s, e } of merges)
    for (let r = s.r + 1; r <= e.r && r < data.length; r++) (data[r] ??= [])[s.c] ??= data[s.r]?.[s.c]
  for (const [r, row] of data.entries()) {
    if (!row) continue
    const cells = Array.from(row, (cell) => (cell ? textOf(cell, from1904) : ''))
    while (cells.length > 0 && cells.at(-1)!.trim() === '') cells.pop()
    if (cells.length > limits.columns) throw TooManyColumns({ row: r + 1, column: cells.length, limit: limits.columns })
    if (cells.length > 0) yield { number: r + 1, cells }
  }
}

const textOf = (cell: CellObject, from1904: boolean): string => {
  if (cell.v === undefined || cell.v === null) return ''
  if (cell.t === 'n')
    return numberText(cell.v as number, typeof cell.z === 'string' ? meaningOf(-1, cell.z) : 'number', from1904)
  if (cell.t === 'b') return cell.v ? 'TRUE' : 'FALSE'
  if (cell.t === 'e') return String(cell.w ?? '#VALUE!')
  return String(cell.v)
}
