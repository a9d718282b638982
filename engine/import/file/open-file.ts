import { stat } from 'node:fs/promises'
import { limits } from '../limits.ts'
import { detectFormat } from './detect-format.ts'
import { Bomb, FileTooLarge, RowTooLong, TooManyColumns } from './errors.ts'
import type { FileFormat, FileRow, ReadOptions, TableFile } from './table-file.ts'

type Reader = (path: string, options: ReadOptions) => Promise<TableFile>

/** Each is loaded, with the libraries it stands on, when the first file of its kind comes. */
const readers: Readonly<Record<FileFormat, () => Promise<Reader>>> = {
  csv: async () => (await import('./read-csv.ts')).openCsv,
  xlsx: async () => (await import('./xlsx/open-xlsx.ts')).openXlsx,
  xls: async () => (await import('./book/read-xls.ts')).openXls,
  xlsb: async () => (await import('./book/read-xlsb.ts')).openXlsb,
  ods: async () => (await import('./ods/open-ods.ts')).openOds,
  xml: async () => (await import('./xml-book/open-xml-book.ts')).openXmlBook,
  html: async () => (await import('./html/open-html.ts')).openHtml,
  vcard: async () => (await import('./read-vcard.ts')).openVcard,
}

/** Opens an uploaded file by what it is. Either it is read right, or an `AppError` says what is wrong with it. */
export const openFile = async (path: string, options: ReadOptions = {}): Promise<TableFile> => {
  if ((await stat(path)).size > limits.file) throw FileTooLarge({ limit: limits.file / 1024 / 1024 })
  const open = await readers[await detectFormat(path)]()
  const file = await open(path, options)
  return { ...file, rows: () => withinLimits(file.rows()) }
}

async function* withinLimits(rows: AsyncGenerator<FileRow>): AsyncGenerator<FileRow> {
  let total = 0
  for await (const row of rows) {
    const { cells, number } = row
    if (cells.length > limits.columns)
      throw TooManyColumns({ row: number, column: cells.length, limit: limits.columns })
    const length = cells.reduce((sum, cell) => sum + cell.length, 0)
    if (length > limits.row) throw RowTooLong({ row: number })
    // Rows that a file says once and means many times.
    if ((total += length) > limits.unpacked) throw Bomb()
    yield row
  }
}
