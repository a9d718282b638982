import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { password } from '#test/server'
import { openSite, type Site } from './site.ts'

let site: Site
let page: Page
beforeAll(async () => {
  site = await openSite()
  await site.server.amy.call('POST', '/records/customer', { name: '海川机电' })
  page = await site.open('admin')
})
afterAll(() => site?.close())

/** Picks one of a select's options by its label. */
const pick = async (id: string, label: string) => {
  await page.locator(`#${id}`).click()
  await page.keyboard.type(label)
  await page.locator('.ant-select-item-option', { hasText: label }).first().click()
}

test('a new field is in the form, the list and the filter at once', async () => {
  await page.goto('/settings/objects?object=customer')
  await page.getByRole('button', { name: /新建字段/ }).click()
  await page.getByLabel('中文名称').fill('合作意向')
  await pick('field-kind', '单选')
  await page.getByLabel('选项 1', { exact: true }).fill('强')
  await page.keyboard.press('Enter')
  await page.getByLabel('选项 2', { exact: true }).fill('弱')
  await page.getByRole('dialog').getByRole('button', { name: '新建字段' }).click()
  await page.getByText('字段“合作意向”已可用').waitFor()

  await page.goto('/o/customer/new')
  await page.getByLabel('客户名称').fill('远洋食品')
  const field = page.getByLabel('合作意向')
  await field.click()
  await page.locator('.ant-select-item-option', { hasText: '强' }).click()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { level: 1, name: '远洋食品' }).waitFor()

  const name = (await site.server.admin.call('GET', '/meta')).body.objects
    .find((object: { name: string }) => object.name === 'customer')
    .fields.find((one: { label: string }) => one.label === '合作意向').name
  await page.goto(`/o/customer?cols=name,${name}`)
  await page.getByRole('columnheader', { name: '合作意向' }).waitFor()
  await page.getByRole('gridcell', { name: '强' }).waitFor()

  await page.getByRole('button', { name: /筛选$/ }).click()
  await pick('filter-field', '合作意向')
  await page.locator('#filter-value').click()
  await page.locator('.ant-select-item-option', { hasText: '强' }).click()
  await page.getByRole('button', { name: '应用' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('共 1 条').waitFor()
  await expect.poll(() => page.getByRole('grid').getByRole('link').allTextContents()).toEqual(['远洋食品'])
})

test('a new colleague signs in with what the administrator gave her, and has a changed role at once', async () => {
  await page.goto('/settings/users')
  await page.getByRole('button', { name: /新建员工/ }).click()
  const dialog = page.getByRole('dialog', { name: '新建员工' })
  await dialog.locator('#dialog-name').fill('林夏')
  await dialog.locator('#dialog-email').fill('linxia@example.com')
  await pick('dialog-roles', '销售')
  await page.keyboard.press('Escape')
  await dialog.locator('#dialog-password').fill(password)
  await dialog.getByRole('button', { name: '新建员工' }).click()
  await page.getByRole('cell', { name: '林夏', exact: true }).waitFor()

  const hers = await site.open()
  await hers.goto('/sign-in')
  await hers.getByLabel('邮箱').fill('linxia@example.com')
  await hers.locator('#password').fill(password)
  await hers.keyboard.press('Enter')
  await hers.getByRole('button', { name: '我的账号：林夏' }).waitFor()
  expect(await hers.getByRole('link', { name: '设置' }).count()).toBe(0)

  await page.getByRole('button', { name: '林夏的操作' }).click()
  await page.getByRole('menuitem', { name: '编辑' }).click()
  const edit = page.getByRole('dialog', { name: '编辑林夏' })
  await edit.getByLabel('职务').fill('区域主管')
  await edit.getByLabel('手机').fill('123')
  await pick('dialog-roles', '管理员')
  await page.keyboard.press('Escape')
  await edit.getByRole('button', { name: '保存' }).click()
  await edit.locator('[data-invalid]', { has: page.getByLabel('手机') }).waitFor()
  await edit.getByLabel('手机').fill('13800132299')
  await edit.getByRole('button', { name: '保存' }).click()
  await edit.waitFor({ state: 'detached' })
  await page.getByRole('row', { name: /林夏.*管理员/ }).waitFor()
  await hers.reload()
  await hers.getByRole('link', { name: '设置' }).first().waitFor()
  await hers.context().close()
})

test('a right that is taken from a role is gone on the next page, and the explanation says why', async () => {
  const role = site.server.roles.get('reader')
  const { rdr, amy } = site.server
  const before = await rdr.call('GET', '/records/customer')
  expect(before.body.data.length).toBeGreaterThan(0)

  await page.goto(`/settings/roles?role=${role}`)
  await page.getByLabel('客户 看').click()
  await page.locator('.ant-select-item-option', { hasText: '不能' }).first().click()
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText(/的权限已保存，立即生效/).waitFor()
  await expect.poll(async () => (await rdr.call('GET', '/records/customer')).status).not.toBe(200)

  await page.goto('/settings/explain')
  await pick('explain-user', 'rdr')
  await pick('explain-record', '海川机电')
  await page.getByRole('button', { name: '为什么' }).click()
  await page.getByText('看不到', { exact: true }).waitFor()
  await page.locator('.sentences li').first().waitFor()

  await page.goto('/settings/explain')
  await pick('explain-user', 'amy')
  await pick('explain-record', '海川机电')
  await page.getByRole('button', { name: '为什么' }).click()
  await page.getByText('看得到', { exact: true }).waitFor()
  expect((await amy.call('GET', '/records/customer')).status).toBe(200)
})

test('the change log is verified with one click', async () => {
  await page.goto('/settings/audit')
  await page.getByRole('button', { name: '核验封印' }).click()
  await page.getByText(/条记录全部完好/).waitFor()
  expect((await site.server.admin.call('POST', '/audit/verify')).body.ok).toBe(true)
})

test('a deleted record is restored from the recycle bin', async () => {
  const { id } = (await site.server.amy.call('POST', '/records/customer', { name: '误删的客户' })).body
  await site.server.amy.call('DELETE', `/records/customer/${id}`)
  await page.goto('/settings/recycle-bin?object=customer')
  const row = page.getByRole('row', { name: /误删的客户/ })
  await row.getByRole('button', { name: '恢复' }).click()
  await page.getByText('“误删的客户”已恢复').waitFor()
  expect((await site.server.amy.call('GET', `/records/customer/${id}`)).status).toBe(200)
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
