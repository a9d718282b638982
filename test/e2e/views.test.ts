import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSite, picture, type Site } from './site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
  const { amy } = site.server
  await amy.call('POST', '/records/customer', { name: '重点机电', level: 'A' })
  await amy.call('POST', '/records/customer', { name: '普通机电', level: 'C' })
})
afterAll(() => site?.close())

const onlyA = `/o/customer?filter=${encodeURIComponent(JSON.stringify({ level: 'A' }))}`
const choose = async (page: Page, label: string, option: string) => {
  await page.getByLabel(label).click()
  await page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).first().click()
}
/** A choice of several stays open. */
const chooseAmong = async (page: Page, label: string, option: string) => {
  await choose(page, label, option)
  await page.keyboard.press('Escape')
}

test('a manager keeps a view for one role; an administrator lets that role begin with it; others have neither', async () => {
  const page = await site.open('mgr')
  await page.goto(onlyA)
  await page.getByRole('button', { name: '另存为新视图' }).click()
  await page.getByLabel('视图名称').fill('重点客户')
  await choose(page, '谁能用', '选定的角色和部门')
  await page.getByText('现在还没有选角色或部门', { exact: false }).waitFor()
  await chooseAmong(page, '给哪些角色', '销售')
  await picture(page, 'view-sharing')
  await page.getByRole('dialog').getByRole('button', { name: '保存视图' }).click()
  await page.locator('.toast', { hasText: '重点客户' }).waitFor()
  await page.context().close()

  // Not shared with administrators yet: whoever made it says so, and then it can be given to a role to begin with.
  const { body } = await site.server.mgr.call('GET', '/records/view?fields=name')
  const roles = [site.server.roles.get('sales'), site.server.roles.get('administrator')]
  await site.server.mgr.call('PATCH', `/records/view/${body.data[0].id}`, { roles }, { 'if-match': '*' })
  const admin = await site.open('admin')
  await admin.goto('/o/customer')
  await admin.getByRole('button', { name: '重点客户' }).click()
  await admin.getByRole('button', { name: '谁能用这个视图' }).click()
  await chooseAmong(admin, '哪些角色的默认视图', '销售')
  await admin.getByRole('dialog').getByRole('button', { name: '保存视图' }).click()
  await admin.locator('.toast', { hasText: '“重点客户”已更新' }).waitFor()
  await admin.context().close()

  const amy = await site.open('amy')
  const asked: string[] = []
  amy.on('request', (request) => request.url().includes('/records/customer?') && asked.push(request.url()))
  await amy.goto('/o/customer')
  const grid = amy.getByRole('grid')
  await grid.getByRole('link', { name: '重点机电' }).waitFor()
  expect(await grid.getByRole('link').count()).toBe(1)
  // It waited for the view instead of asking for everything first.
  expect(asked).toHaveLength(1)
  expect(await amy.getByRole('button', { name: '谁能用这个视图' }).count()).toBe(0)
  await amy.getByRole('button', { name: '全部', exact: true }).click()
  await grid.getByRole('link', { name: '普通机电' }).waitFor()
  await amy.getByRole('button', { name: '重点客户' }).click()
  await grid.getByRole('link', { name: '普通机电' }).waitFor({ state: 'detached' })
  await picture(amy, 'view-default')
  await amy.context().close()

  const reader = await site.open('rdr')
  await reader.goto('/o/customer')
  await reader.getByRole('grid').getByRole('link', { name: '普通机电' }).waitFor()
  expect(await reader.getByRole('button', { name: '重点客户' }).count()).toBe(0)
  await reader.context().close()
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
