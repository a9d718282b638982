import { decode } from './decode.ts'
import { detectEncoding } from './encoding.ts'
import { CutCard, EmptyFile, RowTooLong } from './errors.ts'
import type { FileRow, ReadOptions, TableFile } from './table-file.ts'
import { Card, cardColumns } from './vcard/card.ts'
import { logicalLines } from './vcard/logical-lines.ts'
import { propertyOf } from './vcard/property.ts'

/** Address books (vCard 2.1, 3.0, 4.0) as a table with one row a person; pictures and what else has no column are left out. */
export const openVcard = async (path: string, options: ReadOptions): Promise<TableFile> => {
  const encoding = options.encoding ?? (await detectEncoding(path))
  return { format: 'vcard', encoding, rows: () => rows(path, encoding) }
}

async function* rows(path: string, encoding: string): AsyncGenerator<FileRow> {
  yield { number: 1, cells: cardColumns }
  let number = 1
  // A card may stand within another one: that of an assistant.
  const open: Card[] = []
  let properties = 0
  for await (const line of logicalLines(decode(path, encoding))) {
    if (/^BEGIN:VCARD/i.test(line)) {
      properties = 0
      if (open.push(new Card()) > mostWithin) throw CutCard({ card: number })
    } else if (/^END:VCARD/i.test(line)) {
      const card = open.pop()
      if (card && !card.isGroup) yield { number: ++number, cells: card.cells() }
    } else {
      if (++properties > mostProperties) throw RowTooLong({ row: number + 1 })
      const property = open.length > 0 ? propertyOf(line) : null
      if (property) open.at(-1)!.keep(property)
    }
  }
  if (open.length > 0) throw CutCard({ card: number - 1 + open.length })
  if (number === 1) throw EmptyFile()
}

/** No person has more to tell. */
const mostProperties = 10_000

/** More cards than this one within the other are cards whose end is missing. */
const mostWithin = 3
