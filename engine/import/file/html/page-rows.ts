import type { FileRow } from '../table-file.ts'
import { pageTables } from './page-tables.ts'
import { tagReader } from './tag-reader.ts'

/** What a table turned out to be, in the order in which the tables begin. */
export interface TableFacts {
  /** Its caption. */
  name: string
  /** Cells with a text of their own, and rows with any. */
  filled: number
  rows: number
  width: number
}

/** What is noted about a page while its rows are read. */
export interface PageFacts {
  title: string
  readonly tables: TableFacts[]
  asksPassword: boolean
  hasFrames: boolean
}

/** A row of one of the page's tables. */
export interface PageRow extends FileRow {
  readonly table: number
}

/** All rows of all tables of a page, in the order in which they end. */
export async function* pageRows(texts: AsyncGenerator<string>, page?: PageFacts): AsyncGenerator<PageRow> {
  let ready: PageRow[] = []
  const tables = pageTables((row) => ready.push(row), page)
  const tags = tagReader(tables)
  for await (const text of texts) {
    tags.write(text)
    yield* ready
    ready = []
  }
  tags.end()
  tables.end()
  yield* ready
}
