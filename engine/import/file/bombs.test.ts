import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { fileOf } from '#test/importing'
import { memoryOf } from '#test/memory'
import { workbook, zip } from '#test/zip'
import { openFile } from './open-file.ts'

const rowsOf = async (content: Buffer | Uint8Array | string, sheet?: string) => {
  const rows: (readonly string[])[] = []
  for await (const { cells } of (await openFile(fileOf(content), sheet ? { sheet } : {})).rows()) rows.push(cells)
  return rows
}
const refusal = (content: Buffer | Uint8Array | string) =>
  rowsOf(content).then(
    (rows) => `read ${rows.length}`,
    (error: { code: string }) => error.code,
  )

const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
const row = (...texts: string[]) => `<row>${texts.map(cell).join('')}</row>`

test('a workbook made by hand is read: the bombs below fail for what they are', async () => {
  expect(await rowsOf(workbook(row('名称') + row('甲')))).toEqual([['名称'], ['甲']])
})

test('A71 a small archive that unpacks to a flood is refused by what it says, before anything is unpacked', async () => {
  const flood = workbook(`<row>${cell('x'.repeat(120 * 1024 * 1024))}</row>`)
  expect(flood.length).toBeLessThan(200 * 1024)
  expect(await memoryOf(async () => expect(await refusal(flood)).toBe('import.bomb'))).toBeLessThan(300)
})

test('A71 an archive that lies about its size ends in a refusal where the lie shows', async () => {
  const liar = workbook(Array.from({ length: 200_000 }, (_, i) => row(`行 ${i}`)).join(''), { claims: 1_000 })
  expect(await memoryOf(async () => expect(await refusal(liar)).toBe('import.damaged'))).toBeLessThan(300)
})

test('A71 a sheet of 16,000 columns is refused, and says where', async () => {
  const wide = workbook(`<row r="1">${Array.from({ length: 16_000 }, () => cell('x')).join('')}</row>`)
  expect(await refusal(wide)).toBe('import.tooManyColumns')
  const far = workbook('<row r="1"><c r="XFD1" t="str"><v>x</v></c></row>')
  await expect(rowsOf(far)).rejects.toThrow('第 1 行的数据排到了第 16384 列')
})

test('A71 a million empty rows are a sheet without data, in bounded memory', async () => {
  const empty = workbook(
    Array.from({ length: 1_000_000 }, (_, i) => `<row r="${i + 1}"><c s="1"/></row>`).join('') + row('尾'),
  )
  expect(await memoryOf(async () => expect(await rowsOf(empty)).toEqual([['尾']]))).toBeLessThan(300)
})

test('A71 one cell of more text than a workbook can hold, and a line of nothing but delimiters, are refused in bounded memory', async () => {
  const words = Array.from({ length: 2_000_000 }, (_, i) => (i * 7_919).toString(36)).join('')
  const long = workbook(row('名称') + row(words))
  expect(await memoryOf(async () => expect(await refusal(long)).toBe('import.bomb'))).toBeLessThan(300)
  const empty = `名称\n${','.repeat(20_000_000)}`
  expect(await memoryOf(async () => expect(await refusal(empty)).toBe('import.rowTooLong'))).toBeLessThan(300)
})

test('A71 rows without end that are all empty end in a refusal', async () => {
  expect(await refusal(`名称\n甲\n${'\n'.repeat(2_100_000)}`)).toBe('import.tooManyRows')
})

test('A71 an archive in an archive, and one with too many parts, are refused unopened', async () => {
  expect(await refusal(zip([{ name: 'inner.zip', content: workbook(row('x')) }]))).toBe('import.archive')
  expect(await refusal(zip(Array.from({ length: 6_000 }, (_, i) => ({ name: `${i}.xml`, content: '' }))))).toBe(
    'import.bomb',
  )
})

test.each([
  '<!DOCTYPE r [<!ENTITY x SYSTEM "http://127.0.0.1:9/secret">]>',
  '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>',
])('A72 XML with a document type is refused: %s', async (dtd) => {
  const strings = `${dtd}<sst><si><t>&x;</t></si></sst>`
  expect(await refusal(workbook('<row><c t="s"><v>0</v></c></row>', { sharedStrings: strings }))).toBe('import.dtd')
})

test('a workbook with a password is refused as that', async () => {
  const locked = await writeXlsx({
    sheets: [{ name: 'x', rows: [['a']] }],
    encryption: { password: 'x', spinCount: 1_000 },
  })
  expect(await refusal(locked)).toBe('import.encrypted')
})

test('cells that are one downwards all have its text', async () => {
  const merged = workbook(
    `<row r="1">${cell('客户')}${cell('联系人')}</row><row r="2">${cell('甲')}${cell('王一')}</row><row r="3"><c/>${cell('王二')}</row><row r="4">${cell('乙')}${cell('李')}</row>`,
    { behind: '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>' },
  )
  expect(await rowsOf(merged)).toEqual([
    ['客户', '联系人'],
    ['甲', '王一'],
    ['甲', '王二'],
    ['乙', '李'],
  ])
})

test('a quotation mark that is never closed is refused with its line; one inside a text is only a mark', async () => {
  await expect(rowsOf('名称,备注\n甲,"没有关\n乙,好\n')).rejects.toThrow(/第 \d+ 行的引号不成对/)
  expect(await rowsOf('名称,备注\n甲,管径 5" 的\n')).toEqual([
    ['名称', '备注'],
    ['甲', '管径 5" 的'],
  ])
})

test('a CSV of one endless record is refused instead of held in memory', async () => {
  expect(await refusal(`名称\n"${'x'.repeat(3_000_000)}`)).toBe('import.rowTooLong')
})

test.each([
  ['utf-8', '名称;电话\n华精;138\n'],
  ['gb18030', 'c3fbb3c6095c09b5e7bbb00abbaabeab090931330a'],
])('%s text is split by its own delimiter', async (encoding, text) => {
  const content = encoding === 'utf-8' ? text : Buffer.from(text, 'hex')
  const table = await openFile(fileOf(content))
  expect([table.encoding, table.delimiter]).toEqual([encoding, encoding === 'utf-8' ? ';' : '\t'])
})
