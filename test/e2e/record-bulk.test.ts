import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axe } from './screens/axe.ts'
import { openSite, picture, type Site } from './site.ts'

let site: Site
let page: Page
beforeAll(async () => {
  site = await openSite()
  const { amy, bob } = site.server
  const records = Array.from({ length: 450 }, (_, i) => ({ name: `批量客户 ${String(i).padStart(3, '0')}` }))
  await amy.call('POST', '/records/customer/batch', { operation: 'create', records })
  // A colleague lets her read three of his: seen in her list, not hers to change.
  for (const name of ['借看 1', '借看 2', '借看 3']) {
    const { body } = await bob.call('POST', '/records/customer', { name })
    await bob.call('PUT', `/records/customer/${body.id}/team/${amy.id}`, { may: 'read' })
  }
  page = await site.open('amy')
})
afterAll(() => site?.close())

const countBy = async (filter: object) => {
  const query = encodeURIComponent(JSON.stringify(filter))
  return (await site.server.amy.call('GET', `/records/customer?filter=${query}&limit=1&total=true`)).body.total.value
}
const chooseLoaded = async (path: string, on = page) => {
  await on.goto(path)
  await on.getByRole('grid').getByRole('link').first().waitFor()
  await on.getByRole('checkbox', { name: '全选已载入的行' }).check()
}
const changeLevel = async (level: string, on = page) => {
  await on.getByRole('button', { name: '改字段' }).click()
  await on.getByRole('combobox', { name: '字段', exact: true }).click()
  await on.keyboard.type('等级')
  await on.keyboard.press('Enter')
  await on.getByRole('combobox', { name: '等级', exact: true }).click()
  await on.locator('.ant-select-dropdown:visible').getByText(level, { exact: true }).click()
}

test('hundreds are changed in parts that are one change: told beforehand, skipped where not hers, taken back at once', async () => {
  await chooseLoaded('/o/customer')
  await page.getByRole('button', { name: '选中全部 453 条' }).click()
  await changeLevel('A 级')
  const dialog = page.getByRole('dialog', { name: '改字段' })
  await dialog.getByText('将影响 450 条。').waitFor()
  await dialog.getByText('另有 3 条你无权处理，会跳过。').waitFor()
  await picture(page, 'bulk-desk-light')
  expect(await axe(page)).toEqual([])

  await dialog.getByRole('button', { name: '改 450 条' }).click()
  await page.locator('.toast', { hasText: '已改 450 条' }).waitFor()
  expect(await countBy({ level: 'A' })).toBe(450)

  await page.locator('.toast').getByRole('button', { name: '撤销' }).click()
  await expect.poll(() => countBy({ level: 'A' })).toBe(0)
})

test('many are changed behind the scenes: she closes the page, is told when it is done, and takes it back from there', async () => {
  const away = await site.open('amy')
  await chooseLoaded('/o/customer', away)
  await away.getByRole('button', { name: '选中全部 453 条' }).click()
  await changeLevel('B 级', away)
  await away.getByRole('button', { name: '改 450 条' }).click()
  await away.getByRole('button', { name: '在后台继续' }).click()
  await away.locator('.toast', { hasText: '在后台继续' }).waitFor()
  await away.context().close()
  await expect.poll(() => countBy({ level: 'B' })).toBe(450)

  await page.getByRole('button', { name: /^通知/ }).click()
  await page.getByRole('link', { name: '批量操作完成:修改 450 条' }).first().click()
  await page.getByRole('heading', { level: 1, name: '批量修改' }).waitFor()
  await picture(page, 'bulk-page')
  await page.locator('.panel.outcome').getByRole('button', { name: '撤销' }).click()
  await expect.poll(() => countBy({ level: 'B' })).toBe(0)
})

test('the whole of a bulk change is taken back from the history of any record that it touched', async () => {
  const few = encodeURIComponent(JSON.stringify({ name: { startsWith: '批量客户 00' } }))
  await chooseLoaded(`/o/customer?filter=${few}`)
  await changeLevel('B 级')
  await page.getByRole('button', { name: '改 10 条' }).click()
  await page.locator('.toast', { hasText: '已改 10 条' }).waitFor()
  await page.getByRole('link', { name: '批量客户 004' }).click()
  await page.getByRole('tab', { name: '变更历史' }).click()
  await page.locator('.history').getByRole('button', { name: '撤销' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: '撤销' }).click()
  await expect.poll(() => countBy({ level: 'B' })).toBe(0)
})

test('what failed is told with its reasons, and comes as a file for spreadsheets', async () => {
  const { admin } = site.server
  await admin.call('POST', '/schema/objects/customer/fields', {
    kind: 'text',
    name: 'why',
    label: '原因',
    options: { required: true, visibleWhen: 'level == "A" && name != "批量客户 100"' },
  })
  const two = encodeURIComponent(JSON.stringify({ name: { in: ['批量客户 100', '批量客户 101'] } }))
  await chooseLoaded(`/o/customer?filter=${two}`)
  await changeLevel('A 级')
  await page.getByRole('button', { name: '改 2 条' }).click()
  await page.getByText('1 条已完成，1 条没有成功。').waitFor()
  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载没成功的清单' }).click()
  const file = readFileSync(await (await waiting).path(), 'utf8')
  expect(file.split('\r\n')[1]).toMatch(/^"批量客户 101","请填写“原因”","http.*\/o\/customer\/[0-9a-f-]+"$/)
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click()
})

test('a view is saved, starred into the navigation, locked; one that all use is not changed by a click too many', async () => {
  await page.goto(`/o/customer?filter=${encodeURIComponent(JSON.stringify({ name: { contains: '借看' } }))}`)
  await page.getByRole('button', { name: '另存为新视图' }).click()
  await page.getByLabel('视图名称').fill('借看的')
  await page.getByLabel('谁能用').click()
  await page.locator('.ant-select-dropdown:visible').getByText('所有人').click()
  await page.getByRole('dialog').getByRole('button', { name: '保存视图' }).click()
  await page.getByRole('button', { name: '收藏到左侧导航' }).click()
  const favourite = page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '借看的' })
  await favourite.waitFor()
  await page.goto('/o/contact')
  await favourite.click()
  await page.getByRole('grid').getByRole('link', { name: '借看 1' }).waitFor()
  await expect.poll(() => page.getByRole('grid').getByRole('link').count()).toBe(3)

  await page
    .getByRole('columnheader', { name: /客户名称/ })
    .getByRole('button')
    .click()
  await page.getByRole('button', { name: '保存视图', exact: true }).click()
  await page.getByRole('dialog', { name: '改掉大家都在用的“借看的”？' }).getByRole('button', { name: '取消' }).click()
  await page.getByRole('button', { name: '还原' }).click()
  await page.getByRole('button', { name: '锁定视图，防止误改' }).click()
  await page.getByRole('button', { name: '锁定视图，防止误改', pressed: true }).waitFor()
  await page
    .getByRole('columnheader', { name: /客户名称/ })
    .getByRole('button')
    .click()
  await page.getByRole('button', { name: '另存为新视图' }).waitFor()
  expect(await page.getByRole('button', { name: '保存视图', exact: true }).count()).toBe(0)
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
