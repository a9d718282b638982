const FORMS = [
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]$/,
  /^(\d{4})(\d{2})(\d{2})$/,
]

/** Spreadsheets write a day as the number of days since the end of 1899 where the cell lost its format: 1950 to 2099. */
const serial = /^(?:1[89]|[2-6]\d|7[0-2])\d{3}$/

/** A day as Chinese spreadsheets write it → 'YYYY-MM-DD': 2011/3/5, 2011.3.5, 2015年6月8日, 20150608, 45356. Null if it is none. */
export const dateInCell = (cell: string): string | null => {
  const text = cell
    .normalize('NFKC')
    .replace(/[(（]?(星期|周)[一二三四五六日天][)）]?$/, '')
    .replace(/\s/g, '')
  if (serial.test(text)) return new Date(Date.UTC(1899, 11, 30 + Number(text))).toISOString().slice(0, 10)
  for (const form of FORMS) {
    const [, year, month, day] = form.exec(text) ?? []
    if (year && month && day) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  }
  return null
}
