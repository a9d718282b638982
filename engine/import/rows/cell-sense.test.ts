import { beforeAll, expect, test } from 'vitest'
import { readProblemRows } from '#engine'
import { Customer } from '#modules/customers'
import { bringIn } from '#test/importing'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

const problemsOf = async (id: string) =>
  (await readProblemRows(w.manager, id, 0, 100)).map((r) => [r.number, r.problems.map((p) => p.code)])

test('what a spreadsheet puts around a phone number does not keep it out; a number that lost its digits is never guessed', async () => {
  const csv = `客户名称,电话
撇号,'13800138001
等号,"=""13800138002"""
小数,13800138003.0
科学计数,1.3800138004E+10
通讯录,\u202D138 0013 8005\u202C
零宽\u200B,138\u00A00013\u200B8006
丢了,1.38E+10
`
  const it = await bringIn(w.manager, 'customer', csv)
  expect(it.done.counts).toMatchObject({ read: 7, created: 6, failed: 1 })
  expect(await problemsOf(it.id)).toEqual([[8, ['import.digitsLost']]])
  const names = ['撇号', '等号', '小数', '科学计数', '通讯录', '零宽']
  const found = await w.manager.find(Customer, { name: { in: names } }, { sort: 'phone' })
  expect(found.map((c) => [c.name, c.phone])).toEqual(names.map((name, i) => [name, `+861380013800${i + 1}`]))
})

test('a line of totals is no customer, and a formula without a result no content', async () => {
  const it = await bringIn(w.manager, 'customer', '客户名称,备注\n甲方合计公司,x\n错误公司,#N/A\n合 计:,2\nTotal,2\n')
  expect(it.done.counts).toMatchObject({ read: 4, created: 1, failed: 3 })
  expect(await problemsOf(it.id)).toEqual([
    [3, ['import.noResult']],
    [4, ['import.totalRow']],
    [5, ['import.totalRow']],
  ])
})

test('a heading with characters that nobody sees is known all the same', async () => {
  const it = await bringIn(w.manager, 'customer', '\u200B客户\u200B名称,备\u2060注\n看不见公司,x\n')
  expect(it.done.settings.mapping.map((m) => m.field)).toEqual(['name', 'remark'])
})
