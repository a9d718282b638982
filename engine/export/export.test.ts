import { buffer, text } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { beforeAll, expect, test } from 'vitest'
import { type Context, createRecords, exportFile, type ExportQuery } from '#engine'
import { Customer } from '#modules/customers'
import { bringIn } from '#test/importing'
import { readWorkbook } from '#test/read-workbook'
import { type Workspace, workspace } from '#test/workspace'
import { exportColumns } from './column.ts'
import { neutralCell } from './neutral-cell.ts'
import { sheetName } from './sheet-name.ts'
import { xlsxCell } from './xlsx-cell.ts'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

const csvOf = async (who: Context, query: ExportQuery, object = 'customer') =>
  text(
    await exportFile(
      async () => who,
      object,
      query,
      'csv',
      'zh-CN',
      () => {},
    ),
  )

const csvCells = (file: Buffer): string[][] => parse(file, { bom: true })

test.each([
  ['=1+1', "'=1+1"],
  ['+8613812342201', '+8613812342201'],
  ['+1 415 555', "'+1 415 555"],
  ['-5.20', '-5.20'],
  ['-1+cmd', "'-1+cmd"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1+1', "'＝1+1"],
  ['＠x', "'＠x"],
  ['\t=1', "'\t=1"],
  [' =1', "' =1"],
  ['9.1E+17', "'9.1E+17"],
  ['\r=1', "'\r=1"],
  ['6222021234567890123', "'6222021234567890123"],
  ["'6222021234567890123", "''6222021234567890123"],
  ['13800138000', '13800138000'],
  ['甲 = 乙', '甲 = 乙'],
])('A68 the cell %j leaves as %j', (cell, safe) => expect(neutralCell(cell)).toBe(safe))

test('an export longer than a page has every row once, and reads back as it was', async () => {
  const rows = Array.from({ length: 450 }, (_, i) => ({
    name: `=长名单 ${i}, "引号"\n换行`,
    phone: `138${String(10_000_000 + i)}`,
    level: 'A',
    tags: ['甲', '乙'],
    revenue: '-1.50',
  }))
  await createRecords(w.manager, w.manager.object('customer'), rows)
  const file = await csvOf(w.manager, {
    filter: { name: { startsWith: '=长名单' } },
    columns: ['name', 'phone', 'level', 'tags', 'revenue', 'owner'],
  })

  const again = await bringIn(w.southSales, 'customer', file).catch((error: { code: string }) => error.code)
  expect(again).toBe('record.forbidden')
  const back = await bringIn(w.administrator, 'customer', file, { policy: 'overwrite', match: [['phone']] })
  expect(back.done.counts).toEqual({ read: 450, created: 0, updated: 0, skipped: 450, unchanged: 450, failed: 0 })
})

test('masked fields leave masked, hidden ones do not exist, records out of reach are not in it', async () => {
  await w.sales.create(Customer, { name: '遮住的', phone: '13812342201' })
  await w.southSales.create(Customer, { name: '遮住的南方', phone: '13812342202' })
  const reader = await w.person({
    roles: [
      await w.role('带走', {
        customer: { read: 'department', export: true, fields: { phone: 'masked', creditLimit: 'hidden' } },
      }),
    ],
    department: w.departments.north,
  })
  const query = { filter: { name: { startsWith: '遮住' } }, columns: ['name', 'phone'] }
  expect(await csvOf(reader, query)).toBe('\uFEFF客户名称,电话\r\n遮住的,138****2201\r\n')
  await expect(csvOf(reader, { columns: ['creditLimit'] })).rejects.toMatchObject({ code: 'request.unknownField' })
  await expect(csvOf(reader, { filter: { phone: '13812342201' } })).rejects.toMatchObject({
    code: 'request.maskedField',
  })
  await expect(csvOf(w.sales, query)).rejects.toMatchObject({ code: 'record.forbidden' })
})

test.each(['csv', 'xlsx'] as const)(
  'all columns as %s are those at its beginning: one hidden meanwhile ends it, one shown meanwhile shifts no value below another head',
  async (format) => {
    const rows = Array.from({ length: 201 }, (_, i) => ({ name: `列数 ${format} ${i}`, remark: `备注 ${i}` }))
    await createRecords(w.manager, w.manager.object('customer'), rows)
    const role = await w.role(`columns ${format}`, { customer: { read: 'all', export: true } })
    const person = await w.person({ roles: [role], department: w.departments.north })
    const filter = { name: { startsWith: `列数 ${format}` } }
    const exportWhile = async (fields: Record<string, 'hidden'>) => {
      let pages = 0
      const open = async () => {
        const grants = JSON.stringify({ customer: { read: 'all', export: true, fields } })
        if (++pages === 3)
          await w.session.query(`update "${w.schema}".role set grants = $2 where id = $1`, [role, grants])
        return w.again(person)
      }
      return buffer(await exportFile(open, 'customer', { filter }, format, 'zh-CN', () => {}))
    }
    await expect(exportWhile({ remark: 'hidden' })).rejects.toMatchObject({ code: 'request.unknownField' })
    const file = await exportWhile({})
    const cells = format === 'csv' ? csvCells(file) : readWorkbook(file)
    expect(cells).toHaveLength(202)
    expect(cells[0]).not.toContain('备注')
    const at = cells[0]!.indexOf('负责人')
    for (const row of cells.slice(1)) expect(row[at]).toBe(w.manager.actor.id)
  },
)

test('a text that no cell of Excel holds is said, not cut off; whatever an object is called, its sheet has a name', () => {
  const customer = w.manager.object('customer')
  const [remark] = exportColumns(w.manager, customer, ['remark'], 'zh-CN')
  expect(xlsxCell(w.manager, remark!, '长'.repeat(32_767))).toHaveLength(32_767)
  expect(() => xlsxCell(w.manager, remark!, '长'.repeat(32_768))).toThrow('“备注”超过 32767 字')
  expect(["'客户'", 'History', '客户/商机', '', '🏭'.repeat(20)].map(sheetName)).toEqual([
    ' 客户 ',
    'History 1',
    '客户 商机',
    ' ',
    '🏭'.repeat(15),
  ])
})

test('rights taken away while an export runs end it', async () => {
  await createRecords(
    w.manager,
    w.manager.object('customer'),
    Array.from({ length: 201 }, (_, i) => ({ name: `中途 ${i}` })),
  )
  let pages = 0
  const open = async () => (++pages <= 2 ? w.manager : w.sales)
  const stream = await exportFile(
    open,
    'customer',
    { filter: { name: { startsWith: '中途' } }, columns: ['name'] },
    'csv',
    'zh-CN',
    () => {},
  )
  await expect(text(stream)).rejects.toMatchObject({ code: 'record.forbidden' })
})
