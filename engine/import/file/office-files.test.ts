import { expect, test } from 'vitest'
import { fileOf } from '#test/importing'
import { workbook, zip } from '#test/zip'
import { analyse } from '../analyse.ts'
import { meaningOf } from './number-format.ts'
import { openFile } from './open-file.ts'

const rowsOf = async (content: string | Uint8Array) => {
  const rows: string[][] = []
  for await (const { cells } of (await openFile(fileOf(content))).rows()) rows.push([...cells])
  return rows
}
const text = (place: string, words: string) => `<c r="${place}" t="str"><v>${words}</v></c>`
const row = (number: number | string, ...cells: string[]) => `<row r="${number}">${cells.join('')}</row>`
const header = row(1, text('A1', '客户名称'), text('B1', '银行账号'))

test('a number of more digits than a spreadsheet keeps shows that it lost some', async () => {
  const cells = (number: string) => workbook(header + row(2, text('A2', '甲'), `<c r="B2"><v>${number}</v></c>`))
  expect((await rowsOf(cells('6.2220212345678902E+18')))[1]).toEqual(['甲', '6.22202123456789E+18'])
  expect((await rowsOf(cells('13800138000')))[1]).toEqual(['甲', '13800138000'])
  expect((await rowsOf(cells('123456789012345')))[1]).toEqual(['甲', '123456789012345'])
  // As JavaScript, C and a spreadsheet write what is left of 440301199001011234; and as a program that has all of it.
  for (const cut of ['440301199001011260', '440301199001011264', '440301199001011000'])
    expect((await rowsOf(cells(cut)))[1]).toEqual(['甲', '4.40301199001011E+17'])
  expect((await rowsOf(cells('440301199001011234')))[1]).toEqual(['甲', '440301199001011234'])
})

test('a workbook that lacks texts its cells refer to is damaged, not empty', async () => {
  const missing = workbook(header + row(2, '<c r="A2" t="s"><v>7</v></c>'))
  await expect(rowsOf(missing)).rejects.toMatchObject({ code: 'import.damaged' })
})

test.each(['1', '0', '-3', 'x'])('rows that are out of order are damage too: %s behind 1', async (number) => {
  const book = workbook(header + row(number, text('A2', '甲')))
  await expect(rowsOf(book)).rejects.toMatchObject({ code: 'import.damaged' })
})

test('merges count whichever quotation marks a program writes, and one at a time in each column', async () => {
  const below = [2, 3, 4].map((n) => row(n, ...(n === 3 ? [] : [text(`A${n}`, `客户 ${n}`)]), text(`B${n}`, 'x')))
  const behind = "<mergeCells><mergeCell ref='A2:A3'/></mergeCells>"
  expect((await rowsOf(workbook(header + below.join(''), { behind }))).map(([name]) => name)).toEqual([
    '客户名称',
    '客户 2',
    '客户 2',
    '客户 4',
  ])
})

test('days written as such are read without the midnight behind them', async () => {
  const day = (n: number, value: string) => row(n, `<c r="A${n}" t="d"><v>${value}</v></c>`)
  const days = ['2026-12-05T00:00:00', '2026-12-05T00:00:00.000Z', '2026-12-05T09:30:00', '2026-12-05']
  const rows = await rowsOf(workbook(days.map((value, i) => day(i + 1, value)).join('')))
  expect(rows.flat()).toEqual(['2026-12-05', '2026-12-05', '2026-12-05 09:30:00', '2026-12-05'])
})

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const link = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`
/** A workbook of several sheets. */
const sheets = (...contents: string[]) =>
  zip([
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: '_rels/.rels',
      content: `<Relationships>${link('r', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns:r="${office}"><sheets>${contents.map((_, i) => `<sheet name="表${i + 1}" r:id="r${i}"/>`).join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${contents.map((_, i) => link(`r${i}`, 'worksheet', `s${i}.xml`)).join('')}</Relationships>`,
    },
    ...contents.map((content, i) => ({
      name: `xl/s${i}.xml`,
      content: `<worksheet><sheetData>${content}</sheetData></worksheet>`,
    })),
  ])

test('a sheet of instructions is passed over, unless there is nothing else', async () => {
  const words = row(1, text('A1', '填写说明')) + row(2, text('A2', '请勿修改表头'))
  const table = header + row(2, text('A2', '甲'), text('B2', '1'))
  expect((await analyse(fileOf(sheets('', words, table)))).sheet).toBe('表3')
  expect((await analyse(fileOf(sheets(words, words)))).sheet).toBe('表1')
})

test('a file without names of columns loses no record to them', async () => {
  const facts = await analyse(fileOf('甲公司,13800001135,北京\n乙公司,13800001136,上海\n'))
  expect([facts.headerRow, facts.rows, facts.columns.map((c) => c.name)]).toEqual([
    0,
    2,
    ['第 1 列', '第 2 列', '第 3 列'],
  ])
})

test.each([
  [
    'a web page without data',
    '\n<!-- 导出 --><table border=1><tr><th>客户名称</th><th>电话</th></tr></table>',
    'import.emptyFile',
  ],
  [
    'a workbook of 2003 without any',
    '<?xml version="1.0"?><Workbook><Worksheet><Table/></Worksheet></Workbook>',
    'import.emptyFile',
  ],
  ['a calendar', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n', 'import.noTable'],
  ['an e-mail', 'From: a@b.cn\r\nTo: c@d.cn\r\n\r\nhello, world\r\n', 'import.noTable'],
  ['a database script', "INSERT INTO customer (name) VALUES ('a');\n", 'import.noTable'],
  ['a photograph of an iPhone', Buffer.from('00000018667479706865696300000000', 'hex'), 'import.picture'],
  ['an xz archive', Buffer.from('fd377a585a00', 'hex'), 'import.archive'],
  ['SQLite', Buffer.from('SQLite format 3\0\0\0', 'latin1'), 'import.otherFormat'],
])('%s is refused as what it is', async (_, content, code) => {
  await expect(analyse(fileOf(content))).rejects.toMatchObject({ code })
})

test('a text with NUL in it is refused with the line', async () => {
  await expect(rowsOf('客户名称,电话\n甲\0,1\n')).rejects.toMatchObject({ code: 'import.notText', params: { line: 2 } })
})

test('formats are told by what they show, and one of endless length takes no time', () => {
  const meanings = [
    'yyyy"年"m"月"d"日"',
    'aaaa',
    'e/m/d',
    '[DBNum1][$-804]yyyy年m月',
    '0.0%',
    '#,##0.00_);(#,##0.00)',
    '0000',
  ]
  expect(meanings.map((code) => meaningOf(200, code))).toEqual([
    'date',
    'date',
    'date',
    'date',
    'percent',
    'number',
    { digits: 4 },
  ])
  expect(meaningOf(200, '['.repeat(300_000))).toBe('number')
})
