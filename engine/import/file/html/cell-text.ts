import { limits } from '../../limits.ts'
import { isRounded } from '../../rows/cell-sense.ts'
import { RowTooLong } from '../errors.ts'
import { writtenNumber } from '../number-format.ts'
import type { Attributes } from './tag-reader.ts'

/** The words of a cell as they come. */
export interface CellText {
  text: string
  /** Some of them are its own, not those of a table in it. */
  own: boolean
  /** Nothing stands in its last line yet. */
  fresh: boolean
  /** The number behind what is shown, where a spreadsheet wrote the page. */
  readonly number: string | undefined
}

/** What a spreadsheet holds in a cell; of tables within one no more is kept. */
const mostWithin = 32_767

export const emptyCell = (attributes: Attributes): CellText => ({
  text: '',
  own: false,
  fresh: true,
  number: attributes['x:num'] || attributes['data-v'],
})

/** Adds text as a browser would show it: white space of any length is one space, non-breaking ones stay. */
export const addText = (cell: CellText, text: string, row: number): void => {
  const shown = text.replace(/[ \t\r\n\f]+/g, ' ')
  if (cell.text.length + shown.length > limits.row) throw RowTooLong({ row })
  cell.text += shown
  if (!/\S/.test(shown)) return
  cell.own = true
  cell.fresh = false
}

/** Ends a line: where the page says so, or around a block that stands in lines of its own. */
export const addBreak = (cell: CellText, isBlock: boolean): void => {
  if ((isBlock && cell.fresh) || cell.text.length >= limits.row) return
  cell.text += '\n'
  cell.fresh = true
}

/** Adds what a cell of a table within this one says. */
export const addWithin = (cell: CellText, text: string): void => {
  if (cell.text.length + text.length > mostWithin) return
  cell.text += ` ${text} `
  cell.fresh = false
}

/** What the cell says. A long number that is shown rounded is taken from where the spreadsheet wrote all of it. */
export const cellText = ({ text, number }: CellText): string => {
  const said = text
    .replace(/ {2,}/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replaceAll('\u00a0', ' ')
    .trim()
  return number !== undefined && isRounded(said) ? writtenNumber(number, 'number', false) : said
}
