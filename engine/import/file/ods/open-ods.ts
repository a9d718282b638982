import { chooseSheet } from '../choose-sheet.ts'
import { Damaged, Encrypted } from '../errors.ts'
import type { FileRow, ReadOptions, TableFile } from '../table-file.ts'
import { readWhole } from '../xml.ts'
import { openParts, type Parts } from '../zip.ts'
import { type Contents, readContents } from './contents.ts'
import { tableRows } from './table-rows.ts'

const content = 'content.xml'

/** A workbook of LibreOffice, WPS and others (OpenDocument, ISO/IEC 26300): one part holds all of its sheets. */
export const openOds = async (path: string, options: ReadOptions): Promise<TableFile> => {
  const parts = await openParts(path)
  try {
    if (await isLocked(parts)) throw Encrypted()
    if (!parts.has(content)) throw Damaged({ what: content })
    const contents = await readContents(parts.open(content))
    const { sheets, chosen } = chooseSheet(contents.sheets, options.sheet)
    const { from1904 } = contents
    return { format: 'ods', sheets, sheet: chosen.name, from1904, rows: () => rows(path, chosen.place, contents) }
  } finally {
    parts.close()
  }
}

/** Each part is encrypted, and listed as that; or all of them are one encrypted part. */
const isLocked = async (parts: Parts): Promise<boolean> => {
  const manifest = 'META-INF/manifest.xml'
  let locked = parts.has('encrypted-package')
  if (parts.has(manifest))
    await readWhole(parts.open(manifest), {
      open(name) {
        if (name === 'encryption-data') locked = true
      },
    })
  return locked
}

async function* rows(path: string, place: number, contents: Contents): AsyncGenerator<FileRow> {
  const parts = await openParts(path)
  try {
    yield* tableRows(parts.open(content), place, contents)
  } finally {
    parts.close()
  }
}
