/** Day first or month first: 3/5/2021 can be both, and only its neighbours or a person can say. */
export type DateOrder = 'dmy' | 'mdy'

const numeric = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?=$|[\sT])/
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const dayFirst = /^(\d{1,2})[\s-]+([a-z]{3,9})\.?[\s,-]+(\d{4})(?=$|[\sT])/i
const monthFirst = /^([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})(?=$|[\sT])/i

/** Could it be two different days, with nothing to tell which. */
export const isEitherDay = (cell: string): boolean => westernDate(cell, 'dmy') !== westernDate(cell, 'mdy')

/** What the cells of a column say about their order, if anything: a part above 12 is a day. */
export const orderIn = (cells: Iterable<string>): DateOrder | undefined => {
  for (const cell of cells) {
    const [, first, second] = numeric.exec(cell.trim()) ?? []
    if (Number(first) > 12) return 'dmy'
    if (Number(second) > 12) return 'mdy'
  }
  return undefined
}

/** '1/18/2021 0:00', '18.1.2021', '18 Jan 2021', 'January 18, 2021' → the same with 2021-01-18; the cell itself otherwise. */
export const westernDate = (cell: string, order: DateOrder | undefined): string => {
  const text = cell.trim()
  const [whole, first, second, year] = numeric.exec(text) ?? []
  if (whole && (order || Number(first) > 12 || Number(second) > 12)) {
    const isDayFirst = order ? order === 'dmy' : Number(first) > 12
    return iso(year!, isDayFirst ? second! : first!, isDayFirst ? first! : second!) + text.slice(whole.length)
  }
  const [named, a, b, y] = dayFirst.exec(text) ?? monthFirst.exec(text) ?? []
  if (!named) return cell
  const [day, word] = /^\d/.test(a!) ? [a!, b!] : [b!, a!]
  const month = months.indexOf(word.slice(0, 3).toLowerCase()) + 1
  return month === 0 ? cell : iso(y!, String(month), day) + text.slice(named.length)
}

const iso = (year: string, month: string, day: string) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
