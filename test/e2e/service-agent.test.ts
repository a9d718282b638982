import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { settle } from './screens/settle.ts'
import { openSite, type Site } from './site.ts'

let site: Site
let page: Page
let customer: string
beforeAll(async () => {
  site = await openSite()
  const { admin, amy } = site.server
  await admin.call('PATCH', `/records/user/${amy.id}`, { name: '李南' }, { 'if-match': '*' })
  const given = { name: '海川机电', phone: '13912342580', revenue: '98000000' }
  customer = (await amy.call('POST', '/records/customer', given)).body.id
  await amy.call('POST', '/records/customer', { name: '远洋食品', phone: '13912342581' })
  await amy.call('POST', '/records/activity', {
    subject: '交付',
    content: '上周刚换的主轴',
    about: { object: 'customer', id: customer },
  })
  page = await site.open('sup')
})
afterAll(() => site?.close())

test('a caller is found by the last four digits of the phone, without the mouse', async () => {
  await page.goto('/o/customer')
  await page.getByRole('heading', { level: 1, name: '客户' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: '命令面板' }).waitFor()
  await page.keyboard.type('2580')
  await page.getByRole('option', { name: /海川机电/, selected: true }).waitFor()
  expect(await page.getByRole('option', { name: /远洋食品/ }).count()).toBe(0)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '海川机电' }).waitFor()
  await page.getByText('139 1234 2580').first().waitFor()
})

test('she sees what is hers to see: no revenue, nothing that would be refused', async () => {
  await page.goto(`/o/customer/${customer}`)
  await page.getByRole('heading', { level: 1, name: '海川机电' }).waitFor()
  expect(await page.getByText('年营业额').count()).toBe(0)
  expect(await page.content()).not.toContain('98,000,000')
  await page.keyboard.press('e')
  expect(await page.locator('.profile-form').count()).toBe(0)
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: '复制链接' }).waitFor()
  expect(await page.getByRole('menuitem', { name: '删除' }).count()).toBe(0)
  await page.keyboard.press('Escape')
  const refused = await site.server.sup.call(
    'PATCH',
    `/records/customer/${customer}`,
    { name: 'x' },
    { 'if-match': '*' },
  )
  expect(refused.status).toBe(403)
})

test('she looks at the board of deals, without the sums that are not hers to see', async () => {
  await site.server.amy.call('POST', '/records/opportunity', { name: '主轴备件', customer, amount: '86000' })
  await page.goto('/o/opportunity?layout=board')
  await page.getByRole('heading', { level: 3, name: '主轴备件' }).waitFor()
  await settle(page)
  expect(await page.locator('.board-column header').first().textContent()).not.toContain('¥')
  expect(await page.content()).not.toContain('86,000')
})

test('she writes down the call, names the owner, and the owner is told', async () => {
  await page.goto(`/o/customer/${customer}`)
  const box = page.getByRole('textbox', { name: '写跟进…' })
  await box.waitFor()
  await page.keyboard.press('n')
  await page.locator('textarea:focus').waitFor()
  await page.keyboard.type('客户来电：主轴异响 @ln')
  await page.getByRole('option', { name: '李南', selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  await page.locator('.timeline .mention', { hasText: '@李南' }).waitFor()
  await expect.poll(async () => (await site.server.amy.call('GET', '/notifications')).body.unread).toBe(1)
})

test('she gives the owner a task about the customer, and the owner has it', async () => {
  await page.goto(`/o/customer/${customer}`)
  await page.getByRole('heading', { level: 1, name: '海川机电' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: '命令面板' }).waitFor()
  await page.keyboard.type('新建任务')
  await page.getByRole('option', { name: '新建任务', selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '新建任务' }).waitFor()
  await page.locator('form input:focus').waitFor()
  await page.keyboard.type('上门检查主轴')
  await page.getByLabel('执行人').click()
  await page.keyboard.type('李南')
  await page.locator('.ant-select-item-option', { hasText: '李南' }).click()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { level: 1, name: '海川机电' }).waitFor()
  const { body } = await site.server.amy.call('GET', '/records/task?fields=subject,owner.name,about')
  expect(body.data).toMatchObject([{ subject: '上门检查主轴', owner: { name: '李南' }, about: { id: customer } }])
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
