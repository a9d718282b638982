import { expect, test } from 'vitest'
import { fileOf } from '#test/importing'
import { openFile } from '../open-file.ts'

const read = async (content: string | Uint8Array, sheet?: string) => {
  const file = await openFile(fileOf(content, '客户.xls'), sheet === undefined ? {} : { sheet })
  const rows: [number, ...string[]][] = []
  for await (const { number, cells } of file.rows()) rows.push([number, ...cells])
  return { ...file, rows }
}

const styles = `<Styles><Style ss:ID="Default" ss:Name="Normal"/><Style ss:ID="d"><NumberFormat ss:Format="yyyy\\-mm\\-dd"/></Style>
  <Style ss:ID="t"><NumberFormat ss:Format="Short Date"/></Style><Style ss:ID="p" ss:Name="Percent"><NumberFormat ss:Format="0%"/></Style>
  <Style ss:ID="p2" ss:Parent="p"/><Style ss:ID="c"><NumberFormat ss:Format="Currency"/></Style><Style ss:ID="n"><NumberFormat ss:Format="000000"/></Style></Styles>`
const book = (sheets: string, before = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>') =>
  `${before}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
  xmlns:x="urn:schemas-microsoft-com:office:excel">${styles}${sheets}</Workbook>`
const sheet = (name: string, rows: string, options = '') =>
  `<Worksheet ss:Name="${name}"><Table ss:ExpandedColumnCount="3"><Column ss:Width="80"/>${rows}</Table>
  <WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">${options}</WorksheetOptions></Worksheet>`
const cell = (type: string, value: string, more = '') => `<Cell ${more}><Data ss:Type="${type}">${value}</Data></Cell>`

test('cells are what they show: texts to the digit, days, shares, errors, formulas by their result', async () => {
  const cells = [
    cell('String', '013800138000'),
    cell('Number', '914403001922038216'),
    cell('Number', '9.1440300192203827E+17'),
    cell('DateTime', '2024-03-05T00:00:00.000'),
    cell('DateTime', '1899-12-31T09:30:00.000'),
    cell('Number', '45356.5', 'ss:StyleID="d"'),
    cell('Number', '45356', 'ss:StyleID="t"'),
    cell('Number', '0.055', 'ss:StyleID="p2"'),
    cell('Number', '1200.5', 'ss:StyleID="c"'),
    cell('Number', '42', 'ss:StyleID="n"'),
    cell('Boolean', '1'),
    cell('Error', '#N/A'),
    cell('Number', '3', 'ss:Formula="=1+2"'),
    '<Cell ss:Formula="=1+2"/>',
    '<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>华</B>精&#10;x</ss:Data><Comment ss:Author="王"><ss:Data>批注</ss:Data></Comment></Cell>',
  ]
  expect((await read(book(sheet('客户', `<Row>${cells.join('')}</Row>`)))).rows).toEqual([
    [
      1,
      '013800138000',
      '914403001922038216',
      '9.14403001922038E+17',
      '2024-03-05',
      '09:30:00',
      '2024-03-05 12:00:00',
      '2024-03-05',
      '5.5%',
      '1200.5',
      '000042',
      'TRUE',
      '#N/A',
      '3',
      '#CALC!',
      '华精\nx',
    ],
  ])
})

test('cells and rows that are left out, and merged ones, keep their places', async () => {
  const rows = `<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">联系</Data></Cell>${cell('String', '备注')}</Row>
    <Row ss:Index="3" ss:Height="20" ss:Span="1"/>
    <Row>${cell('String', '甲', 'ss:MergeDown="1"')}${cell('String', 'x', 'ss:Index="3"')}</Row><Row>${cell('String', 'y', 'ss:Index="3"')}</Row>`
  expect((await read(book(sheet('客户', rows)))).rows).toEqual([
    [1, '联系', '', '备注'],
    [5, '甲', '', 'x'],
    [6, '甲', '', 'y'],
  ])
  const backwards = `<Row ss:Index="3">${cell('String', 'a')}</Row><Row ss:Index="2">${cell('String', 'b')}</Row>`
  await expect(read(book(sheet('客户', backwards)))).rejects.toMatchObject({ code: 'import.damaged' })
})

test('sheets can be chosen; hidden ones are not offered', async () => {
  const row = (text: string) => `<Row>${cell('String', text)}</Row>`
  const sheets = [
    sheet('藏', row('a'), '<Visible>SheetHidden</Visible>'),
    sheet('客户', row('b')),
    sheet('线索', row('c')),
  ]
  const file = await read(book(sheets.join('')))
  expect([file.sheets, file.sheet, file.rows]).toEqual([['客户', '线索'], '客户', [[1, 'b']]])
  expect((await read(book(sheets.join('')), '线索')).rows).toEqual([[1, 'c']])
})

test('GB18030 is read, said or unsaid, and empty lines may stand before it', async () => {
  const [before, after] = book(
    sheet('x', `<Row>${cell('String', '@')}</Row>`),
    '\r\n\r\n<?xml version="1.0" encoding="GBK"?>',
  ).split('@') as [string, string]
  const name = Buffer.from('bfcdbba7c3fbb3c6', 'hex')
  expect(await read(Buffer.concat([Buffer.from(before), name, Buffer.from(after)]))).toMatchObject({
    format: 'xml',
    encoding: 'gb18030',
    rows: [[1, '客户名称']],
  })
})

test('days of a workbook that counts from 1904 are counted from there', async () => {
  const old = `<ExcelWorkbook xmlns="urn:schemas-microsoft-com:office:excel"><Date1904/></ExcelWorkbook>`
  const rows = `<Row>${cell('Number', '43894', 'ss:StyleID="d"')}${cell('DateTime', '2024-03-05T00:00:00.000')}</Row>`
  expect(await read(book(old + sheet('x', rows)))).toMatchObject({
    from1904: true,
    rows: [[1, '2024-03-05', '2024-03-05']],
  })
})

test('XML of other kinds, and what is broken or declares entities, is refused as that', async () => {
  const declares = '<?xml version="1.0"?><!DOCTYPE Workbook [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
  for (const [content, code] of [
    ['<?xml version="1.0"?><customers><customer name="x"/></customers>', 'import.otherFormat'],
    [book(sheet('x', '<Row><Cell><Data ss:Type="String">A & B')), 'import.damaged'],
    [book(sheet('x', `<Row>${cell('String', '&x;')}</Row>`), declares), 'import.dtd'],
  ] as const)
    await expect(read(content)).rejects.toMatchObject({ code })
})
