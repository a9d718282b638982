/** What a number means by the format of its cell. */
export type NumberMeaning = 'number' | 'date' | 'percent' | { readonly digits: number }

const builtInDates = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56,
  57, 58,
])

/** The meaning of a format, by its number and, where it is one of the workbook's own, its code: yyyy"年"m"月", 0.0%, 000000. */
export const meaningOf = (id: number, code?: string): NumberMeaning => {
  // Spreadsheets take 255 characters.
  if (code !== undefined && code.length > 255) return 'number'
  if (code === undefined) return builtInDates.has(id) ? 'date' : id === 9 || id === 10 ? 'percent' : 'number'
  // Quoted words, escaped characters, colours, currencies and everything but the first section say nothing about it.
  const plain = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .split(';')[0]!
  if (/^0{2,}$/.test(plain)) return { digits: plain.length }
  if (plain.includes('%')) return 'percent'
  return /[ymdhs]|a{3}|上午|下午/i.test(plain.replace(/general|e[+-]/gi, '')) &&
    !/[#0?](?!0*$)/.test(plain.replace(/\.0+/, ''))
    ? 'date'
    : 'number'
}

/**
 * A number as a file writes it. Spreadsheets keep 15 digits, so a longer one was cut off before it was written; unless its
 * digits are such as no spreadsheet writes: then a program put down what it had, such as the number of an identity card.
 */
export const writtenNumber = (written: string, meaning: NumberMeaning, from1904: boolean): string => {
  const text = written.trim()
  const value = Number(text)
  if (text === '' || Number.isNaN(value)) return written
  const isLong = /^[1-9]\d{15,30}$/.test(text) && meaning !== 'date' && meaning !== 'percent'
  return isLong && !isCut(text, value) ? text : numberText(value, meaning, from1904)
}

/** Could a floating-point number have been written like this: rounded, as short as possible, or with all it stands for. */
const isCut = (text: string, value: number): boolean => {
  if (text.endsWith('0'.repeat(text.length - 15))) return true
  if (Number.isSafeInteger(value)) return false
  const rounded = [16, 17].map((digits) =>
    value
      .toExponential(digits - 1)
      .replace(/\.|e.*/g, '')
      .padEnd(text.length, '0'),
  )
  return rounded.includes(text) || BigInt(value).toString() === text
}

/** A number as the cell shows it, without loss: no exponent, no 0.30000000000000004. */
export const numberText = (value: number, meaning: NumberMeaning, from1904: boolean): string => {
  if (!Number.isFinite(value)) return ''
  if (meaning === 'date' && value >= 0 && value < 2_958_466) return serialText(from1904 ? value + 1_462 : value)
  if (meaning === 'percent') return `${plain(value * 100)}%`
  if (typeof meaning === 'object' && Number.isInteger(value) && value >= 0)
    return plain(value).padStart(meaning.digits, '0')
  return plain(value)
}

/**
 * 15 digits are what a spreadsheet keeps. A longer whole number, such as an account or an identity card, is written with an
 * exponent, as a spreadsheet shows it: zeros in place of the digits that are gone would look like the number itself.
 */
const plain = (value: number): string => {
  const text = String(Number(value.toPrecision(15)))
  if (Math.abs(value) >= 1e15) return value.toExponential(14).replace(/\.?0*e/, 'E')
  return text.includes('e') ? Number(text).toFixed(15).replace(/0+$/, '') : text
}

const dayMs = 86_400_000

/** Days since the last day of 1899 → '2026-03-31', '2026-03-31 09:05:00' or '09:05:00'. */
const serialText = (serial: number): string => {
  // The first spreadsheet believed in a 29 February 1900, and all since then do.
  const real = serial < 60 ? serial + 1 : serial
  const time = new Date(Math.round(Date.UTC(1899, 11, 30) / 1000 + real * (dayMs / 1000)) * 1000)
  const [day, clock] = time.toISOString().slice(0, 19).split('T') as [string, string]
  if (serial < 1) return clock
  return clock === '00:00:00' ? day : `${day} ${clock}`
}
