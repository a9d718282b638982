import { limits } from '../limits.ts'
import { decode } from './decode.ts'
import { detectEncoding } from './encoding.ts'
import { EmptyFile, RowTooLong } from './errors.ts'
import type { FileRow, ReadOptions, TableFile } from './table-file.ts'

const header = ['姓名', '公司', '部门', '职务', '手机', '电话', '邮箱', '地址', '生日', '网址', '备注']
type Card = Map<string, string>

/** Address books (vCard 2.1, 3.0, 4.0) as a table with one row a person; pictures and what else has no column are left out. */
export const openVcard = async (path: string, options: ReadOptions): Promise<TableFile> => {
  const encoding = options.encoding ?? (await detectEncoding(path))
  return { format: 'vcard', encoding, rows: () => rows(path, encoding) }
}

async function* rows(path: string, encoding: string): AsyncGenerator<FileRow> {
  yield { number: 1, cells: header }
  let number = 1
  let card: Card | null = null
  for await (const line of logicalLines(path, encoding)) {
    if (/^BEGIN:VCARD/i.test(line)) card = new Map()
    else if (/^END:VCARD/i.test(line) && card) {
      yield { number: ++number, cells: header.map((name) => card!.get(name) ?? '') }
      card = null
    } else if (card) keep(card, line)
  }
  if (number === 1) throw EmptyFile()
}

/** Lines with their continuations joined: a leading space (all versions), or `=` at the end of quoted-printable (2.1). */
async function* logicalLines(path: string, encoding: string): AsyncGenerator<string> {
  let rest = ''
  let line: string | null = null
  let number = 0
  for await (const text of decode(path, encoding)) {
    const parts = (rest + text).split(/\r\n|\n|\r(?!$)/)
    rest = parts.pop()!
    for (const part of parts) {
      number++
      if (line !== null && line.length > 20 * limits.row) throw RowTooLong({ row: number })
      if (line !== null && /^[ \t]/.test(part)) line += part.slice(1)
      else if (line !== null && /;(ENCODING=)?QUOTED-PRINTABLE[;:]/i.test(line) && line.endsWith('='))
        line = line.slice(0, -1) + part
      else {
        if (line !== null) yield line
        line = part
      }
    }
  }
  if (line !== null) yield line
  if (rest !== '') yield rest
}

const keep = (card: Card, line: string): void => {
  const colon = /^((?:[^":]|"[^"]*")*):(.*)$/s.exec(line)
  if (!colon) return
  const [name = '', ...parameters] = colon[1]!
    .toUpperCase()
    .replace(/^ITEM\d+\./, '')
    .split(';')
  const has = (word: string) =>
    parameters.some((p) =>
      p
        .replace(/^(TYPE|ENCODING)=/, '')
        .split(/[,"]/)
        .includes(word),
    )
  if (has('BASE64') || has('B')) return
  const charset = parameters.find((p) => p.startsWith('CHARSET='))?.slice(8)
  const value = has('QUOTED-PRINTABLE') ? quotedPrintable(colon[2]!, charset) : colon[2]!
  const parts = value.split(/(?<!\\);/).map(unescape)
  const set = (column: string, text: string) => {
    if (text.trim() !== '' && !card.has(column)) card.set(column, text.trim())
  }
  switch (name) {
    case 'FN':
      card.set('姓名', unescape(value).trim())
      break
    case 'N':
      set('姓名', personName(parts))
      break
    case 'ORG':
      set('公司', parts[0] ?? '')
      set('部门', parts[1] ?? '')
      break
    case 'TITLE':
      set('职务', unescape(value))
      break
    case 'TEL':
      if (!has('FAX') && !has('PAGER')) set(has('CELL') ? '手机' : '电话', unescape(value).replace(/^tel:/i, ''))
      break
    case 'EMAIL':
      set('邮箱', unescape(value).replace(/^mailto:/i, ''))
      break
    case 'ADR':
      set('地址', address(parts))
      break
    case 'BDAY':
      set('生日', value.replace(/T.*$/, ''))
      break
    case 'URL':
      set('网址', unescape(value))
      break
    case 'NOTE':
      set('备注', unescape(value))
  }
}

const unescape = (text: string) => text.replace(/\\n/gi, '\n').replace(/\\([,;\\:])/g, '$1')

const isHan = (text: string) => /\p{Script=Han}/u.test(text)

/** family;given;middle: 王琳 without, John Doe with spaces and the other way round. */
const personName = ([family = '', given = '', middle = '']: readonly string[]): string =>
  isHan(family + given) ? family + middle + given : [given, middle, family].filter(Boolean).join(' ')

/** box;extended;street;town;province;code;country: written from the large to the small in Chinese. */
const address = ([, extended = '', street = '', town = '', province = '']: readonly string[]): string =>
  isHan(street + town + province)
    ? province + town + street + extended
    : [extended, street, town, province].filter(Boolean).join(', ')

const quotedPrintable = (text: string, charset = 'UTF-8'): string => {
  const bytes = Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}
