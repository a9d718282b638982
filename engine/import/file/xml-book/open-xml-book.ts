import { chooseSheet } from '../choose-sheet.ts'
import { decode } from '../decode.ts'
import { markupEncoding } from '../markup-encoding.ts'
import type { ReadOptions, TableFile } from '../table-file.ts'
import { readContents } from './contents.ts'
import { sheetRows } from './sheet-rows.ts'

/** A workbook in the XML of Excel 2002 and 2003 (SpreadsheetML), as many systems write it under the name of .xls. */
export const openXmlBook = async (path: string, options: ReadOptions): Promise<TableFile> => {
  const encoding = await markupEncoding(path, options.encoding)
  const contents = await readContents(texts(path, encoding))
  const { sheets, chosen } = chooseSheet(contents.sheets, options.sheet)
  return {
    format: 'xml',
    encoding,
    sheets,
    sheet: chosen.name,
    from1904: contents.from1904,
    rows: () => sheetRows(texts(path, encoding), chosen.place, contents),
  }
}

/** Page generators leave empty lines before the XML, which no XML may begin with. */
async function* texts(path: string, encoding: string): AsyncGenerator<string> {
  let begun = false
  for await (const piece of decode(path, encoding)) {
    const text: string = begun ? piece : piece.trimStart()
    begun ||= text !== ''
    yield text
  }
}
