import { open } from 'node:fs/promises'
import type { FileFormat } from './table-file.ts'
import { EmptyFile, OtherFormat, UnknownFormat } from './errors.ts'

const headLength = 4_096

const magic: readonly [string, FileFormat | 'zip' | { readonly other: string }][] = [
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
  ['d0cf11e0a1b11ae1', 'xls'],
  ['25504446', { other: ' PDF ' }],
  ['89504e47', { other: '图片' }],
  ['ffd8ff', { other: '图片' }],
  ['474946', { other: '图片' }],
  ['52617221', { other: ' RAR 压缩' }],
  ['377abcaf', { other: ' 7z 压缩' }],
  ['1f8b', { other: ' gzip 压缩' }],
  ['7b5c727466', { other: ' RTF ' }],
]

/** What a file is, by its content: names and types that senders give are no proof. */
export const detectFormat = async (path: string): Promise<FileFormat> => {
  const head = await readHead(path)
  if (head.length === 0) throw EmptyFile()
  const hex = head.subarray(0, 8).toString('hex')
  const found = magic.find(([start]) => hex.startsWith(start))?.[1]
  if (found === 'zip') return 'xlsx'
  if (typeof found === 'string') return found
  if (found) throw OtherFormat({ format: found.other })
  const text = head
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
  if (/^BEGIN:VCARD/i.test(text)) return 'vcard'
  // Many systems export a web page under the name of .xls.
  if (/^<(!doctype\s+html|html|table|head|meta)\b/i.test(text)) throw OtherFormat({ format: '网页(HTML)' })
  if (/^<\?xml|^<Workbook\b/i.test(text)) throw OtherFormat({ format: ' XML ' })
  if (/^[{[]\s*["{[]/.test(text)) throw OtherFormat({ format: ' JSON ' })
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
    head.length / 20 && !hasUtf16Mark(head)

const hasUtf16Mark = (head: Buffer) => /^(fffe|feff)/.test(head.subarray(0, 2).toString('hex'))
