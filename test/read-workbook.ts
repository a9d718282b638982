import { read, utils } from '@e965/xlsx'

/** The rows of a workbook's first sheet as another reader than ours sees them: numbers as numbers, days as texts. */
export const readWorkbook = (content: Buffer): unknown[][] => {
  const book = read(content, { cellDates: true, UTC: true })
  const rows = utils.sheet_to_json<unknown[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1, UTC: true })
  return rows.map((row) => row.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : cell)))
}
