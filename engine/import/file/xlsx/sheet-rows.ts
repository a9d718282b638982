import { limits } from '../../limits.ts'
import { Damaged, RowTooLong, TooManyColumns } from '../errors.ts'
import { isoText } from '../iso-text.ts'
import { type NumberMeaning, writtenNumber } from '../number-format.ts'
import { beginSpan, fillSpans, type Spans } from '../spans.ts'
import type { FileRow } from '../table-file.ts'
import { readXml } from '../xml.ts'
import type { Parts } from '../zip.ts'
import { cellAt } from './cell-place.ts'
import type { Merge } from './merges.ts'
import { unescapeXml } from './shared-strings.ts'

/** What the cells of a sheet refer to. */
export interface SheetContext {
  readonly strings: readonly string[]
  readonly meanings: readonly NumberMeaning[]
  readonly from1904: boolean
  readonly merges: readonly Merge[]
}

/** The rows of a sheet with a text for each cell: formulas by their last result, numbers and dates as they look. */
export async function* sheetRows(parts: Parts, part: string, context: SheetContext): AsyncGenerator<FileRow> {
  let ready: FileRow[] = []
  let number = 0
  let cells: string[] = []
  let cell = noCell
  let value = ''
  let depth = ''
  const spread = spreader(context.merges)
  const events = readXml(parts.open(part), {
    open(name, attributes) {
      if (name === 'row') {
        const given = Number(attributes['r'] ?? number + 1)
        // Merges and the place where an import goes on count on the order.
        if (!(given > number)) throw Damaged({ what: `row ${attributes['r']}` })
        number = given
        cells = []
        cell = noCell
      } else if (name === 'c') {
        const place = attributes['r'] ? cellAt(attributes['r']) : null
        cell = {
          column: place?.column ?? cell.column + 1,
          type: attributes['t'] ?? 'n',
          style: Number(attributes['s'] ?? 0),
          formula: false,
        }
        value = ''
      } else if (name === 'f') cell = { ...cell, formula: true }
      else if (name === 'v' || name === 't' || name === 'rPh') depth = name
    },
    text(text) {
      if (depth === 'v' || depth === 't') value += text
      if (value.length > limits.row) throw RowTooLong({ row: number })
    },
    close(name) {
      if (name === 'v' || name === 't' || name === 'rPh') depth = ''
      else if (name === 'c' && (value !== '' || isUnreckoned(cell))) {
        const text = value === '' ? unreckoned : cellText(cell.type, cell.style, value, context)
        if (text === '') return
        if (cell.column >= limits.columns)
          throw TooManyColumns({ row: number, column: cell.column + 1, limit: limits.columns })
        while (cells.length < cell.column) cells.push('')
        cells[cell.column] = text
      } else if (name === 'row') {
        spread(number, cells)
        if (cells.some((text) => text.trim() !== '')) ready.push({ number, cells })
      }
    },
  })
  for await (const _ of events) {
    yield* ready
    ready = []
  }
}

interface Cell {
  readonly column: number
  readonly type: string
  readonly style: number
  readonly formula: boolean
}
const noCell: Cell = { column: -1, type: '', style: 0, formula: false }

/** A formula that a program wrote and no spreadsheet has reckoned yet: not the same as one whose result is the empty text. */
const isUnreckoned = ({ formula, type }: Cell) => formula && type === 'n'
const unreckoned = '#CALC!'

const missingText = (): never => {
  throw Damaged({ what: 'sharedStrings' })
}

const cellText = (
  type: string,
  style: number,
  value: string,
  { strings, meanings, from1904 }: SheetContext,
): string => {
  switch (type) {
    case 's':
      return strings[Number(value)] ?? missingText()
    case 'inlineStr':
    case 'str':
      return unescapeXml(value)
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE'
    case 'e':
      return value
    case 'd':
      return isoText(value)
    default:
      return writtenNumber(value, meanings[style] ?? 'number', from1904)
  }
}

/** Gives the rows below the first of a merge its text. Rows come in order, so only the open merge of each column is looked at. */
const spreader = (merges: readonly Merge[]) => {
  let next = 0
  const spans: Spans = new Map()
  return (row: number, cells: string[]): void => {
    fillSpans(spans, row, cells)
    for (; next < merges.length && merges[next]!.from <= row; next++) {
      const { column, from, to } = merges[next]!
      const text = from === row ? cells[column] : ''
      if (text) beginSpan(spans, column, 1, { to, text })
    }
  }
}
