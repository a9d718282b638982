import type { Context } from '../context.ts'
import { cellText } from './cell-text.ts'
import type { ExportColumn } from './column.ts'

/** A cell of a workbook: a typed one is never taken for a formula. */
export type XlsxCell = string | number | boolean | Date | null

const exactDigits = 15

/** Numbers and days as such, so that a spreadsheet can reckon with them; all else as text. */
export const xlsxCell = (ctx: Context, column: ExportColumn, value: unknown): XlsxCell => {
  if (value === null || value === undefined) return null
  const { kind, options } = column.field.field
  if (column.masked) return cellText(ctx, column, value)
  const numeric = column.field.kind.numeric || options.result === 'decimal' || options.result === 'money'
  if (numeric && kind !== 'percent') return asNumber(String(value))
  if (kind === 'date' || options.result === 'date') return new Date(`${String(value)}T00:00:00Z`)
  if (kind === 'flag') return value === true
  return cellText(ctx, column, value)
}

/** A number of more digits than a spreadsheet keeps stays text. */
const asNumber = (text: string): number | string =>
  text.replace(/\D/g, '').replace(/^0+/, '').length > exactDigits ? text : Number(text)
