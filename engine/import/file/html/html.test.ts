import { expect, test } from 'vitest'
import { fileOf } from '#test/importing'
import { analyse } from '../../analyse.ts'
import { openFile } from '../open-file.ts'
import type { ReadOptions } from '../table-file.ts'

const read = async (content: string | Uint8Array, options: ReadOptions = {}) => {
  const file = await openFile(fileOf(content, '客户.xls'), options)
  const rows: string[][] = []
  for await (const { cells } of file.rows()) rows.push([...cells])
  return { ...file, rows }
}
const rowsOf = async (content: string | Uint8Array) => (await read(content)).rows
const bytes = (...parts: (string | { readonly hex: string })[]) =>
  Buffer.concat(
    parts.map((p) => (typeof p === 'string' ? Buffer.from(p) : Buffer.from(p.hex.replaceAll(' ', ''), 'hex'))),
  )
const page = (rows: string) =>
  `<html><head><title>导出</title></head><body><table border="1">${rows}</table></body></html>`

// 客户名称, 手机, 华精精密
const [name, mobile, company] = [{ hex: 'bfcdbba7c3fbb3c6' }, { hex: 'cad6bbfa' }, { hex: 'bbaabeabbeabc3dc' }]
const excelPage = (head: string) =>
  bytes(
    `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>${head}<style>.t{mso-number-format:"\\@";}</style>
<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets/></x:ExcelWorkbook></xml><![endif]--></head>
<body><table><tr><th>`,
    name,
    '</th><th>',
    mobile,
    '</th><th>ID</th></tr>\n<tr><td>',
    company,
    '</td><td class=t>013800138000</td><td style="mso-number-format:\'\\@\'">440301199001011234</td></tr></table></body></html>',
  )

test.each([
  ['says so', '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'],
  ['says nothing', ''],
  ['says the opposite', '<meta charset="utf-8">'],
  ['claims to be western', '<meta charset="iso-8859-1">'],
])(
  'a table of a Chinese web system in GBK is read with its digits as they stand, where the page %s',
  async (_, head) => {
    expect(await read(excelPage(head))).toMatchObject({
      format: 'html',
      encoding: 'gb18030',
      rows: [
        ['客户名称', '手机', 'ID'],
        ['华精精密', '013800138000', '440301199001011234'],
      ],
    })
  },
)

test('UTF-8 is believed by its bytes, marks and UTF-16 as well; a person may say another', async () => {
  const html = page('<tr><td>客户名称<td>电话<tr><td>华精<td>1')
  for (const [content, encoding] of [
    [html.replace('<head>', '<head><meta charset=gbk>'), 'utf-8'],
    [`\ufeff\n\n${html}`, 'utf-8'],
    [Buffer.from(`\ufeff${html}`, 'utf16le'), 'utf-16le'],
  ] as const)
    expect(await read(content)).toMatchObject({ encoding, rows: [['客户名称', '电话'], { length: 2 }] })
  const taiwan = bytes('<table><tr><td>', { hex: 'ab c8 a4 e1' }, '<td>x<tr><td>y<td>z</table>')
  expect((await read(taiwan, { encoding: 'big5' })).rows[0]).toEqual(['客戶', 'x'])
})

test('breaks, blocks, entities and spaces of a cell are what a browser shows', async () => {
  const cells = [
    '深圳<br>南山',
    ' a&nbsp;&amp;&lt;b&gt; ',
    '<p>一</p><p>二</p>',
    '<div>x</div>y',
    'c\n   d<br style="mso-data-placement:same-cell;">e',
    '<script>var a = "<td>"</script>&#30002;',
    '<select><option>A<option>B</select>',
    '<b>粗</b><font color=red>红</font>',
  ]
  expect(await rowsOf(page(`<tr>${cells.map((c) => `<td>${c}</td>`).join('')}<td>尾</td></tr>`))).toEqual([
    ['深圳\n南山', 'a &<b>', '一\n二', 'x\ny', 'c d\ne', '甲', '', '粗红', '尾'],
  ])
})

