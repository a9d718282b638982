import { utils, write } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { fileOf } from '#test/importing'
import { zip } from '#test/zip'
import { openFile } from '../open-file.ts'

const read = async (content: Uint8Array, sheet?: string) => {
  const file = await openFile(fileOf(content, '客户.ods'), sheet === undefined ? {} : { sheet })
  const rows: [number, ...string[]][] = []
  for await (const { number, cells } of file.rows()) rows.push([number, ...cells])
  return { ...file, rows }
}

const kind = 'application/vnd.oasis.opendocument.spreadsheet'
const uri = 'urn:oasis:names:tc:opendocument:xmlns'
const space = ['office', 'table', 'text', 'style', 'number', 'draw']
  .map((n) => `xmlns:${n}="${uri}:${n}:1.0"`)
  .join(' ')
const archive = (content: string, more: Parameters<typeof zip>[0] = [], mimetype = kind) =>
  zip([{ name: 'mimetype', content: mimetype }, { name: 'content.xml', content }, ...more])
/** A workbook as LibreOffice writes it. */
const book = (tables: string, settings = '') =>
  archive(`<?xml version="1.0" encoding="UTF-8"?><office:document-content ${space} xmlns:calcext="x" office:version="1.3">
<office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>
<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
<number:date-style style:name="N37"><number:year/></number:date-style><style:style style:name="ce1" style:family="table-cell" style:data-style-name="N37"/></office:automatic-styles>
<office:body><office:spreadsheet>${settings}${tables}</office:spreadsheet></office:body></office:document-content>`)
const table = (name: string, rows: string, style = 'ta1') =>
  `<table:table table:name="${name}" table:style-name="${style}"><office:forms/><table:table-column table:number-columns-repeated="16384"/>${rows}</table:table>`
const row = (cells: string, times = 1) =>
  `<table:table-row table:style-name="ro1"${times > 1 ? ` table:number-rows-repeated="${times}"` : ''}>${cells}</table:table-row>`
const cell = (type: string, value: string, shown: string, more = '') =>
  `<table:table-cell office:value-type="${type}" ${value} ${more}><text:p>${shown}</text:p></table:table-cell>`
const text = (words: string, more = '') => cell('string', '', words, more)
const empty = (times: number) => `<table:table-cell table:number-columns-repeated="${times}"/>`

test('cells are read by their value: days, times, shares and sums without what their format cuts off', async () => {
  const cells = [
    text('013800138000'),
    cell('float', 'office:value="914403001922038216"', '914403001922038216'),
    cell('float', 'office:value="9.14403001922038E+017"', '9.14E+17'),
    cell('float', 'office:value="518000"', '0518000'),
    cell('float', 'office:value="3.14159"', '3.1'),
    cell('float', 'office:value="45356.5"', '45356.5', 'table:style-name="ce1"'),
    cell('date', 'office:date-value="2024-03-05"', '24年3月'),
    cell('date', 'office:date-value="2024-03-05T14:29:59.999999999"', '14:30'),
    cell('time', 'office:time-value="PT09H05M00S"', '9:05 AM'),
    cell('time', 'office:time-value="PT36H00M00S"', '36:00:00'),
    cell('percentage', 'office:value="0.055"', '6%'),
    cell('currency', 'office:currency="CNY" office:value="1200.5"', '￥1,201'),
    cell('boolean', 'office:boolean-value="true"', '真'),
  ]
  expect((await read(book(table('客户', row(cells.join('')))))).rows).toEqual([
    [
      1,
      '013800138000',
      '914403001922038216',
      '9.14403001922038E+17',
      '0518000',
      '3.14159',
      '2024-03-05 12:00:00',
      '2024-03-05',
      '2024-03-05 14:30:00',
      '09:05:00',
      '36:00:00',
      '5.5%',
      '1200.5',
      'TRUE',
    ],
  ])
})

test('formulas are read by their result; errors and what was never reckoned show as that', async () => {
  const formula = (more: string) => `table:formula="of:=1" ${more}`
  const cells = [
    cell('float', 'office:value="2"', '2', formula('')),
    cell('string', 'office:string-value=""', '#DIV/0!', formula('calcext:value-type="error"')),
    cell('float', 'office:value="0"', 'Err:508', formula('')),
    `<table:table-cell table:formula="of:=1+1"/>`,
    cell('string', '', '', formula('')),
    text('尾'),
  ]
  expect((await read(book(table('客户', row(cells.join('')))))).rows).toEqual([
    [1, '2', '#DIV/0!', '#VALUE!', '#CALC!', '', '尾'],
  ])
})

