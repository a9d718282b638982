/** What one import may bring. Beyond it a file is refused with the number that it broke; nothing is cut off silently. */
export const limits = {
  /** Files that one person uploaded within a day and has not begun to import. */
  unfinished: 50,
  /** Bytes of the uploaded file. */
  file: 100 * 1024 * 1024,
  /** An old .xls, and an .xlsb once unpacked, is read in one piece, so it may be less. */
  xls: 20 * 1024 * 1024,
  /** Rows with data below the header. */
  rows: 200_000,
  /** Columns with data. */
  columns: 500,
  /** Characters of one row. */
  row: 1_000_000,
  /** Bytes of all the parts of a workbook that are read, once unpacked. */
  unpacked: 400 * 1024 * 1024,
  /** Bytes of XML without a tag: what a spreadsheet can hold in a cell is a tenth of it. */
  unbroken: 2_000_000,
  /** Elements of XML, or tables of a web page, within each other. */
  depth: 1_000,
  /** Characters of a comment or a tag of HTML. */
  unbrokenPage: 20_000_000,
  /** Tables of a web page, and how many of them are offered. */
  tables: 20_000,
  offeredTables: 20,
  /** Unpacked to packed, for parts beyond `smallPart`: 42.zip has 1,000; real workbooks 5 to 40. */
  ratio: 200,
  smallPart: 8 * 1024 * 1024,
  /** Parts of a workbook: sheets, pictures, … */
  parts: 5_000,
  /** Characters of all the different texts of a workbook. */
  sharedText: 48_000_000,
  merges: 20_000,
  /** Sheets of a workbook, and the looks of its cells. */
  sheets: 1_000,
  styles: 70_000,
} as const
