import type { Word } from '../../../errors.ts'
import { decode } from '../decode.ts'
import { NoSheet, NoTableInPage, OtherFormat } from '../errors.ts'
import { markupEncoding } from '../markup-encoding.ts'
import type { FileRow, ReadOptions, TableFile } from '../table-file.ts'
import { chooseTables } from './choose-tables.ts'
import { type PageFacts, pageRows } from './page-rows.ts'

/**
 * A web page with tables, which is what most systems with a web face export under the name of .xls. Cells are the text that
 * stands in them; nothing is made of it.
 */
export const openHtml = async (path: string, options: ReadOptions): Promise<TableFile> => {
  const encoding = await markupEncoding(path, options.encoding)
  const page: PageFacts = { title: '', tables: [], asksPassword: false, hasFrames: false }
  for await (const _ of pageRows(decode(path, encoding), page));
  const tables = chooseTables(page)
  if (tables.length === 0)
    throw page.hasFrames
      ? OtherFormat({ format: { 'zh-CN': '网页(HTML 框架)', en: 'a web page (HTML frames)' } })
      : NoTableInPage({ page: named(page.title.trim()) })
  const best = tables.reduce((most, each) => (each.filled > most.filled ? each : most))
  const chosen = options.sheet === undefined ? best : tables.find((t) => t.name === options.sheet)
  if (!chosen) throw NoSheet({ sheet: options.sheet! })
  return {
    format: 'html',
    encoding,
    sheets: tables.map((t) => t.name),
    sheet: chosen.name,
    rows: () => rowsOf(path, encoding, chosen.place),
  }
}

const named = (title: string): Word => (title === '' ? '' : { 'zh-CN': `“${title}”`, en: ` “${title}”` })

async function* rowsOf(path: string, encoding: string, place: number): AsyncGenerator<FileRow> {
  for await (const row of pageRows(decode(path, encoding))) if (row.table === place) yield row
}
