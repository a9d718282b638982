import { open } from 'node:fs/promises'
import type { FileFormat } from './table-file.ts'
import { type AppError, type Word } from '../../errors.ts'
import { Archive, EmptyFile, NoTable, OtherFormat, Picture, UnknownFormat } from './errors.ts'
import { isDbf } from './dbf.ts'
import { markupFormat } from './markup-format.ts'
import { wideTextOf } from './wide-text.ts'
import { zipFormat } from './zip-format.ts'

/** Page generators leave empty lines before what they write. */
const headLength = 16_384

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
  ['49492a00', Picture],
  ['4d4d002a', Picture],
  ['52494646', Picture],
  ['52617221', () => Archive({ format: 'RAR' })],
  ['377abcaf', () => Archive({ format: '7z' })],
  ['1f8b', () => Archive({ format: 'gzip' })],
  ['fd377a585a', () => Archive({ format: 'xz' })],
  ['425a68', () => Archive({ format: 'bzip2' })],
  ['28b52ffd', () => Archive({ format: 'Zstandard' })],
  ['53514c697465', () => OtherFormat({ format: 'SQLite' })],
  ['000100005374616e64617264', () => OtherFormat({ format: 'Access' })],
  ['7b5c727466', () => OtherFormat({ format: 'RTF' })],
]

const texts: readonly [RegExp, Word][] = [
  [/^MIME-Version:(?=[^]*(Workbook|multipart\/related))/i, { 'zh-CN': '网页(MHT)', en: 'a web page (MHT)' }],
  [/^<[!?a-z]/i, 'XML'],
  [/^[{[]\s*["{[]/, 'JSON'],
  [/^ID;P/, 'SYLK'],
  [/^TABLE\r?\n0,1\r?\n/, 'DIF'],
]

/** Text that holds no table, whatever a spreadsheet would make of it. */
const tableless: readonly [RegExp, Word][] = [
  [/^BEGIN:VCALENDAR/i, { 'zh-CN': '日历文件', en: 'a calendar' }],
  [
    /^(Return-Path|Received|Delivered-To|Message-ID|From|MIME-Version): .*\r?\n[\w-]+: /i,
    { 'zh-CN': '邮件', en: 'an e-mail' },
  ],
  [/^(version: ?1\s+)?dn::? /i, { 'zh-CN': ' LDIF 文件', en: 'LDIF' }],
  [
    /^(--|\/\*|insert\s+into|create\s+table|drop\s+table)[\s-]/i,
    { 'zh-CN': '数据库脚本(SQL)', en: 'a database script (SQL)' },
  ],
]

/** What a file is, by its content: names and types that senders give are no proof. */
export const detectFormat = async (path: string): Promise<FileFormat> => {
  const head = await readHead(path)
  if (head.length === 0) throw EmptyFile()
  const hex = head.subarray(0, 8).toString('hex')
  const found = magic.find(([start]) => hex.startsWith(start))?.[1]
  if (found === 'zip') return zipFormat(path)
  if (typeof found === 'function') throw found()
  if (found) return found
  if (head.subarray(4, 8).toString('latin1') === 'ftyp') throw Picture()
  const text = textOf(head).trimStart()
  if (isDbf(head)) throw OtherFormat({ format: 'DBF' })
  if (/^BEGIN:VCARD/i.test(text)) return 'vcard'
  const markup = markupFormat(text)
  if (markup) return markup
  const format = texts.find(([start]) => start.test(text))?.[1]
  if (format) throw OtherFormat({ format })
  const what = tableless.find(([start]) => start.test(text))?.[1]
  if (what) throw NoTable({ what })
  if (isBinary(head)) throw UnknownFormat()
  return 'csv'
}

/** What it begins with, as far as it is plain ASCII: enough to tell what it is. */
const textOf = (head: Buffer): string => {
  const mark = head.toString('hex', 0, 2)
  const wide = { fffe: 'utf-16le', feff: 'utf-16be' }[mark]
  return wide ? new TextDecoder(wide).decode(head) : head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '')
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
