import { chooseSheet } from '../choose-sheet.ts'
import type { FileRow, ReadOptions, TableFile } from '../table-file.ts'
import { openParts } from '../zip.ts'
import { readMerges } from './merges.ts'
import { readSharedStrings } from './shared-strings.ts'
import { sheetRows } from './sheet-rows.ts'
import { readStyles } from './styles.ts'
import { readWorkbook, type Workbook } from './workbook.ts'

/**
 * A workbook of Excel, WPS and others (ECMA-376). Read by ourselves on a zip and an XML reader: the libraries that read
 * workbooks whole hold all of it in memory, and the streaming one we tried read ahead without bounds.
 */
export const openXlsx = async (path: string, options: ReadOptions): Promise<TableFile> => {
  const parts = await openParts(path)
  const workbook = await readWorkbook(parts).finally(() => parts.close())
  const { sheets, chosen } = chooseSheet(workbook.sheets, options.sheet)
  return {
    format: 'xlsx',
    sheets,
    sheet: chosen.name,
    from1904: workbook.from1904,
    rows: () => rows(path, workbook, chosen.part),
  }
}

async function* rows(path: string, workbook: Workbook, part: string): AsyncGenerator<FileRow> {
  const parts = await openParts(path)
  try {
    const merges = await readMerges(parts, part)
    const strings = await readSharedStrings(parts, workbook.sharedStrings)
    const meanings = await readStyles(parts, workbook.styles)
    yield* sheetRows(parts, part, { strings, meanings, merges, from1904: workbook.from1904 })
  } finally {
    parts.close()
  }
}
