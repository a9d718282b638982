import { expect, test } from 'vitest'
import { fileOf } from '#test/importing'
import { memoryOf } from '#test/memory'
import { zip } from '#test/zip'
import { openFile } from './open-file.ts'

const refusal = async (content: string | Buffer, mostRows = 250_000) => {
  let rows = 0
  try {
    for await (const _ of (await openFile(fileOf(content))).rows()) if (++rows > mostRows) break
    return `read ${rows}`
  } catch (error) {
    return (error as { code?: string }).code ?? error
  }
}

const mega = 1024 * 1024
const office = 'urn:oasis:names:tc:opendocument:xmlns'
const ods = (rows: string) =>
  zip([
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' },
    {
      name: 'content.xml',
      content: `<o:document-content xmlns:o="${office}:office:1.0"><o:body><o:spreadsheet><table:table table:name="x">${rows}</table:table></o:spreadsheet></o:body></o:document-content>`,
    },
  ])
const repeated = (rows: number, columns: number, text: string) =>
  `<table:table-row table:number-rows-repeated="${rows}"><table:table-cell table:number-columns-repeated="${columns}"><text:p>${text}</text:p></table:table-cell></table:table-row>`

test.each([
  ['nothing but cells', () => `<table>${'<td>'.repeat(8 * mega)}`, 'import.tooManyColumns'],
  ['nothing but rows', () => `<table>${'<tr>'.repeat(mega)}`, 'import.noTableInPage'],
  ['cells with a word each', () => `<table>${'<td>x'.repeat(mega)}`, 'import.tooManyColumns'],
  ['elements that never end', () => `<table><tr><td>${'<b></i>'.repeat(mega)}`, 'import.noTableInPage'],
  ['tables in tables', () => '<table><tr><td>'.repeat(mega / 4), 'import.bomb'],
  ['tables without end', () => '<table></table>'.repeat(mega / 4), 'import.bomb'],
  ['an endless text', () => `<table><tr><td>${'客户 &nbsp;<br>'.repeat(mega / 4)}`, 'import.rowTooLong'],
  ['an endless comment', () => `<table><tr><td>a<td>b<!--${'<td>'.repeat(8 * mega)}`, 'import.bomb'],
  ['endless attributes', () => `<td ${Array.from({ length: mega }, (_, i) => `a${i}`).join(' ')}>x<td>y`, 'read 1'],
  ['an endless style', () => `<td style="${'x: y;'.repeat(4 * mega)}">x<td>y`, 'read 1'],
  [
    'cells that reach over everything',
    () => `<table>${'<tr><td rowspan=65534 colspan=1000>x<td>y</tr>'.repeat(10_000)}`,
    'import.tooManyColumns',
  ],
  ['blocks without a word', () => `<td>x<td>y<td>${'<p> </p>\n<b></b>'.repeat(mega / 4)}`, 'read 1'],
  ['XML of elements in each other', () => `<?xml version="1.0"?><Workbook>${'<a>'.repeat(mega)}`, 'import.bomb'],
] as const)('A71 a page of %s ends in bounded memory', async (_, content, code) => {
  const text = content()
  expect(await memoryOf(async () => expect(await refusal(text)).toBe(code))).toBeLessThan(400)
})

test('A71 rows that an .ods writes once for a million are not all held, and too many of them are refused where they are read', async () => {
  expect(
    await memoryOf(async () => expect(await refusal(ods(repeated(1_048_576, 1, 'x')), 210_000)).toBe('read 210001')),
  ).toBeLessThan(300)
  expect(await refusal(ods(repeated(1, 16_384, 'x')))).toBe('import.tooManyColumns')
  expect(await refusal(ods(repeated(1, 490, 'x'.repeat(10_000))))).toBe('import.rowTooLong')
  expect(await refusal(ods(repeated(1_048_576, 100, 'x'.repeat(9_000))))).toBe('import.bomb')
})

test('A71 an .ods that unpacks to a flood is refused by what it says, before anything is unpacked', async () => {
  const flood = ods(
    `<table:table-row><table:table-cell><text:p>${'x'.repeat(60 * mega)}</text:p></table:table-cell></table:table-row>`,
  )
  expect(flood.length).toBeLessThan(200 * 1024)
  expect(await memoryOf(async () => expect(await refusal(flood)).toBe('import.bomb'))).toBeLessThan(200)
})