test('lines, spaces and links of a cell are its text; notes and drawings are not', async () => {
  const cells = `<table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation>
    <draw:frame><draw:text-box><text:p>图</text:p></draw:text-box></draw:frame>
    <text:p>深圳<text:s text:c="2"/><text:span>南</text:span>山</text:p><text:p><text:a>a@b.cn</text:a><text:line-break/>c</text:p></table:table-cell>`
  const shapes = `<table:shapes><draw:frame><table:table table:name="嵌"><table:table-row>${text('嵌')}</table:table-row></table:table></draw:frame></table:shapes>`
  expect(await read(book(table('客户', shapes + row(cells))))).toMatchObject({
    sheets: ['客户'],
    rows: [[1, '深圳  南山\na@b.cn\nc']],
  })
})

test('repeated rows and columns are all there where they hold something, and nothing where they do not', async () => {
  const rows = [
    row(text('客户') + empty(2) + text('备注') + empty(16_380)),
    row(empty(16_384), 3),
    row(text('华精', 'table:number-columns-repeated="2"'), 2),
    row(text('恒信')),
    row(empty(16_384), 1_048_569),
  ]
  expect((await read(book(table('客户', rows.join(''))))).rows).toEqual([
    [1, '客户', '', '', '备注'],
    [5, '华精', '华精'],
    [6, '华精', '华精'],
    [7, '恒信'],
  ])
})

test('merged cells reach down, also into rows that are written once for several', async () => {
  const rows = [
    row(text('甲', 'table:number-columns-spanned="1" table:number-rows-spanned="3"') + text('x')),
    row(`<table:covered-table-cell/>${text('y')}`, 2),
    row(`<table:table-cell/>${text('z')}`),
  ]
  expect(
    (
      await read(
        book(table('客户', `<table:table-header-rows>${rows[0]}</table:table-header-rows>${rows.slice(1).join('')}`)),
      )
    ).rows,
  ).toEqual([
    [1, '甲', 'x'],
    [2, '甲', 'y'],
    [3, '甲', 'y'],
    [4, '', 'z'],
  ])
})

test('sheets can be chosen, hidden ones and memories of other files are not offered; 1904 is noted', async () => {
  const tables = table('藏', row(text('a')), 'ta2') + table('客户', row(text('b'))) + table('线索', row(text('c')))
  const settings =
    '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
  const links = `<table:dde-links><table:dde-link><table:table>${row(text('旧'))}</table:table></table:dde-link></table:dde-links>`
  const file = await read(book(links + tables, settings))
  expect(file).toMatchObject({ sheets: ['客户', '线索'], sheet: '客户', from1904: true, rows: [[1, 'b']] })
  expect((await read(book(tables), '线索')).rows).toEqual([[1, 'c']])
})

test('a workbook that another program wrote is read like its xlsx', async () => {
  const made = utils.book_new()
  utils.book_append_sheet(
    made,
    utils.aoa_to_sheet([
      ['客户', '手机', '是'],
      ['华精', '0138', true],
      ['恒信', 12.5],
    ]),
    '客户',
  )
  const [ods, xlsx] = (['ods', 'xlsx'] as const).map((bookType) => write(made, { type: 'buffer', bookType }) as Buffer)
  const { rows } = await read(ods!)
  expect(rows).toHaveLength(3)
  expect(rows).toEqual((await read(xlsx!)).rows)
})

test('a workbook with a password, and a document that holds no table, are refused as that', async () => {
  const manifest = (entry: string) => ({ name: 'META-INF/manifest.xml', content: `<m:manifest>${entry}</m:manifest>` })
  const locked = '<m:file-entry><m:encryption-data m:checksum-type="SHA1"/></m:file-entry>'
  for (const [content, code] of [
    [archive('\u0001\u0002', [manifest(locked)]), 'import.encrypted'],
    [
      zip([
        { name: 'mimetype', content: kind },
        { name: 'encrypted-package', content: 'x' },
      ]),
      'import.encrypted',
    ],
    [zip([{ name: 'mimetype', content: kind }]), 'import.damaged'],
    [archive('<x/>', [], 'application/vnd.oasis.opendocument.text'), 'import.otherFormat'],
  ] as const)
    await expect(read(content)).rejects.toMatchObject({ code })
})