test('merged headers and cells stand where they are seen, and reach down like those of a workbook', async () => {
  const html = page(`<thead><tr><th rowspan=2>客户名称</th><th colspan=2>联系方式</th><th rowspan="2">备注</th></tr>
    <tr><th>电话</th><th>邮箱</th></tr></thead>
    <tbody><tr><td rowspan=2>华精</td><td>1</td><td>a@b.cn</td><td rowspan=900></td></tr>
    <tr><td>2</td><td>c@d.cn</td></tr></tbody><tbody><tr><td>恒信</td><td>3</td><td></td><td>老客户</td></tr></tbody>`)
  const { rows } = await read(html)
  expect(rows.slice(1)).toEqual([
    ['客户名称', '电话', '邮箱', '备注'],
    ['华精', '1', 'a@b.cn'],
    ['华精', '2', 'c@d.cn'],
    ['恒信', '3', '', '老客户'],
  ])
  expect(await analyse(fileOf(html))).toMatchObject({ headerRow: 2, rows: 3 })
})

test('missing end tags, rows without a table and cells without a row are read as a browser would', async () => {
  const rows = [
    ['客户', '电话'],
    ['华精', '0755'],
  ]
  expect(await rowsOf('<TABLE><TR><TD>客户<TD>电话<TR><TD>华精<TD>0755')).toEqual(rows)
  expect(await rowsOf('<tr><td>客户</td><td>电话</td></tr><tr><td>华精</td><td>0755</td></tr>')).toEqual(rows)
  expect(await rowsOf(page('<tr><td><font>客户<td><p>电话<tr><td>华精</font></b><td>0755'))).toEqual(rows)
  expect(await rowsOf(page('<tr><td>客户<td style="display: none">7<td>电话<tr><td>华精<td>0755'))).toEqual(rows)
})

test('of several tables the one with the most in it is read, and the others can be chosen', async () => {
  const data = Array.from({ length: 9 }, (_, i) => `<tr><td>客户 ${i}</td><td>${i}</td></tr>`).join('')
  const html = `<table><tr><td><table><tr><td>首页</td><td>退出</td></tr></table></td>
    <td><table><caption>客户 列表</caption>${data}</table></td></tr></table><table><tr><td>合计</td><td>9</td></tr></table>`
  const file = await read(html)
  expect([file.sheet, file.rows.length, file.rows[0]]).toEqual(['客户 列表', 9, ['客户 0', '0']])
  expect(file.sheets).toHaveLength(3)
  expect((await read(html, { sheet: file.sheets!.at(-1)! })).rows).toEqual([['合计', '9']])
  await expect(read(html, { sheet: '没有' })).rejects.toMatchObject({ code: 'import.noSheet' })
})

test('a small table in a cell belongs to its text', async () => {
  const phones = '<table><tr><td>办</td><td>0755</td></tr></table>'
  const rows = [1, 2, 3].map((n) => `<tr><td>客户 ${n}<td>${phones}<td>备注 ${n}`).join('')
  expect((await rowsOf(page(rows)))[1]).toEqual(['客户 2', '办 0755', '备注 2'])
})

test('a long number that a spreadsheet shows rounded is taken from where it wrote all of it', async () => {
  const cells = '<td x:num="914403001922038216">9.14403E+17</td><td x:num="13800138000">1.38E+10</td><td>1.38E+10</td>'
  expect(await rowsOf(page(`<tr>${cells}</tr>`))).toEqual([['914403001922038216', '13800138000', '1.38E+10']])
})

test.each([
  ['a page to sign in', '<!DOCTYPE html><title>用户登录</title><table><tr><td>密码<td><input type=password></table>'],
  ['words', '<html><body><p>登录已过期</p></body></html>'],
  ['a leap elsewhere', '<script>top.location.href = "/login"</script>'],
  ['a notice in a table of one cell', '<table><tr><td>会话超时</td></tr></table>'],
])('%s instead of an export is refused: probably nobody was signed in any more', async (_, html) => {
  await expect(read(html)).rejects.toThrow(/网页.*登录已经过期/)
})

test('a page of frames, as a workbook of several sheets is saved, says what to do', async () => {
  await expect(read('<html><frameset><frame src="x.files/sheet001.htm"></frameset></html>')).rejects.toMatchObject({
    code: 'import.otherFormat',
  })
})
