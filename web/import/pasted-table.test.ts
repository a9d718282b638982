import { expect, test } from 'vitest'
import { pastedTable } from './pasted-table.ts'

test('cells copied from a spreadsheet are a file with all that was copied', async () => {
  const copied = '客户名称\t电话\r\n海川机电\t13800138000\r\n'
  const file = pastedTable(copied, '粘贴的表格')
  expect(file?.name).toBe('粘贴的表格.csv')
  expect(await file?.text()).toBe(copied)
})

test('one column of names is a table too; a word that happened to be copied is none', () => {
  expect(pastedTable('客户名称\n海川机电\n远洋食品', 'x')).toBeInstanceOf(File)
  expect(pastedTable('海川机电', 'x')).toBeUndefined()
})
