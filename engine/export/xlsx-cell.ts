import type { Context } from '../context.ts'
import { defineError } from '../errors.ts'
import { cellText } from './cell-text.ts'
import type { ExportColumn } from './column.ts'
import { unambiguousCell } from './neutral-cell.ts'

/** A cell of a workbook: a typed one is never taken for a formula. */
export type XlsxCell = string | number | boolean | Date | null

const TooLongForCell = defineError(
  'export.tooLongForCell',
  422,
  '有一条记录的“{field}”超过 {limit} 字,Excel 的单元格放不下;请导出 CSV,或去掉这一列',
  'In one record “{field}” has more than {limit} characters, which no cell of Excel holds; export CSV, or leave the column out',
)

const exactDigits = 15
/** Longer ones make Excel call the whole file damaged; cut off they would come back shorter with an import. */
const longestText = 32_767

/** Numbers and days as such, so that a spreadsheet can reckon with them; all else as text. */
export const xlsxCell = (ctx: Context, column: ExportColumn, value: unknown): XlsxCell => {
  if (value === null || value === undefined) return null
  const { kind, options } = column.field.field
  if (column.masked) return text(column, cellText(ctx, column, value))
  const numeric = column.field.kind.numeric || options.result === 'decimal' || options.result === 'money'
  if (numeric && kind !== 'percent') return asNumber(String(value))
  if (kind === 'date' || options.result === 'date') return new Date(`${String(value)}T00:00:00Z`)
  if (kind === 'flag') return value === true
  return text(column, cellText(ctx, column, value))
}

/** Workbooks write characters that XML cannot hold as _x000D_; what merely looks like that is told apart by an escaped _. */
const text = ({ field }: ExportColumn, words: string): string => {
  const cell = unambiguousCell(words)
  if (cell.length > longestText) throw TooLongForCell({ field: field.label, limit: longestText })
  return cell.replace(/_(?=x[0-9A-F]{4}_)/gi, '_x005F_')
}

/** A number of more digits than a spreadsheet keeps stays text. */
const asNumber = (text: string): number | string =>
  text.replace(/\D/g, '').replace(/^0+/, '').length > exactDigits ? text : Number(text)
