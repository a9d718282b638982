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
import { type DateOrder, westernDate } from './foreign-date.ts'
import { isFormulaError, isTotal, plainCell } from './cell-sense.ts'
import { NoResult, RaggedRow, rowProblem, type RowProblem, TotalRow } from './problem.ts'
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
    const order = facts.columns.find((c) => c.index === m.column)?.dateOrder
    return model ? [{ ...m, model, order, identifies: isIdentity(ctx, object, model) }] : []
  })
  const title = settings.mapping.find((m) => m.field === object.def.title)
  return ({ number, cells }) => {
    const row: ReadRow = { number, cells, values: {}, identity: {}, links: [], late: [], problems: [] }
    if (isRagged(cells.length, facts, settings)) {
      row.problems.push(rowProblem(RaggedRow({ now: cells.length, expected: facts.widths![0]! })))
      return row
    }
    for (const reader of readers) readCell(row, reader, cells[reader.column])
    if (title && Object.keys(row.identity).length === 0 && isTotal(cells[title.column] ?? ''))
      row.problems.push(rowProblem(TotalRow().at(title.field), { column: title.column, value: cells[title.column]! }))
    return row
  }
}

const isRagged = (width: number, { widths }: FileFacts, { acceptShortRows }: ImportSettings): boolean =>
  widths !== undefined && !widths.includes(width) && !(acceptShortRows && width < Math.max(...widths))

const readCell = (row: ReadRow, reader: Reader, cell: string | undefined): void => {
  const { column, model } = reader
  const text = meant(reader, cell ?? '')
  if (text === '') return
  if (isFormulaError(text) && text === cell?.trim())
    row.problems.push(rowProblem(NoResult({ value: text }).at(model.name), { column, value: text }))
  else if (reader.identifies) row.identity[model.name] = text
  else if (linkKinds.has(model.field.kind)) row.links.push(linkOf(reader, text))
  else
    try {
      const form = model.kind.temporal ? westernDate(text, reader.order) : text
      row.values[model.name] = model.kind.parse(model.kind.fromText(form, model.field), model.field)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const suggestion = suggest(model, text)
      row.problems.push(
        rowProblem(error.at(model.name), { column, value: text.slice(0, 200), ...(suggestion ? { suggestion } : {}) }),
      )
    }
}

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
