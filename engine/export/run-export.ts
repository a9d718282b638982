import { Readable } from 'node:stream'
import { noteExport } from '../changes/note.ts'
import { Context } from '../context.ts'
import type { Language } from '../errors.ts'
import { type ListRequest, runList } from '../query/run-list.ts'
import { limits } from '../query/limits.ts'
import { allows } from '../rights/access.ts'
import type { ObjectModel } from '../schema/model.ts'
import { Forbidden, verbs } from '../write/errors.ts'
import { cellText, valueAt } from './cell-text.ts'
import { type ExportColumn, exportColumns } from './column.ts'
import { csvLine } from './csv.ts'
import { neutralCell } from './neutral-cell.ts'
import { sheetName } from './sheet-name.ts'
import { xlsxCell } from './xlsx-cell.ts'

/** A list to be exported: what is asked of a list, and the columns in their order. */
export type ExportQuery = Pick<ListRequest, 'filter' | 'sort' | 'q' | 'asOf'> & { readonly columns?: readonly string[] }

/** What a file may be written as. */
export type ExportFormat = 'csv' | 'xlsx'

/** Tells how many rows went out. */
type Progress = (rows: number) => void

/** May the caller take this list with her: the export right of the object, and the right to read all that is asked. */
export const checkExport = (
  ctx: Context,
  objectName: string,
  query: ExportQuery,
  language: Language,
): { object: ObjectModel; columns: ExportColumn[] } => {
  const object = ctx.object(objectName)
  if (!allows(ctx.actor.access, object, 'export')) throw Forbidden({ action: verbs.export, object: object.label })
  return { object, columns: exportColumns(ctx, object, query.columns, language) }
}

/**
 * The list as a file, page by page with the caller's own rights: what she cannot see on the screen is not in it. `open` gives
 * a fresh unit of work for each page, so that rights taken away meanwhile end it; what it throws ends it too.
 */
export const exportFile = (
  open: () => Promise<Context>,
  objectName: string,
  query: ExportQuery,
  format: ExportFormat,
  language: Language,
  progress: Progress,
): Promise<Readable> => (format === 'csv' ? exportCsv : exportXlsx)(open, objectName, query, language, progress)

type Row = { readonly ctx: Context; readonly columns: readonly ExportColumn[]; readonly record: unknown }

async function* rowsOf(
  open: () => Promise<Context>,
  objectName: string,
  query: ExportQuery,
  language: Language,
  progress: Progress,
): AsyncGenerator<Row> {
  const { columns: _, ...list } = query
  let cursor: string | null = null
  let rows = 0
  let moment: string | undefined
  do {
    const now = await open()
    // One moment for all pages: “this month” must not move on between two of them.
    moment ??= now.now
    const ctx = new Context(now.ground, now.actor, now.cause, moment)
    const { object, columns } = checkExport(ctx, objectName, query, language)
    const fields = [...new Set(columns.map((c) => c.asked))]
    const page = await runList(ctx, object, { ...list, fields, limit: limits.page, ...(cursor ? { cursor } : {}) })
    for (const document of page.documents) yield { ctx, columns, record: JSON.parse(document) }
    cursor = page.next
    progress((rows += page.documents.length))
  } while (cursor)
}

/**
 * The columns that stand in the head are those of every row: “all that I may see” must not become fewer or more on the way, or
 * values would stand below the heads of others. One that she may see no longer ends it.
 */
const withColumns = (query: ExportQuery, columns: readonly ExportColumn[]): ExportQuery => ({
  ...query,
  columns: columns.map((c) => c.path),
})

const exportCsv = async (
  ...[open, objectName, query, language, progress]: Parameters<typeof rowsOf>
): Promise<Readable> => {
  const { columns } = checkExport(await open(), objectName, query, language)
  const fixed = withColumns(query, columns)
  async function* lines() {
    yield `\uFEFF${csvLine(columns.map((c) => neutralCell(c.label)))}`
    let chunk = ''
    for await (const { ctx, columns: now, record } of rowsOf(open, objectName, fixed, language, progress)) {
      chunk += csvLine(now.map((c) => neutralCell(cellText(ctx, c, valueAt(record, c.keys)))))
      if (chunk.length < 65_536) continue
      yield chunk
      chunk = ''
    }
    yield chunk
  }
  return Readable.from(lines())
}

const exportXlsx = async (
  ...[open, objectName, query, language, progress]: Parameters<typeof rowsOf>
): Promise<Readable> => {
  const { object, columns } = checkExport(await open(), objectName, query, language)
  const fixed = withColumns(query, columns)
  const { writeXlsxStream } = await import('hucre/xlsx')
  async function* rows() {
    for await (const { ctx, columns: now, record } of rowsOf(open, objectName, fixed, language, progress))
      yield now.map((c) => xlsxCell(ctx, c, valueAt(record, c.keys)))
  }
  const stream = writeXlsxStream(rows(), {
    name: sheetName(object.label[language]),
    columns: columns.map((c) => ({
      header: c.label,
      ...(c.field.field.kind === 'money' ? { numFmt: '#,##0.00' } : {}),
      width: 16,
    })),
    freezePane: { rows: 1 },
  })
  return Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0])
}

/** Writes into the change log that so many rows were taken out, which columns, and by which conditions. */
export const recordExport = async (
  ctx: Context,
  id: string,
  objectName: string,
  query: ExportQuery,
  format: ExportFormat,
  rows: number,
): Promise<void> => {
  const object = ctx.object(objectName)
  const said = { rows, format, columns: query.columns ?? null, filter: query.filter ?? null, q: query.q ?? null }
  await noteExport(ctx, { object: object.name, record: id, facts: said, reason: `导出 ${rows} 行` })
}
