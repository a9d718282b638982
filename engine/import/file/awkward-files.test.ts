import { expect, test } from 'vitest'
import { fileOf } from '#test/importing'
import { analyse } from '../analyse.ts'
import { openFile } from './open-file.ts'

const rowsOf = async (content: string | Uint8Array) => {
  const rows: string[][] = []
  for await (const { cells } of (await openFile(fileOf(content))).rows()) rows.push([...cells])
  return rows
}
const gbk = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex')
// 客户名称,备注 / 华精精密,阿
const gbkFile = gbk('bfcdbba7c3fbb3c62cb1b8d7a20a bbaabeabbeabc3dc2cb0a20a')

test('a UTF-8 file with lines of another encoding, or cut off in a character, is refused with the line and never read as rubbish', async () => {
  const sound = Buffer.from('客户名称,备注\n华精精密,你好\n恒信化工,你好\n')
  const mixed = Buffer.concat([sound, gbkFile.subarray(14), sound])
  await expect(rowsOf(mixed)).rejects.toMatchObject({ code: 'import.mixedEncodings', params: { line: 4 } })
  await expect(rowsOf(sound.subarray(0, -2))).rejects.toMatchObject({
    code: 'import.mixedEncodings',
    params: { line: 3 },
  })
})

test('a GB18030 file that is cut off in a character is refused, not taken for a western one', async () => {
  expect(await rowsOf(gbkFile)).toEqual([
    ['客户名称', '备注'],
    ['华精精密', '阿'],
  ])
  await expect(rowsOf(gbkFile.subarray(0, -2))).rejects.toMatchObject({ code: 'import.badEncoding' })
})

test.each(['utf-16le', 'utf-16be'] as const)(
  '%s without a mark is read, even where all of it is Chinese',
  async (side) => {
    const bytes = Buffer.from('客户名称,备注\n𠮷野家餐饮,系统集成与技术服务\n'.repeat(20), 'utf16le')
    const [header, first] = await rowsOf(side === 'utf-16le' ? bytes : bytes.swap16())
    expect([header, first]).toEqual([
      ['客户名称', '备注'],
      ['𠮷野家餐饮', '系统集成与技术服务'],
    ])
  },
)

test('an old workbook without a container, as web systems write it, is read with its Chinese texts', async () => {
  const words = (...values: number[]) => Buffer.from(Uint16Array.from(values).buffer)
  const label = (row: number, column: number, text: Buffer) =>
    Buffer.concat([words(0x204, 8 + text.length, row, column, 0, text.length), text])
  const book = Buffer.concat([
    words(0x809, 8, 0, 0x10, 0, 0),
    label(0, 0, gbk('bfcdbba7c3fbb3c6')),
    label(1, 0, gbk('bbaabeabbeabc3dc')),
    words(0x0a, 0),
  ])
  expect(await rowsOf(book)).toEqual([['客户名称'], ['华精精密']])
})

test.each([
  ['a zip archive', 'PK\u0005\u0006'.padEnd(22, '\0'), 'import.archive'],
  ['a picture', '\x89PNG\r\n', 'import.picture'],
  ['a web archive', 'MIME-Version: 1.0\nX-Document-Type: Workbook\n', 'import.otherFormat'],
  ['SYLK', 'ID;PSheetJS\nC;Y1;X1;K"客户名称"\nE', 'import.otherFormat'],
])('%s is refused as what it is', async (_, content, code) => {
  await expect(rowsOf(Buffer.from(content, content.startsWith('\x89') ? 'latin1' : 'utf8'))).rejects.toMatchObject({
    code,
  })
})

test('a DBF table is refused as what it is, not read as text', async () => {
  const field = (name: string) => Buffer.from(`${name.padEnd(11, '\0')}C`.padEnd(32, '\0'), 'latin1')
  const start = Buffer.alloc(32)
  start.set([0x03, 124, 5, 17, 1, 0, 0, 0, 97, 0, 41])
  const cells = gbk('20bbaabeabbeabc3dc').toString('latin1').padEnd(41)
  const table = Buffer.concat([start, field('NAME'), field('PHONE'), Buffer.from(`\r${cells}\x1a`, 'latin1')])
  await expect(rowsOf(table)).rejects.toMatchObject({
    code: 'import.otherFormat',
    params: { format: expect.stringContaining('DBF') },
  })
})

test('the comma of Chinese input separates where it does so in every line', async () => {
  expect(
    await rowsOf('客户名称，电话，备注\n华精精密，13800138000，"老客户，每季回访"\n恒信化工，，营业额 1,200\n'),
  ).toEqual([
    ['客户名称', '电话', '备注'],
    ['华精精密', '13800138000', '老客户，每季回访'],
    ['恒信化工', '', '营业额 1,200'],
  ])
})

test('in sentences it separates nothing', async () => {
  expect(await rowsOf('备注，意见\n老客户，每季回访\n价格高，等通知，下月再谈\n')).toEqual([
    ['备注，意见'],
    ['老客户，每季回访'],
    ['价格高，等通知，下月再谈'],
  ])
  expect(await rowsOf('客户名称,备注\n华精，精密,老客户\n恒信，化工,你好\n')).toContainEqual(['华精，精密', '老客户'])
})

test('a quotation mark that is never closed is named by the row it stands in', async () => {
  await expect(rowsOf('客户名称,备注\n华精,"没有结尾\n恒信,x\n'.padEnd(500, 'y\n'))).rejects.toMatchObject({
    code: 'import.badQuotes',
    params: { row: 2 },
  })
})

test('of a header of two lines the finer one counts', async () => {
  const facts = await analyse(fileOf('客户名称,联系方式,\n客户名称,电话,邮箱\n华精,13800138000,a@b.cn\n'))
  expect([facts.headerRow, facts.columns.map((c) => c.name)]).toEqual([2, ['客户名称', '电话', '邮箱']])
})
