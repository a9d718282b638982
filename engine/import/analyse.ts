import type { AppError } from '../errors.ts'
import { EmptyFile } from './file/errors.ts'
import { openFile } from './file/open-file.ts'
import { type DateOrder, orderIn } from './rows/foreign-date.ts'
import type { FileFormat, FileRow, ReadOptions, TableFile } from './file/table-file.ts'

/** A column of the file, as the person sees it. */
export interface FileColumn {
  /** Its place, counted from 0. */
  readonly index: number
  readonly name: string
  /** The first different values in it. */
  readonly samples: readonly string[]
  /** Of dates like 3/5/2021: what comes first, where other cells of the column tell. */
  readonly dateOrder?: DateOrder
}

/** What a file turned out to be. */
export interface FileFacts {
  readonly format: FileFormat
  readonly encoding?: string
  readonly delimiter?: string
  readonly sheets?: readonly string[]
  readonly sheet?: string
  readonly from1904?: boolean
  /** The row with the columns' names; 0 where there is none. */
  readonly headerRow: number
  /** CSV: how many cells a row has. Others were split wrongly. */
  readonly widths?: readonly number[]
  /** Rows below the header; null where the file is longer than what was looked at. */
  readonly rows: number | null
  readonly columns: readonly FileColumn[]
  /** The first rows below the header, cut to what fits a screen; imports of older versions have none. */
  readonly preview?: readonly (readonly string[])[]
}

const headRows = 1_000
const headerAmong = 20
const mostSamples = 3
const sampleLength = 60
const previewRows = 5
const previewWidth = 40
const coverRows = 30
const mostCovers = 20

/** Looks at the beginning of a file: what it is, where its header stands, its columns with samples. */
export const analyse = async (
  path: string,
  options: ReadOptions & { readonly headerRow?: number } = {},
): Promise<FileFacts> => {
  let file = await openFile(path, options)
  let head = await readHead(file)
  // A cover sheet without a table is passed over, unless it was asked for or there is nothing else.
  const others = file.sheets?.filter((sheet) => sheet !== file.sheet).slice(0, mostCovers) ?? []
  for (const sheet of options.sheet === undefined ? others : []) {
    if (!isCover(head)) break
    const next = await openFile(path, { ...options, sheet })
    const nextHead = await readHead(next)
    if (head.rows.length > 0 && isCover(nextHead)) continue
    file = next
    head = nextHead
  }
  if (head.rows.length === 0) throw EmptyFile() satisfies AppError
  const headerRow = options.headerRow ?? findHeader(head.rows)
  const below = head.rows.filter((r) => r.number > headerRow)
  const header = head.rows.find((r) => r.number === headerRow)
  if (below.length === 0) throw EmptyFile()
  const { format, encoding, delimiter, sheets, sheet, from1904 } = file
  return {
    format,
    ...(encoding ? { encoding } : {}),
    ...(delimiter ? { delimiter } : {}),
    ...(sheets ? { sheets } : {}),
    ...(sheet ? { sheet } : {}),
    ...(from1904 ? { from1904 } : {}),
    headerRow,
    ...(format === 'csv' ? { widths: widthsOf(header, below) } : {}),
    rows: head.whole ? below.length : null,
    columns: columnsOf(header, below),
    preview: below
      .slice(0, previewRows)
      .map(({ cells }) => cells.slice(0, previewWidth).map((cell) => [...cell].slice(0, sampleLength).join(''))),
  }
}

/** A few lines of words: what a sheet of instructions looks like. */
const isCover = ({ rows, whole }: { readonly rows: readonly FileRow[]; readonly whole: boolean }): boolean =>
  whole && rows.length <= coverRows && rows.every((row) => filled(row) <= 1)

const readHead = async (file: TableFile): Promise<{ rows: FileRow[]; whole: boolean }> => {
  const rows: FileRow[] = []
  for await (const row of file.rows()) {
    rows.push(row)
    if (rows.length >= headRows) return { rows, whole: false }
  }
  return { rows, whole: true }
}

const filled = (row: FileRow) => row.cells.filter((cell) => cell.trim() !== '').length

/** The first row that is about as full as the table is wide: what stands above it is a title. Records have begun below it. */
const findHeader = (rows: readonly FileRow[]): number => {
  const first = rows.slice(0, 200)
  const usual = first.map(filled).sort((a, b) => a - b)[first.length >> 1]!
  const record = rows.slice(0, headerAmong).findIndex((row) => filled(row) >= usual * 0.6 && row.cells.some(isOfRecord))
  const among = rows.slice(0, record < 0 ? headerAmong : record)
  const widest = Math.max(...(record < 0 ? first : among).map(filled))
  let at = among.findIndex((row) => filled(row) >= Math.max(1, widest * 0.6))
  if (at < 0) return record < 0 ? rows[0]!.number : 0
  // A header of two lines: names that reach over both are in both, and the lower one is the finer.
  while (at + 1 < among.length && goesOn(among[at]!, among[at + 1]!)) at++
  return among[at]!.number
}

/** A number of seven digits or more, an e-mail address, a day: it stands in records, not above them. */
const ofRecord = /^(\+?\d([\s()-]*\d){6,}|[^\s@]+@[^\s@]+\.\w+|\d{4}([-/.年])\d{1,2}([-/.月])\d{1,2}日?)$/

const isOfRecord = (cell: string) => ofRecord.test(cell.trim())

const goesOn = (upper: FileRow, lower: FileRow): boolean =>
  filled(lower) >= filled(upper) && upper.cells.some((cell, i) => /\p{L}/u.test(cell) && cell === lower.cells[i])

/** The header's number of names and of cells, and the usual one below it where that is another. */
const widthsOf = (header: FileRow | undefined, below: readonly FileRow[]): number[] => {
  const groups = [...Map.groupBy(below, (r) => r.cells.length)].sort((a, b) => b[1].length - a[1].length)
  const usual = groups[0]![0]
  const isUsual = groups[0]![1].length > below.length / 2 || !header
  const named = header ? header.cells.findLastIndex((cell) => cell.trim() !== '') + 1 : usual
  return [...new Set([named, ...(header ? [header.cells.length] : []), ...(isUsual ? [usual] : [])])]
}

const columnsOf = (header: FileRow | undefined, below: readonly FileRow[]): FileColumn[] => {
  const width = Math.max(header?.cells.length ?? 0, ...below.map((r) => r.cells.length))
  return Array.from({ length: width }, (_, index) => columnAt(index, header, below)).filter((c) => c !== null)
}

/** Null for a column that has neither a name nor anything in it. */
const columnAt = (index: number, header: FileRow | undefined, below: readonly FileRow[]): FileColumn | null => {
  const name = header?.cells[index]?.replace(/\s+/g, ' ').trim() ?? ''
  const samples = new Set<string>()
  for (const { cells } of below) {
    const cell = cells[index]?.trim()
    if (cell) samples.add([...cell].slice(0, sampleLength).join(''))
    if (samples.size === mostSamples) break
  }
  if (name === '' && samples.size === 0) return null
  const dateOrder = orderIn(below.map(({ cells }) => cells[index] ?? ''))
  return { index, name: name || `第 ${index + 1} 列`, samples: [...samples], ...(dateOrder ? { dateOrder } : {}) }
}
