import { limits } from '../../limits.ts'
import { RowTooLong, TooManyColumns } from '../errors.ts'
import { beginSpan, fillSpans, type Spans } from '../spans.ts'
import type { FileRow } from '../table-file.ts'
import { type Attributes, readXml } from '../xml.ts'
import { type OdsCell, odsText } from './cell-text.ts'
import type { Contents } from './contents.ts'

/** A row that stands for several, one like the other. */
interface RepeatedRow {
  readonly number: number
  readonly times: number
  readonly cells: readonly string[]
  /** What reaches down into it from above. */
  readonly spans: Spans
}

const none: Spans = new Map()

interface OpenCell extends OdsCell {
  readonly times: number
  readonly down: number
  readonly depth: number
}

/** Whole columns and rows are written once with how often they are repeated, up to the end of the sheet. */
const count = (attributes: Attributes, name: string) =>
  Math.min(Math.max(Math.trunc(Number(attributes[`table:number-${name}`] ?? 1)) || 1, 1), 1_048_576)

/** The rows of the table at this place. */
export async function* tableRows(
  content: AsyncGenerator<Buffer>,
  place: number,
  contents: Contents,
): AsyncGenerator<FileRow> {
  let ready: RepeatedRow[] = []
  let [depth, spreadsheet, table, inside] = [0, -1, -1, false]
  // Drawings may hold tables too.
  let aside = 0
  let [number, times, column] = [0, 1, 0]
  let cells: string[] = []
  let cell: OpenCell | null = null
  let inText = false
  const spans: Spans = new Map()
  const say = (text: string) => {
    if (!cell || !inText) return
    cell.shown += text
    if (cell.shown.length > limits.row) throw RowTooLong({ row: number + 1 })
  }
  const events = readXml(content, {
    open(name, attributes) {
      depth++
      // Only the paragraphs of a cell itself: notes and drawings have some too.
      if (cell) {
        if (name === 'p' && depth === cell.depth + 1) {
          inText = true
          if (cell.paragraphs++ > 0) say('\n')
        } else if (name === 's') say(' '.repeat(Math.min(Number(attributes['text:c'] ?? 1) || 1, 1_000)))
        else if (name === 'tab') say('\t')
        else if (name === 'line-break') say('\n')
      } else if (name === 'spreadsheet') spreadsheet = depth
      else if (name === 'table' && depth === spreadsheet + 1) inside = ++table === place
      else if (!inside || aside > 0) return
      else if (name === 'shapes') aside = depth
      else if (name === 'table-row') [times, column, cells] = [count(attributes, 'rows-repeated'), 0, []]
      else if (name === 'table-cell' || name === 'covered-table-cell')
        cell = {
          attributes,
          shown: '',
          paragraphs: 0,
          times: count(attributes, 'columns-repeated'),
          down: count(attributes, 'rows-spanned'),
          depth,
        }
    },
    text: (text) => say(text.replace(/\s+/g, ' ')),
    close(name) {
      if (depth === aside) aside = 0
      if (cell && depth === cell.depth) {
        const text = odsText(cell, contents)
        const last = column + cell.times
        if (text !== '') {
          if (last > limits.columns) throw TooManyColumns({ row: number + 1, column: last, limit: limits.columns })
          while (cells.length < column) cells.push('')
          for (; column < last; column++) cells[column] = text
          if (cell.down > 1) beginSpan(spans, last - 1, 1, { to: number + cell.down, text })
        }
        column = last
        cell = null
      } else if (cell) {
        if (name === 'p' && depth === cell.depth + 1) inText = false
      } else if (name === 'table' && depth === spreadsheet + 1) inside = false
      else if (inside && aside === 0 && name === 'table-row') {
        if (cells.length > 0 || spans.size > 0)
          ready.push({ number: number + 1, times, cells, spans: spans.size > 0 ? new Map(spans) : none })
        number += times
        fillSpans(spans, number, [])
      }
      depth--
    },
  })
  for await (const _ of events) {
    for (const row of ready) yield* each(row)
    ready = []
  }
}

function* each({ number, times, cells, spans }: RepeatedRow): Generator<FileRow> {
  for (let i = 0; i < times; i++) {
    const filled = [...cells]
    fillSpans(spans, number + i, filled)
    if (filled.some((text) => text.trim() !== '')) yield { number: number + i, cells: filled }
    else if (spans.size === 0) return
  }
}
