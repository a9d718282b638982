import { crc32, deflateRawSync } from 'node:zlib'

/** A part of an archive; `claims` is the size it says it unpacks to, where that is a lie. */
export interface ZipPart {
  readonly name: string
  readonly content: string | Buffer
  readonly claims?: number
}

/** A zip archive, also one that no honest program would write. */
export const zip = (parts: readonly ZipPart[]): Buffer => {
  const files: Buffer[] = []
  const index: Buffer[] = []
  let offset = 0
  for (const { name, content, claims } of parts) {
    const data = Buffer.from(content)
    const packed = deflateRawSync(data)
    const title = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(claims ?? data.length, 18)
    common.writeUInt16LE(title.length, 22)
    files.push(Buffer.from('PK\x03\x04', 'latin1'), common, title, packed)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    index.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, title)
    offset += 30 + title.length + packed.length
  }
  const size = index.reduce((sum, part) => sum + part.length, 0)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...files, ...index, Buffer.from('PK\x05\x06', 'latin1'), end])
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relationship = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`

/** A workbook of one sheet with this XML in it, and what else is to be there. */
export const workbook = (
  sheetData: string,
  more: {
    readonly sharedStrings?: string
    readonly behind?: string
    readonly claims?: number
    readonly from1904?: boolean
  } = {},
): Buffer =>
  zip([
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: '_rels/.rels',
      content: `<Relationships>${relationship('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${main}" xmlns:r="${office}">${more.from1904 ? '<workbookPr date1904="1"/>' : ''}<sheets><sheet name="客户" r:id="r1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${relationship('r1', 'worksheet', 'worksheets/sheet1.xml')}${more.sharedStrings ? relationship('r2', 'sharedStrings', 'sharedStrings.xml') : ''}</Relationships>`,
    },
    ...(more.sharedStrings ? [{ name: 'xl/sharedStrings.xml', content: more.sharedStrings }] : []),
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `<worksheet xmlns="${main}"><sheetData>${sheetData}</sheetData>${more.behind ?? ''}</worksheet>`,
      ...(more.claims === undefined ? {} : { claims: more.claims }),
    },
  ])
