import { limits } from '../../limits.ts'
import { Damaged, RowTooLong, TooManyColumns } from '../errors.ts'
import { isoText } from '../iso-text.ts'
import { type NumberMeaning, writtenNumber } from '../number-format.ts'
import { beginSpan, fillSpans, type Spans } from '../spans.ts'
import type { FileRow } from '../table-file.ts'
import { type Attributes, readXml } from '../xml.ts'
import { type Contents, own } from './contents.ts'

interface Cell {
  readonly column: number
  readonly style: string
  readonly formula: boolean
  /** Columns and rows that it takes beyond its own. */
  readonly across: number
  readonly down: number
  type: string
  value: string
}

const number = (attributes: Attributes, name: string, otherwise: number) => {
  const given = own(attributes, name)
  return given === undefined ? otherwise : Math.min(Math.max(Math.trunc(Number(given)) || 0, 0), 1_048_576)
}

/** The rows of the sheet at this place. */
export async function* sheetRows(
  texts: AsyncGenerator<string>,
  place: number,
  contents: Contents,
): AsyncGenerator<FileRow> {
  let ready: FileRow[] = []
  let sheet = -1
  // Where the next row and the next cell come, unless they say where.
  let [row, next, column] = [0, 1, 0]
  let cells: string[] = []
  let cell: Cell | null = null
  let [inData, inComment] = [false, false]
  const spans: Spans = new Map()
  const events = readXml(texts, {
    open(name, attributes) {
      if (name === 'Worksheet') sheet++
      if (sheet !== place) return
      if (name === 'Row') {
        const given = number(attributes, 'Index', next)
        if (given < next) throw Damaged({ what: `row ${given}` })
        row = given
        next = row + 1 + number(attributes, 'Span', 0)
        column = 0
        cells = []
      } else if (name === 'Cell') {
        column = number(attributes, 'Index', column + 1) - 1
        cell = {
          column,
          style: own(attributes, 'StyleID') ?? '',
          formula: own(attributes, 'Formula') !== undefined,
          across: number(attributes, 'MergeAcross', 0),
          down: number(attributes, 'MergeDown', 0),
          type: '',
          value: '',
        }
        column += 1 + cell.across
      } else if (name === 'Comment') inComment = true
      else if (name === 'Data' && cell && !inComment) {
        inData = true
        cell.type = own(attributes, 'Type') ?? 'String'
      }
    },
    text(text) {
      if (!inData || !cell) return
      cell.value += text
      if (cell.value.length > limits.row) throw RowTooLong({ row })
    },
    close(name) {
      if (name === 'Data') inData = false
      else if (name === 'Comment') inComment = false
      else if (name === 'Cell' && cell) {
        const text = cellText(cell, contents.meanings.get(cell.style) ?? 'number', contents.from1904)
        if (text !== '') {
          if (cell.column < cells.length) throw Damaged({ what: `row ${row}` })
          if (cell.column >= limits.columns)
            throw TooManyColumns({ row, column: cell.column + 1, limit: limits.columns })
          while (cells.length < cell.column) cells.push('')
          cells[cell.column] = text
          if (cell.down > 0) beginSpan(spans, cell.column, 1, { to: row + cell.down, text })
        }
        cell = null
      } else if (name === 'Row' && sheet === place) {
        fillSpans(spans, row, cells)
        if (cells.some((text) => text.trim() !== '')) ready.push({ number: row, cells })
      }
    },
  })
  for await (const _ of events) {
    yield* ready
    ready = []
    if (sheet > place) return
  }
}

const cellText = ({ type, value, formula }: Cell, meaning: NumberMeaning, from1904: boolean): string => {
  // A program wrote the formula, and no spreadsheet has reckoned it yet.
  if (formula && value === '' && type !== 'String') return '#CALC!'
  switch (type) {
    case 'Number':
      return writtenNumber(value, meaning, from1904)
    case 'DateTime':
      return isoText(value)
    case 'Boolean':
      return value === '1' ? 'TRUE' : 'FALSE'
    case 'Error':
      return value || '#VALUE!'
    default:
      return value
  }
}
