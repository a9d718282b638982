/** One row of a file as text, numbered as a spreadsheet shows it: the first row is 1. */
export interface FileRow {
  readonly number: number
  readonly cells: readonly string[]
}

/** What a file was recognised as; XML is that of Excel 2003. */
export type FileFormat = 'csv' | 'xlsx' | 'xls' | 'xlsb' | 'ods' | 'xml' | 'html' | 'vcard'

/** A file that holds a table, whatever its format. Empty rows are left out, but counted in the numbers. */
export interface TableFile {
  readonly format: FileFormat
  /** Text: as found, or as the person said. */
  readonly encoding?: string
  /** CSV: as found, or as the person said. */
  readonly delimiter?: string
  /** Workbooks: their visible sheets, and the one that is read. Web pages: their tables. */
  readonly sheets?: readonly string[]
  readonly sheet?: string
  /** Workbooks of old Macs: a day without its format is the number of days since 1904. */
  readonly from1904?: boolean
  /** Reads from the first row on, as far as asked, in bounded memory. Throws an `AppError` where it cannot go on. */
  rows(): AsyncGenerator<FileRow>
}

/** What a person may say about a file when the guess was wrong. */
export interface ReadOptions {
  readonly encoding?: string
  readonly delimiter?: string
  readonly sheet?: string
}
