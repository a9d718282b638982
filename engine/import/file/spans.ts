import { limits } from '../limits.ts'

/** A cell that is one with those below it, down to the row `to`. */
export interface Span {
  readonly to: number
  /** Empty for the columns beside the first one. */
  readonly text: string
}

/** Cells that reach over rows, by column: all their rows show the first one's text. */
export type Spans = Map<number, Span>

/** Marks the columns of a cell that reaches down. */
export const beginSpan = (spans: Spans, column: number, width: number, span: Span): void => {
  for (let i = 0; i < width && column + i < limits.columns; i++)
    spans.set(column + i, i === 0 ? span : { ...span, text: '' })
}

/** Gives a row the texts that reach down into it. Rows come in order, so what ended above is forgotten. */
export const fillSpans = (spans: Spans, row: number, cells: string[]): void => {
  for (const [column, { to, text }] of spans) {
    if (to < row) spans.delete(column)
    if (to < row || text === '') continue
    while (cells.length < column) cells.push('')
    cells[column] ||= text
  }
}
