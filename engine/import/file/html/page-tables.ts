import { limits } from '../../limits.ts'
import { Bomb, TooManyColumns } from '../errors.ts'
import { beginSpan, fillSpans, type Spans } from '../spans.ts'
import { addBreak, addText, addWithin, type CellText, cellText, emptyCell } from './cell-text.ts'
import type { PageFacts, PageRow, TableFacts } from './page-rows.ts'
import type { Attributes, TagEvents } from './tag-reader.ts'

interface Cell extends CellText {
  readonly column: number
  readonly width: number
  readonly height: number
  readonly shown: boolean
}

/** A table that has begun. One in a cell of another is a table of its own, and its words are in that cell as well. */
interface Table {
  readonly place: number
  readonly facts: TableFacts
  readonly spans: Spans
  row: number
  column: number
  cells: string[] | null
  cell: Cell | null
}

/** A spreadsheet has no more columns, empty ones included. */
const mostCells = 16_384

/** Words that are not seen, or not all of them. */
const unseen = new Set(['script', 'style', 'select', 'svg'])
const blocks = new Set(['p', 'div', 'li', 'ul', 'ol', 'dt', 'dd', 'pre', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr'])
const groups = new Set(['thead', 'tbody', 'tfoot'])
const structure = new Set(['table', 'tr', 'td', 'th', ...groups])

/**
 * Follows the tables of a page, whatever of their tags is missing: a row ends the one before it, a cell the cell, and rows
 * outside of a table are one by themselves, since some systems write no more than these.
 */
export const pageTables = (
  ready: (row: PageRow) => void,
  page: PageFacts = { title: '', tables: [], asksPassword: false, hasFrames: false },
): TagEvents & { end(): void } => {
  const open: Table[] = []
  // The element whose words are none of a cell's, until it ends or the table goes on.
  let apart = ''

  const begin = (): Table => {
    if (page.tables.length >= limits.tables || open.length >= limits.depth) throw Bomb()
    const facts: TableFacts = { name: '', filled: 0, rows: 0, width: 0 }
    const table = { place: page.tables.length, facts, spans: new Map(), row: 0, column: 0, cells: null, cell: null }
    page.tables.push(facts)
    open.push(table)
    return table
  }
  const endCell = (table: Table): void => {
    const { cell, cells, facts, row, spans } = table
    table.cell = null
    if (!cell?.shown || !cells) return
    const text = cellText(cell)
    if (cell.height > 1) beginSpan(spans, cell.column, cell.width, { to: row + cell.height - 1, text })
    if (text === '') return
    if (cell.column >= limits.columns) throw TooManyColumns({ row, column: cell.column + 1, limit: limits.columns })
    while (cells.length < cell.column) cells.push('')
    cells[cell.column] = text
    if (cell.own) facts.filled++
    const outer = open.at(-2)?.cell
    if (outer) addWithin(outer, text)
  }
  const endRow = (table: Table): void => {
    endCell(table)
    const { cells, facts, spans, row } = table
    table.cells = null
    if (!cells) return
    fillSpans(spans, row, cells)
    if (!cells.some((text) => text.trim() !== '')) return
    facts.rows++
    facts.width = Math.max(facts.width, cells.length)
    ready({ table: table.place, number: row, cells })
  }
  const beginRow = (table: Table): void => {
    endRow(table)
    table.row++
    table.column = 0
    table.cells = []
  }
  const beginCell = (table: Table, attributes: Attributes): void => {
    if (table.cells) endCell(table)
    else beginRow(table)
    while ((table.spans.get(table.column)?.to ?? 0) >= table.row) table.column++
    if (table.column > mostCells) throw TooManyColumns({ row: table.row, column: table.column, limit: limits.columns })
    const shown = !/display\s*:\s*none/i.test(attributes.style ?? '')
    const [width, height] = [reach(attributes.colspan, 1_000), reach(attributes.rowspan, 65_534)]
    table.cell = { ...emptyCell(attributes), column: table.column, width, height, shown }
    if (shown) table.column += width
  }

  return {
    open(name, attributes) {
      const table = open.at(-1)
      if (structure.has(name)) apart = ''
      else if (unseen.has(name) || name === 'title' || name === 'caption') apart = name
      if (name === 'table') begin()
      else if (name === 'tr') beginRow(table ?? begin())
      else if (name === 'td' || name === 'th') beginCell(table ?? begin(), attributes)
      else if (name === 'br' || blocks.has(name)) breakLine(table, name)
      else if (name === 'input') page.asksPassword ||= attributes.type?.toLowerCase() === 'password'
      else if (name === 'frameset') page.hasFrames = true
      else if (table && groups.has(name)) {
        endRow(table)
        table.spans.clear()
      }
    },
    text(text) {
      const table = open.at(-1)
      if (apart === 'title') page.title = shortened(page.title + text)
      else if (apart === 'caption' && table) table.facts.name = shortened(table.facts.name + text)
      else if (apart === '' && table?.cell) addText(table.cell, text, table.row)
    },
    close(name) {
      const table = open.at(-1)
      if (name === apart || structure.has(name)) apart = ''
      if (!table) return
      if (name === 'td' || name === 'th') endCell(table)
      else if (name === 'tr' || groups.has(name)) endRow(table)
      else if (name === 'table') {
        endRow(table)
        open.pop()
      } else if (blocks.has(name)) breakLine(table, name)
    },
    /** Ends what no tag ended. */
    end() {
      for (; open.length > 0; open.pop()) endRow(open.at(-1)!)
    },
  }
}

const breakLine = (table: Table | undefined, name: string): void => {
  if (table?.cell) addBreak(table.cell, name !== 'br')
}

const shortened = (text: string) => text.replace(/\s+/g, ' ').trimStart().slice(0, 60)

const reach = (written: string | undefined, most: number) =>
  Math.min(Math.max(Math.trunc(Number(written ?? 1)) || 1, 1), most)
