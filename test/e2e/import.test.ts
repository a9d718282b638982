import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { utils, write } from '@e965/xlsx'
import { settle } from './screens/settle.ts'
import { openSite, phone, type Site } from './site.ts'

let site: Site
let page: Page
const dataDir = mkdtempSync(path.join(tmpdir(), 'zhike-import-screens-'))
beforeAll(async () => {
  site = await openSite({ dataDir })
  page = await site.open('mgr')
})
afterAll(async () => {
  await site?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

/** 公司名称,联系电话,级别,业务员,备用 in GB18030, as an old system writes it: a wrong phone, an unknown level, somebody twice. */
const messy = Buffer.from(
  'b9abcbbec3fbb3c62cc1aacfb5b5e7bbb02cbcb6b1f02cd2b5cef1d4b12cb1b8d3c30a' +
    'bbaabeabbbfad0b52c31333831323334393130312cd2bbbcb62c616d792c780a' +
    'bae3d0c5bbafb9a42c313338313233342cd2bbbcb62c616d792c790a' +
    'c8f0cca9bcecb2e22c31333831323334393130332c422c626f622c7a0a' +
    'bbaabeabbbfad0b52c31333831323334393130312cd2bbbcb62c616d792c780a',
  'hex',
)

const button = (name: string | RegExp) => page.getByRole('button', { name })
const tile = (label: string) => page.locator('.count-tiles div', { hasText: label }).locator('dd')
const customers = async (filter: object) =>
  (
    await site.server.mgr.call(
      'GET',
      `/records/customer?fields=name,level,phone&sort=name&filter=${encodeURIComponent(JSON.stringify(filter))}`,
    )
  ).body.data
const choose = (file: { name: string; content: Buffer }) =>
  page
    .locator('input[type=file]')
    .setInputFiles({ name: file.name, mimeType: 'application/octet-stream', buffer: file.content })

test('a messy file of an old system comes in: recognised, mapped, checked, mended on the spot, imported, taken back', async () => {
  await page.goto('/o/customer')
  await page.getByRole('link', { name: '导入客户' }).first().click()
  await choose({ name: '客户_2026.csv', content: messy })

  await page.getByText('5 列里有 4 列会导入').waitFor()
  await page.getByText('GB18030').waitFor()
  expect(await page.locator('.column-line[data-mapped="false"] .column-name').allTextContents()).toEqual(['备用'])
  await button('下一步').click()
  await page.getByRole('radio', { name: /用文件里的更新/ }).check()
  await button('检查全部行').click()

  await page.getByText('有问题的行', { exact: true }).first().waitFor()
  await expect.poll(() => tile('有问题').textContent()).toBe('3')
  // One word of the old system, given its meaning once for all rows.
  await page.getByLabel('“一级”在“级别”里的意思').click()
  await page.locator('.ant-select-item-option', { hasText: 'A 级' }).click()
  await button('应用并重新检查').click()
  const phone = page.getByLabel('第 3 行“联系电话”改成')
  await phone.waitFor()
  await expect.poll(() => tile('有问题').textContent()).toBe('1')
  await phone.fill('13812349102')
  await phone.press('Enter')
  await page.getByText('已改，待重新检查').waitFor()
  await button('重新检查').click()
  await page.getByText('全部 4 行都没有问题').waitFor()
  expect(await customers({ name: '华精机械' })).toEqual([])

  // One of the four says once more what another has said.
  await button('导入 3 行').click()
  await page.getByRole('heading', { name: /导入完成/ }).waitFor()
  await expect.poll(() => tile('新建').textContent()).toBe('3')
  await page.getByRole('link', { name: '看新建的 3 条' }).click()
  await page.getByText('共 3 条').waitFor()
  expect(await customers({ name: { in: ['华精机械', '恒信化工'] } })).toMatchObject([
    { name: '恒信化工', phone: '+8613812349102', level: 'A' },
    { name: '华精机械', level: 'A' },
  ])

  await button(/^通知/).click()
  await page.getByRole('link', { name: /“客户_2026.csv”导入完成:新建 3/ }).click()
  await page.getByRole('heading', { name: /导入完成/ }).waitFor()
  // Somebody worked on one of them since: that one is asked about.
  const [kept] = await customers({ name: '瑞泰检测' })
  await site.server.mgr.call('PATCH', `/records/customer/${kept.id}`, { remark: '已拜访' }, { 'if-match': '*' })
  await button('整批撤销').click()
  await page.getByRole('dialog').getByRole('button', { name: '整批撤销' }).click()
  await page.getByText('这些后来被人改过，没有动，请你决定').waitFor()
  expect((await customers({ name: { in: ['华精机械', '恒信化工', '瑞泰检测'] } })).map((c: any) => c.name)).toEqual([
    '瑞泰检测',
  ])
  await page.getByText('这次导入新建的，之后改过：备注').waitFor()
  await button('仍移到回收站').click()
  await page.getByText('“瑞泰检测”已按你的决定处理').waitFor()
  expect(await customers({ name: '瑞泰检测' })).toEqual([])
})

test('a good workbook takes five clicks, by the keyboard as well', async () => {
  const book = utils.book_new()
  const rows = [
    ['客户名称', '电话', '备注'],
    ['海川机电', '13812349201', '展会'],
    ['远洋食品', '13812349202', ''],
  ]
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), '客户')
  const content = write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer
  await page.goto('/o/customer/import')
  await choose({ name: '展会名单.xlsx', content })
  await page.getByText('3 列里有 3 列会导入').waitFor()
  let keys = 0
  const press = async (name: string) => {
    await button(name).focus()
    await page.keyboard.press('Enter')
    keys++
  }
  await press('下一步')
  await press('检查全部行')
  await page.getByText('全部 2 行都没有问题').waitFor()
  await press('导入 2 行')
  await page.getByRole('heading', { name: /导入完成/ }).waitFor()
  // With the way here and the choice of the file.
  expect(keys + 2).toBeLessThanOrEqual(6)
  expect(await customers({ name: { in: ['海川机电', '远洋食品'] } })).toHaveLength(2)
  await page.goto('/o/customer/import')
  await page.getByRole('row', { name: /展会名单.xlsx.*已完成.*新建 2.*可以撤销/ }).waitFor()
})

