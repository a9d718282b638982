import { randomBytes } from 'node:crypto'
import { utils, type WorkBook, write } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { fileOf } from '#test/importing'
import { zip } from '#test/zip'
import { openFile } from '../open-file.ts'

const read = async (content: Uint8Array, sheet?: string) => {
  const file = await openFile(fileOf(content), sheet === undefined ? {} : { sheet })
  const rows: string[][] = []
  for await (const { cells } of file.rows()) rows.push([...cells])
  return { ...file, rows }
}

const made = (): WorkBook => {
  const sheet = utils.aoa_to_sheet([
    ['客户名称', '手机', '比例', '编号', '错误', '对', '账号'],
    ['华精精密', '013800138000', 0.055, 42, null, true, 6.222021234567891e18],
    [null, '0755'],
    ['恒信', '0756'],
  ])
  Object.assign(sheet['C2'], { z: '0.0%' })
  Object.assign(sheet['D2'], { z: '000000' })
  sheet['E2'] = { t: 'e', v: 42 }
  sheet['H2'] = { t: 'n', v: 45_356.5, z: 'yyyy-mm-dd hh:mm' }
  sheet['!ref'] = 'A1:H4'
  sheet['!merges'] = [utils.decode_range('A2:A3')]
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet([['x']]), '藏')
  utils.book_append_sheet(book, sheet, '客户')
  utils.book_append_sheet(book, utils.aoa_to_sheet([['公司']]), '线索')
  return { ...book, Workbook: { Sheets: [{ Hidden: 1 }, { Hidden: 0 }, { Hidden: 0 }] } }
}
const saved = (bookType: 'xlsb' | 'xlsx' | 'biff8', book = made()) =>
  write(book, { type: 'buffer', bookType, bookSST: true }) as Buffer

test('a binary workbook is read like the same one as xlsx and as xls: texts, days, shares, errors, merges, hidden sheets', async () => {
  const xlsb = await read(saved('xlsb'))
  expect(xlsb).toMatchObject({ format: 'xlsb', sheets: ['客户', '线索'], sheet: '客户' })
  expect(xlsb.rows.slice(1)).toEqual([
    ['华精精密', '013800138000', '5.5%', '000042', '#N/A', 'TRUE', '6.22202123456789E+18', '2024-03-05 12:00:00'],
    ['华精精密', '0755'],
    ['恒信', '0756'],
  ])
  for (const other of ['xlsx', 'biff8'] as const) expect((await read(saved(other))).rows).toEqual(xlsb.rows)
  expect((await read(saved('xlsb'), '线索')).rows).toEqual([['公司']])
})

test('days of a workbook that counts from 1904 are the same in its binary form', async () => {
  const sheet = utils.aoa_to_sheet([['日期'], [null]])
  sheet['A2'] = { t: 'n', v: 43_894, z: 'yyyy-mm-dd' }
  const book: WorkBook = { SheetNames: ['x'], Sheets: { x: sheet }, Workbook: { WBProps: { date1904: true } } }
  expect(await read(saved('xlsb', book))).toMatchObject({ from1904: true, rows: [['日期'], ['2024-03-05']] })
})

test('one that is broken, or unpacks to more than can be read in one piece, is refused', async () => {
  const part = (content: string | Buffer) => zip([{ name: 'xl/workbook.bin', content }])
  await expect(read(part('nothing'))).rejects.toMatchObject({ code: 'import.damaged' })
  await expect(read(part(randomBytes(21 * 1024 * 1024)))).rejects.toMatchObject({ code: 'import.fileTooLarge' })
})
