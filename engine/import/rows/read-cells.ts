import { AppError } from '../../errors.ts'
import type { Context } from '../../context.ts'
import type { FieldModel, ObjectModel } from '../../schema/model.ts'
import type { Indexed } from '../../search/index-row.ts'
import { isUuid } from '../../uuid.ts'
import type { Belonging } from '../belongings/read-belongings.ts'
import type { FileRow } from '../file/table-file.ts'
import type { FileFacts } from '../analyse.ts'
import { isIdentity } from '../mapping/importable.ts'
import type { ColumnMapping, ImportSettings } from '../mapping/mapping.ts'
import { type DateOrder, isEitherDay, westernDate } from './foreign-date.ts'
import { isFormulaError, isRounded, isTotal, plainCell, saysNothing } from './cell-sense.ts'
import { headerTest, isHeaderRow } from './header-row.ts'
import { joinCells } from './join-cells.ts'
import { isRagged } from './ragged-row.ts'
import {
  DigitsLost,
  EitherDay,
  HeaderRow,
  NoResult,
  RaggedRow,
  rowProblem,
  type RowProblem,
  TotalRow,
} from './problem.ts'
import { suggest } from './suggest.ts'

/** A cell that names other records, to be looked up together with those of the other rows. */
export interface OpenLink {
  readonly column: number
  readonly field: FieldModel
  /** The object it points to. */
  readonly target: string
  readonly by: string | undefined
  readonly texts: readonly string[]
}

/** A row of the file as values; what stood in the way is in `problems`. */
export interface ReadRow {
  readonly number: number
  readonly cells: readonly string[]
  readonly values: Record<string, unknown>
  /** What says which record is meant without being written: its id or number. */
  readonly identity: Record<string, string>
  readonly links: OpenLink[]
  /** References to records that other rows of this very file make: put in when all rows are there. */
  readonly late: { readonly field: string; readonly text: string; readonly by?: string }[]
  readonly problems: RowProblem[]
  /** What search will keep of it, where that was worked out ahead. */
  readonly indexed?: Indexed
  /** Records that belong to this one and stand in the same row: contacts of a customer. */
  readonly belongings?: readonly Belonging[]
}

interface Reader extends ColumnMapping {
  readonly model: FieldModel
  readonly identifies: boolean
  readonly order: DateOrder | undefined
  readonly from1904: boolean
  readonly header: string
  /** Is a cell what the column or its field is called. */
  readonly isName: (cell: string) => boolean
  /** It holds what the record is called. */
  readonly names: boolean
}

const linkKinds = new Set(['ref', 'refs', 'user', 'department', 'relatedTo'])

/** Makes the function that turns rows of this file into values. */
export const cellReader = (
  ctx: Context,
  object: ObjectModel,
  facts: FileFacts,
  settings: ImportSettings,
): ((row: FileRow) => ReadRow) => {
  const readers = settings.mapping.flatMap((m): Reader[] => {
    const model = object.fields.get(m.field)
    if (!model) return []
    const column = facts.columns.find((c) => c.index === m.column)
    const header = column?.name ?? ''
    const isName = headerTest(object, model, header)
    const names = m.field === object.def.title
    const identifies = isIdentity(ctx, object, model)
    const { from1904 = false } = facts
    return [{ ...m, model, header, from1904, order: column?.dateOrder, identifies, isName, names }]
  })
  const fields = [...Map.groupBy(readers, (r) => r.model).values()]
  const title = settings.mapping.find((m) => m.field === object.def.title)
  return ({ number, cells }) => {
    const row: ReadRow = { number, cells, values: {}, identity: {}, links: [], late: [], problems: [] }
    if (isRagged(cells, facts, settings)) {
      row.problems.push(rowProblem(RaggedRow({ now: cells.length, expected: facts.widths![0]! })))
      return row
    }
    if (isHeaderRow(readers, cells)) {
      row.problems.push(rowProblem(HeaderRow()))
      return row
    }
    for (const parts of fields) readCell(row, parts[0]!, partsOf(parts, cells))
    if (title && Object.keys(row.identity).length === 0 && isTotal(cells[title.column] ?? ''))
      row.problems.push(rowProblem(TotalRow().at(title.field), { column: title.column, value: cells[title.column]! }))
    return row
  }
}

/** What the columns of a field say; most fields have one. */
const partsOf = (readers: readonly Reader[], cells: readonly string[]): string => {
  const [first, more] = readers
  if (!more) return cells[first!.column] ?? ''
  const parts = readers.map((reader) => ({ text: meant(reader, cells[reader.column] ?? ''), header: reader.header }))
  return joinCells(
    first!.model,
    parts.filter(({ text }) => text !== '' && !saysNothing(text)),
  )
}

const readCell = (row: ReadRow, reader: Reader, cell: string): void => {
  const { column, model } = reader
  const text = meant(reader, cell)
  const isLink = linkKinds.has(model.field.kind)
  if (text === '' || ((isLink || reader.identifies || reader.names) && saysNothing(text))) return
  const spoilt = text === cell.trim() ? spoiling(text) : null
  if (spoilt) row.problems.push(rowProblem(spoilt.at(model.name), { column, value: text }))
  else if (reader.identifies) row.identity[model.name] = text
  else if (isLink) row.links.push(linkOf(reader, text))
  else
    try {
      const form = model.kind.temporal ? westernDate(since1900(text, reader), reader.order) : text
      row.values[model.name] = model.kind.parse(model.kind.fromText(form, model.field), model.field)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (saysNothing(text)) return
      const suggestion = suggest(model, text)
      const why = model.kind.temporal && isEitherDay(text) ? EitherDay({ value: text }) : error
      row.problems.push(
        rowProblem(why.at(model.name), { column, value: text.slice(0, 200), ...(suggestion ? { suggestion } : {}) }),
      )
    }
}

/** A number of days as most spreadsheets count them. */
const since1900 = (text: string, { from1904 }: Reader): string =>
  from1904 && /^\d{5}(\.\d+)?$/.test(text) ? String(Number(text) + 1_462) : text

/** What a spreadsheet did to the cell before it came to us. */
const spoiling = (value: string): AppError | null =>
  isFormulaError(value) ? NoResult({ value }) : isRounded(value) ? DigitsLost({ value }) : null

/** What the person said the cell stands for, else what it says. */
const meant = ({ values }: Reader, cell: string): string => {
  const text = plainCell(cell)
  return values && Object.hasOwn(values, text) ? values[text]!.trim() : text
}

const linkOf = ({ column, model, by, to }: Reader, text: string): OpenLink => {
  const several = model.field.kind === 'refs'
  const texts = several
    ? text
        .split(/[、，,;；|\n]/)
        .map((t) => t.trim())
        .filter(Boolean)
    : [text]
  return {
    column,
    field: model,
    target: to ?? model.targets[0]!,
    by,
    texts: texts.map((t) => (isUuid(t.toLowerCase()) ? t.toLowerCase() : t)),
  }
}