test('updated fields that somebody changed since are put back only where one says so', async () => {
  const { mgr } = site.server
  const { id } = (await mgr.call('POST', '/records/customer', { name: '旧值公司', level: 'C', remark: '旧' })).body
  await page.goto('/o/customer/import')
  await choose({ name: '更新.csv', content: Buffer.from('客户名称,等级,备注\n旧值公司,A,新\n') })
  await button('下一步').click()
  await page.getByRole('radio', { name: /用文件里的更新/ }).check()
  await button('检查全部行').click()
  await button('导入 1 行').click()
  await page.getByRole('heading', { name: /导入完成/ }).waitFor()
  await mgr.call('PATCH', `/records/customer/${id}`, { level: 'B', remark: '再改' }, { 'if-match': '*' })
  await button('整批撤销').click()
  await page.getByRole('dialog').getByRole('button', { name: '整批撤销' }).click()
  const line = page.locator('.conflicts > li', { hasText: '旧值公司' })
  await line.locator('li', { hasText: '等级' }).getByText('C 级').waitFor()
  await line.getByRole('checkbox', { name: '等级' }).check()
  await line.getByRole('button', { name: '改回选中的' }).click()
  await page.getByText('“旧值公司”已按你的决定处理').waitFor()
  expect((await mgr.call('GET', `/records/customer/${id}?fields=level,remark`)).body).toMatchObject({
    level: 'C',
    remark: '再改',
  })
})

