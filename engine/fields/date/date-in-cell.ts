const FORMS = [
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]$/,
  /^(\d{4})(\d{2})(\d{2})$/,
]

/** A day as Chinese spreadsheets write it → 'YYYY-MM-DD': 2011/3/5, 2011.3.5, 2015年6月8日, 20150608. Null if it is none. */
export const dateInCell = (cell: string): string | null => {
  const text = cell.normalize('NFKC').replace(/\s/g, '')
  for (const form of FORMS) {
    const [, year, month, day] = form.exec(text) ?? []
    if (year && month && day) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  }
  return null
}
