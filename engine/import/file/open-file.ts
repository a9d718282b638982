import { stat } from 'node:fs/promises'
import { limits } from '../limits.ts'
import { detectFormat } from './detect-format.ts'
import { FileTooLarge, TooManyColumns } from './errors.ts'
import { openCsv } from './read-csv.ts'
import { openVcard } from './read-vcard.ts'
import { openXls } from './read-xls.ts'
import type { FileRow, ReadOptions, TableFile } from './table-file.ts'
import { openXlsx } from './xlsx/open-xlsx.ts'

const readers = { csv: openCsv, xlsx: openXlsx, xls: openXls, vcard: openVcard }

/** Opens an uploaded file by what it is. Either it is read right, or an `AppError` says what is wrong with it. */
export const openFile = async (path: string, options: ReadOptions = {}): Promise<TableFile> => {
  if ((await stat(path)).size > limits.file) throw FileTooLarge({ limit: limits.file / 1024 / 1024 })
  const file = await readers[await detectFormat(path)](path, options)
  return { ...file, rows: () => withinLimits(file.rows()) }
}

async function* withinLimits(rows: AsyncGenerator<FileRow>): AsyncGenerator<FileRow> {
  for await (const row of rows) {
    const { cells, number } = row
    if (cells.length > limits.columns)
      throw TooManyColumns({ row: number, column: cells.length, limit: limits.columns })
    yield row
  }
}