test('rows that are there already are asked about one by one, and a mapping is kept as a template', async () => {
  await page.goto('/o/customer/import')
  await button('选择文件').waitFor()
  await settle(page)
  await page.evaluate(`{
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', '名头\\t级别\\n旧值公司\\tB\\n新来的公司\\tC\\n')
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  }`)
  await page.getByRole('heading', { name: '粘贴的表格.csv' }).waitFor()
  await page.getByLabel('“名头”导入到').click()
  await page.keyboard.type('客户名称')
  await page.keyboard.press('Enter')
  await page.getByText('2 列里有 2 列会导入').waitFor()
  await button('存为模板').click()
  await page.getByLabel('模板名称').fill('老表')
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await page.getByText('模板“老表”已保存').waitFor()

  await button('下一步').click()
  await page.getByRole('radio', { name: /逐条问我/ }).check()
  await button('检查全部行').click()
  await page.getByLabel('第 2 行怎么处理').click()
  await page.locator('.ant-select-item-option', { hasText: '用文件里的更新' }).click()
  await page.getByText('已决定：用文件里的更新').waitFor()
  await button('重新检查').click()
  await page.getByText('全部 2 行都没有问题').waitFor()
  await expect
    .poll(async () => [await tile('将新建').textContent(), await tile('将更新').textContent()])
    .toEqual(['1', '1'])
})

test('a customer file with contacts brings both, counted apart; an upload nobody wants is discarded, unless that is taken back', async () => {
  await page.goto('/o/customer/import')
  const csv = '客户名称,联系人,手机,职务,联系人2\n有两个人的公司,张一,13812349401,经理,张二\n'
  await choose({ name: '客户联系人.csv', content: Buffer.from(csv) })
  await page.getByText('5 列里有 5 列会导入').waitFor()
  await page.getByText('联系人 2 · 姓名', { exact: false }).waitFor()
  await button('下一步').click()
  await button('检查全部行').click()
  await button('导入 1 个客户、2 个联系人').click()
  await page.getByRole('heading', { name: /导入完成/ }).waitFor()
  expect(await page.locator('.belonging-counts').textContent()).toContain('联系人新建 2')
  await page.getByRole('link', { name: '看新建的 2 个联系人' }).click()
  await page.getByText('共 2 条').waitFor()

  await page.goto('/o/customer/import')
  await choose({ name: '不要了.csv', content: Buffer.from('客户名称\n不要的公司\n') })
  const line = page.getByRole('row', { name: /不要了.csv/ })
  await button('丢弃“不要了.csv”').click()
  await page.getByText('“不要了.csv”已丢弃').waitFor()
  await page.getByRole('row', { name: /客户联系人.csv/ }).waitFor()
  expect(await line.count()).toBe(0)
  await page.locator('.toast').getByRole('button', { name: '撤销' }).click()
  await line.getByRole('button', { name: '丢弃“不要了.csv”' }).click()
  await page.goto('/o/customer')
  const names = async () =>
    (await site.server.mgr.call('GET', '/imports?object=customer')).body.data.map((i: any) => i.name)
  await expect.poll(names).not.toContain('不要了.csv')
})

test('a file that cannot be read is refused with a sentence; a phone shows the mapping as cards', async () => {
  await page.goto('/o/customer/import')
  await choose({ name: '合同.csv', content: Buffer.from('%PDF-1.7 …') })
  await page.getByRole('alert').getByText(/PDF/).waitFor()

  const small = await site.open('mgr', { viewport: { ...phone, width: 360 }, isMobile: true, hasTouch: true })
  await small.goto('/o/customer/import')
  await small.locator('input[type=file]').setInputFiles({
    name: 'x.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('客户名称,电话\n手机导入,13812349301\n'),
  })
  await small.getByText('2 列里有 2 列会导入').waitFor()
  expect(await small.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
  await small.context().close()
})

test('who may not import has no way in', async () => {
  const hers = await site.open('amy')
  await hers.goto('/o/customer')
  await hers.getByRole('heading', { level: 1, name: '客户' }).waitFor()
  expect(await hers.getByRole('link', { name: '导入客户' }).count()).toBe(0)
  await hers.goto('/o/customer/import')
  await hers.getByText('你没有权限看这里').waitFor()
  await hers.context().close()
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
