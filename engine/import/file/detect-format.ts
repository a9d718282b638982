import { open } from 'node:fs/promises'
import type { FileFormat } from './table-file.ts'
import { type AppError } from '../../errors.ts'
import { Archive, EmptyFile, OtherFormat, Picture, UnknownFormat } from './errors.ts'
import { isDbf } from './dbf.ts'
import { wideTextOf } from './wide-text.ts'

const headLength = 4_096

const magic: readonly [string, FileFormat | 'zip' | (() => AppError)][] = [
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
  ['d0cf11e0a1b11ae1', 'xls'],
  // Records of an old workbook without a container around them, as web systems like to write.
  ['09080800', 'xls'],
  ['09081000', 'xls'],
  ['25504446', Picture],
  ['89504e47', Picture],
  ['ffd8ff', Picture],
  ['474946', Picture],
  ['52617221', () => Archive({ format: ' RAR ' })],
  ['377abcaf', () => Archive({ format: ' 7z ' })],
  ['1f8b', () => Archive({ format: ' gzip ' })],
  ['7b5c727466', () => OtherFormat({ format: ' RTF ' })],
]

const texts: readonly [RegExp, string][] = [
  // Many systems export a web page under the name of .xls.
  [/^<(!doctype\s+html|html|table|head|meta)\b/i, '网页(HTML)'],
  [/^MIME-Version:/i, '网页(MHT)'],
  [/^<\?xml|^<Workbook\b/i, ' XML '],
  [/^[{[]\s*["{[]/, ' JSON '],
  [/^ID;P/, ' SYLK '],
  [/^TABLE\r?\n0,1\r?\n/, ' DIF '],
]

/** What a file is, by its content: names and types that senders give are no proof. */
export const detectFormat = async (path: string): Promise<FileFormat> => {
  const head = await readHead(path)
  if (head.length === 0) throw EmptyFile()
  const hex = head.subarray(0, 8).toString('hex')
  const found = magic.find(([start]) => hex.startsWith(start))?.[1]
  if (found === 'zip') return 'xlsx'
  if (typeof found === 'function') throw found()
  if (found) return found
  const text = head
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
  if (isDbf(head)) throw OtherFormat({ format: ' DBF ' })
  if (/^BEGIN:VCARD/i.test(text)) return 'vcard'
  const format = texts.find(([start]) => start.test(text))?.[1]
  if (format) throw OtherFormat({ format })
  if (isBinary(head)) throw UnknownFormat()
  return 'csv'
}

/** The first bytes of a file. */
export const readHead = async (path: string, length = headLength): Promise<Buffer> => {
  const file = await open(path)
  try {
    const buffer = Buffer.alloc(length)
    const { bytesRead } = await file.read(buffer, 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Control characters that no text has. NUL is UTF-16's business. */
const isBinary = (head: Buffer) =>
  head.reduce((n, byte) => n + Number(byte < 32 && ![0, 9, 10, 11, 12, 13, 26, 27].includes(byte)), 0) >
    head.length / 20 &&
  !hasUtf16Mark(head) &&
  !wideTextOf(head)

const hasUtf16Mark = (head: Buffer) => /^(fffe|feff)/.test(head.subarray(0, 2).toString('hex'))
