import { limits } from '../../limits.ts'
import { FileTooLarge } from '../errors.ts'
import type { ReadOptions, TableFile } from '../table-file.ts'
import { openParts, type Parts } from '../zip.ts'
import { attempt, bookFile, parsing } from './book-rows.ts'

/** Parts that the table stands in; what else a workbook holds, such as the memory of pivot tables, is often far more. */
const needed =
  /^(_rels\/\.rels|xl\/_rels\/workbook\.bin\.rels|xl\/(workbook|styles|sharedstrings)\.bin|xl\/worksheets\/[^/]+\.bin)$/

const kind = (part: string, type: string) =>
  `<Override PartName="/xl/${part}.bin" ContentType="application/vnd.ms-excel.${type}"/>`
/** The library looks for whatever is listed here, so it lists nothing but these parts. */
const listed = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${kind('workbook', 'sheet.binary.macroEnabled.main')}${kind('styles', 'styles')}${kind('sharedStrings', 'sharedStrings')}</Types>`

/**
 * A workbook in Excel's binary form (MS-XLSB). The library reads it whole and unpacks whatever it is given, so it is given the
 * parts that we unpacked, which may not be larger than an old .xls.
 */
export const openXlsb = async (path: string, options: ReadOptions): Promise<TableFile> => {
  const { CFB, read } = await import('@e965/xlsx')
  const archive = CFB.utils.cfb_new()
  CFB.utils.cfb_add(archive, '/[Content_Types].xml', Buffer.from(listed))
  const parts = await openParts(path)
  try {
    for (const [name, content] of await unpack(parts)) CFB.utils.cfb_add(archive, `/${name}`, content)
  } finally {
    parts.close()
  }
  const data = CFB.write(archive, { fileType: 'zip', type: 'buffer', compression: false })
  return bookFile(
    'xlsb',
    attempt('xlsb', () => read(data, parsing)),
    options,
  )
}

const unpack = async (parts: Parts): Promise<Map<string, Buffer>> => {
  const unpacked = new Map<string, Buffer>()
  let size = 0
  for (const name of parts.names.filter((n) => needed.test(n))) {
    const pieces: Buffer[] = []
    for await (const piece of parts.open(name)) {
      if ((size += piece.length) > limits.xls) throw FileTooLarge({ limit: limits.xls / 1024 / 1024 })
      pieces.push(piece)
    }
    unpacked.set(name, Buffer.concat(pieces))
  }
  return unpacked
}
