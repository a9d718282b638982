import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { defineError } from '#engine'

export const FileMissing = defineError(
  'import.fileMissing',
  404,
  '文件夹 {folder} 里缺少 {files}',
  'The folder {folder} lacks {files}',
)
export const ColumnMissing = defineError(
  'import.columnMissing',
  422,
  '{file} 缺少列:{columns}',
  '{file} lacks the columns {columns}',
)

/** The four files of the CRM sales set and the columns that are read. */
const shapes = {
  'accounts.csv': ['account', 'sector', 'year_established', 'revenue', 'employees', 'office_location', 'subsidiary_of'],
  'products.csv': ['product', 'series', 'sales_price'],
  'sales_teams.csv': ['sales_agent', 'manager', 'regional_office'],
  'sales_pipeline.csv': [
    'opportunity_id',
    'sales_agent',
    'product',
    'account',
    'deal_stage',
    'engage_date',
    'close_date',
    'close_value',
  ],
} as const

type Shapes = typeof shapes
type Row<F extends keyof Shapes> = Readonly<Record<Shapes[F][number], string>>

/** The rows as they stand in the files, all values text, nothing mended. */
export interface CrmSalesFiles {
  readonly accounts: readonly Row<'accounts.csv'>[]
  readonly products: readonly Row<'products.csv'>[]
  readonly teams: readonly Row<'sales_teams.csv'>[]
  readonly pipeline: readonly Row<'sales_pipeline.csv'>[]
}

/** Reads the four files. Throws FileMissing or ColumnMissing. */
export const readFiles = (folder: string): CrmSalesFiles => {
  const missing = Object.keys(shapes).filter((file) => !existsSync(path.join(folder, file)))
  if (missing.length > 0) throw FileMissing({ folder, files: missing.join('、') })
  return {
    accounts: rows(folder, 'accounts.csv'),
    products: rows(folder, 'products.csv'),
    teams: rows(folder, 'sales_teams.csv'),
    pipeline: rows(folder, 'sales_pipeline.csv'),
  }
}

const rows = <F extends keyof Shapes>(folder: string, file: F): Row<F>[] => {
  const text = readFileSync(path.join(folder, file))
  const read: Row<F>[] = parse(text, { bom: true, columns: true, trim: true, skip_empty_lines: true })
  const lacking = shapes[file].filter((column) => !(column in (read[0] ?? {})))
  if (lacking.length > 0) throw ColumnMissing({ file, columns: lacking.join('、') })
  return read
}
