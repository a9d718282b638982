import { Archive, Damaged, OtherFormat } from './errors.ts'
import type { FileFormat } from './table-file.ts'
import { openParts, type Parts } from './zip.ts'

/** Files that are archives inside and hold no table of ours, by a part that only they have. */
const others: readonly [RegExp, string][] = [
  [/^index\/document\.iwa$|^index\.zip$/, 'Numbers'],
  [/^word\//, 'Word'],
  [/^ppt\//, 'PowerPoint'],
]

/** OpenDocument and what took after it say in a part of their own what they are. */
const kinds: Readonly<Record<string, string>> = {
  'application/vnd.oasis.opendocument.text': 'ODT',
  'application/vnd.oasis.opendocument.presentation': 'ODP',
  'application/epub+zip': 'EPUB',
}

/** Which workbook an archive is. Throws for everything else that is packed in one. */
export const zipFormat = async (path: string): Promise<FileFormat> => {
  const parts = await openParts(path)
  try {
    if (parts.has('mimetype')) return await openDocument(parts)
    if (parts.has('xl/workbook.bin')) return 'xlsb'
    const other = others.find(([part]) => parts.names.some((name) => part.test(name)))
    if (other) throw OtherFormat({ format: other[1] })
    if (parts.has('[Content_Types].xml')) return 'xlsx'
    throw parts.names.some((name) => name.startsWith('xl/'))
      ? Damaged({ what: 'workbook' })
      : Archive({ format: 'zip' })
  } finally {
    parts.close()
  }
}

const openDocument = async (parts: Parts): Promise<FileFormat> => {
  let kind = ''
  for await (const piece of parts.open('mimetype')) if ((kind += piece.toString('latin1')).length > 200) break
  if (/^application\/vnd\.oasis\.opendocument\.spreadsheet(-template)?\s*$/.test(kind)) return 'ods'
  throw OtherFormat({ format: kinds[kind.trim()] ?? 'OpenDocument' })
}
