import { readFile, stat } from 'node:fs/promises'
import { limits } from '../../limits.ts'
import { Encrypted, FileTooLarge, NoTable } from '../errors.ts'
import type { ReadOptions, TableFile } from '../table-file.ts'
import { attempt, bookFile, parsing } from './book-rows.ts'

/** A workbook of Excel 97 to 2003. It is not packed, so that its size bounds what reading it costs. */
export const openXls = async (path: string, options: ReadOptions): Promise<TableFile> => {
  if ((await stat(path)).size > limits.xls) throw FileTooLarge({ limit: limits.xls / 1024 / 1024 })
  const data = await readFile(path)
  // A workbook with a password is an old container around an encrypted new one.
  if (data.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw Encrypted()
  if (isOtherDocument(data))
    throw NoTable({ what: { 'zh-CN': ' Word、PPT 或邮件文件', en: 'a Word, PowerPoint or mail file' } })
  const { read, set_cptable } = await import('@e965/xlsx')
  // Before 1997 texts were in the code page of the machine; where a file does not say which, it was a Chinese one.
  set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'))
  return bookFile(
    'xls',
    attempt('xls', () => read(data, { ...parsing, codepage: 936 })),
    options,
  )
}

/** Other programs of that time kept their documents in the same container. */
const isOtherDocument = (data: Buffer): boolean =>
  data[0] === 0xd0 &&
  !['Workbook', 'Book'].some((name) => data.includes(Buffer.from(name, 'utf16le'))) &&
  ['WordDocument', 'PowerPoint Document', '__substg1.0_'].some((name) => data.includes(Buffer.from(name, 'utf16le')))
