import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { limits } from '../limits.ts'
import { decode } from './decode.ts'
import { detectDelimiter } from './delimiter.ts'
import { detectEncoding } from './encoding.ts'
import { encodings } from './encodings.ts'
import { BadEncoding, BadQuotes, NotText, RowTooLong, TooManyRows } from './errors.ts'
import type { FileRow, ReadOptions, TableFile } from './table-file.ts'

/** Text with delimiters (RFC 4180, and what else is about): quoted newlines, doubled quotes, any mix of line ends. */
export const openCsv = async (path: string, options: ReadOptions): Promise<TableFile> => {
  const chosen = options.encoding?.toLowerCase()
  if (chosen && !(encodings as readonly string[]).includes(chosen)) throw BadEncoding({ encoding: options.encoding! })
  const encoding = chosen ?? (await detectEncoding(path))
  const delimiter = options.delimiter ?? (await detectDelimiter(path, encoding))
  return { format: 'csv', encoding, delimiter, rows: () => rows(path, encoding, delimiter) }
}

const endOfText = String.fromCharCode(26)

async function* rows(path: string, encoding: string, delimiter: string): AsyncGenerator<FileRow> {
  const parser = parse({
    delimiter,
    relax_quotes: true,
    // Some put a space between the delimiter and the quotation mark.
    trim: delimiter !== '\t',
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: limits.row,
  })
  const source = Readable.from(withoutEndlessLines(decode(path, encoding)))
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  let number = 0
  try {
    for await (const record of parser) {
      const cells = record as string[]
      // Rows without end, all of them empty, say nothing and take their time.
      if (++number > 10 * limits.rows) throw TooManyRows({ limit: limits.rows })
      // Old systems end a text with Ctrl+Z.
      if (cells.every((cell) => cell.replaceAll(endOfText, '').trim() === '')) continue
      if (cells.some((cell) => cell.includes('\0'))) throw NotText({ line: number })
      yield { number, cells }
    }
  } catch (error) {
    throw error instanceof CsvError ? refusal(error) : error
  } finally {
    source.destroy()
    parser.destroy()
  }
}

/** The parser does not count empty cells, so a line of nothing but delimiters would be held whole. */
async function* withoutEndlessLines(texts: AsyncGenerator<string>): AsyncGenerator<string> {
  let length = 0
  let row = 1
  for await (const text of texts) {
    const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'))
    length = end < 0 ? length + text.length : text.length - end
    if (length > 2 * limits.row) throw RowTooLong({ row })
    row += text.split('\n').length - 1
    yield text
  }
}

/** What was read before the bad record counts, not what was handed on: the parser is ahead of its readers. */
const refusal = (error: CsvError) => {
  const row = Number(error['records']) + 1
  return error.code === 'CSV_MAX_RECORD_SIZE' ? RowTooLong({ row }) : BadQuotes({ row })
}
