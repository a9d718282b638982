import type { FileRow, TableFile } from './file/table-file.ts'
import { limits } from './limits.ts'
import { TooManyRows } from './file/errors.ts'

/** Rows that go together: one transaction, a handful of statements. */
export const batchSize = 1_000

/** The data rows of a file in lots, with cells that a person mended put in their place. */
export async function* batches(
  file: TableFile,
  after: number,
  fixes: ReadonlyMap<number, Readonly<Record<string, string>>> = new Map(),
  size = batchSize,
): AsyncGenerator<FileRow[]> {
  let batch: FileRow[] = []
  let read = 0
  for await (const row of file.rows()) {
    if (row.number <= after) continue
    if (++read > limits.rows) throw TooManyRows({ limit: limits.rows })
    batch.push(mended(row, fixes.get(row.number)))
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

const mended = (row: FileRow, fix: Readonly<Record<string, string>> | undefined): FileRow => {
  if (!fix) return row
  const cells = [...row.cells]
  for (const [column, text] of Object.entries(fix)) {
    while (cells.length < Number(column)) cells.push('')
    cells[Number(column)] = text
  }
  return { ...row, cells }
}

/** The same lots, each read while the one before is worked on. */
export async function* readAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next()
  try {
    for (;;) {
      const { value, done } = await next
      if (done) return
      next = source.next()
      // A failure to come is told when its turn comes, not as one that nobody caught.
      next.catch(() => {})
      yield value
    }
  } finally {
    await source.return(undefined).catch(() => {})
  }
}
