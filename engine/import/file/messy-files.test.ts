import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { AppError } from '../../errors.ts'
import { analyse } from '../analyse.ts'
import { openFile } from './open-file.ts'

const folder = 'test/fixtures/messy-files'

const read = async (file: string, sheet?: string) => {
  const table = await openFile(file, sheet === undefined ? {} : { sheet })
  const rows: string[][] = []
  for await (const { cells } of table.rows()) rows.push([...cells])
  return { ...table, rows }
}

test.each(readdirSync(`${folder}/csv-spectrum`).filter((name) => name.endsWith('.csv')))(
  'csv-spectrum: %s is read as its authors say',
  async (name) => {
    const { rows } = await read(`${folder}/csv-spectrum/${name}`)
    const [header, ...below] = rows
    const records = below.map((cells) => Object.fromEntries(header!.map((column, i) => [column, cells[i] ?? ''])))
    const expected = JSON.parse(
      readFileSync(`${folder}/csv-spectrum/${name.replace('.csv', '.json')}`, 'utf8'),
    ) as unknown
    expect(records).toEqual(expected)
  },
)

test.each([
  ['csvkit/test_utf16_big.csv', 'utf-16be', 'ʤ'],
  ['csvkit/test_utf16_little.csv', 'utf-16le', 'ʤ'],
  ['csvkit/test_utf8_bom.csv', 'utf-8', 'ʤ'],
  ['csvkit/test_latin1.csv', 'windows-1252', '©'],
])('%s is found to be %s', async (name, encoding, last) => {
  const found = await read(`${folder}/${name}`)
  expect([found.encoding, found.rows.at(-1)!.at(-1)]).toEqual([encoding, last])
})

test.each([
  ['csvkit/null_byte.csv', 'import.notText'],
  ['csvkit/testdbf.dbf', 'import.otherFormat'],
  ['csvkit/test_geojson.json', 'import.otherFormat'],
  ['exceljs/invalid-xml.xlsx', 'import.damaged'],
  ['exceljs/missing-bits.xlsx', 'import.damaged'],
])('%s is refused: %s', async (name, code) => {
  await expect(read(`${folder}/${name}`)).rejects.toMatchObject({ code })
})

test('a file with nothing but a header, or nothing at all, is no import', async () => {
  await expect(analyse(`${folder}/csvkit/empty.csv`)).rejects.toMatchObject({ code: 'import.emptyFile' })
})

test('days of a workbook that counts from 1904 are the same as in its old .xls', async () => {
  const [xlsx, xls] = [
    await read(`${folder}/csvkit/test_skip_lines.xlsx`),
    await read(`${folder}/csvkit/test_skip_lines.xls`),
  ]
  expect(xlsx.rows[1]).toEqual(['Chicago Reader', '1971-01-01', '40', 'TRUE', '1', '1971-01-01 04:14:00'])
  expect(xlsx.rows).toEqual(xls.rows)
  expect((await read(`${folder}/exceljs/1904.xlsx`)).rows).toEqual([['', '1904-01-01']])
})

test('numbers, days, formatted text, formulas and escapes read as they look', async () => {
  expect((await read(`${folder}/exceljs/gold.xlsx`)).rows.slice(0, 4)).toEqual([
    ['Text', 'I am Text'],
    ['Number', '3.14'],
    ['Integer', '5'],
    ['Date', '2016-05-17'],
  ])
  expect((await read(`${folder}/exceljs/formulas.xlsx`)).rows[0]![0]).toBe('someone@example.com')
  expect((await read(`${folder}/exceljs/shared_string_with_escape.xlsx`)).rows).toEqual([['_x000D_']])
  expect((await read(`${folder}/exceljs/google-sheets.xlsx`)).rows[0]).toEqual(['BEGIN', 'HIDDEN', 'VISIBLE'])
})

test('hidden sheets are not offered', async () => {
  expect((await read(`${folder}/exceljs/test-pr-728.xlsx`)).sheets).toEqual(['Sheet1', 'Sheet3'])
})

test('address books become a table with one row a person', async () => {
  const { rows } = await read(`${folder}/ez-vcard/outlook-2007.vcf`)
  const [header, person] = rows
  expect(Object.fromEntries(header!.map((name, i) => [name, person![i]]))).toMatchObject({
    姓名: 'Mr. Michael Angstadt Jr.',
    公司: 'TheCompany',
    部门: 'TheDepartment',
    职务: 'TheJobTitle',
    手机: '(111) 555-4444',
    邮箱: 'mike.angstadt@gmail.com',
  })
})

/** Collections whose licences do not let us ship them: a folder with any files at all, to be named by whoever has them. */
const collection = process.env['MESSY_FILES']
const files =
  collection && existsSync(collection)
    ? readdirSync(collection, { recursive: true, withFileTypes: true }).filter((f) => f.isFile())
    : []

test.skipIf(files.length === 0)(
  'every file of the collection in MESSY_FILES is read, or refused with a sentence',
  async () => {
    for (const file of files) {
      const outcome = await read(path.join(file.parentPath, file.name)).catch((error: unknown) => error)
      if (outcome instanceof Error) expect([file.name, outcome instanceof AppError]).toEqual([file.name, true])
      else expect(Array.isArray((outcome as { rows: unknown }).rows)).toBe(true)
    }
  },
  120_000,
)
