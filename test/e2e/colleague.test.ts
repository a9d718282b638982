import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSite, phone, type Site } from './site.ts'

let site: Site
let customer: string
let lead: string
beforeAll(async () => {
  site = await openSite()
  const { amy, eve } = site.server
  const made = { name: '海川机电', phone: '13800138000' }
  customer = (await amy.call('POST', '/records/customer', made)).body.id
  lead = (await amy.call('POST', '/records/lead', { company: '北方线索', name: '王芳' })).body.id
  await eve.call('POST', '/records/customer', { name: '南海食品' })
})
afterAll(() => site?.close())

test('a salesperson of the south sees her own customers and none of the north', async () => {
  const page = await site.open('eve')
  await page.goto('/o/customer')
  await page.getByRole('link', { name: '南海食品' }).waitFor()
  expect(await page.getByRole('grid').getByText('海川机电').count()).toBe(0)
  await page.getByText('共 1 条').waitFor()

  await page.goto(`/o/customer/${customer}`)
  await page.getByText('这里没有内容').waitFor()
  expect(await page.getByText('海川机电').count()).toBe(0)

  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: '命令面板' }).waitFor()
  await page.keyboard.type('海川')
  await page.getByText('没有找到“海川”').waitFor()
  await page.context().close()
})

test('fields that are hidden from her are nowhere: not in the form, the columns or the filter', async () => {
  const page = await site.open('eve')
  await page.goto('/o/customer/new')
  await page.getByLabel('客户名称').waitFor()
  expect(await page.getByLabel('信用额度').count()).toBe(0)

  await page.goto('/o/customer')
  await page.getByRole('button', { name: /列$/ }).click()
  await page.getByText('显示哪些列').waitFor()
  expect(await page.getByText('信用额度').count()).toBe(0)
  await page.context().close()
})

test('a reader sees a masked phone and not one button that would be refused', async () => {
  const page = await site.open('rdr')
  await page.goto('/o/customer?cols=name,phone')
  await page.getByRole('gridcell', { name: '138****8000' }).waitFor()
  expect(await page.getByRole('link', { name: /新建/ }).count()).toBe(0)
  expect(await page.getByRole('button', { name: '新建', exact: true }).count()).toBe(0)

  await page.getByRole('link', { name: '海川机电' }).click()
  await page.getByRole('heading', { level: 1, name: '海川机电' }).waitFor()
  expect(await page.getByRole('button', { name: '编辑' }).count()).toBe(0)
  expect(await page.getByRole('link', { name: /新建/ }).count()).toBe(0)
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: '复制链接' }).waitFor()
  expect(await page.getByRole('menuitem', { name: '删除' }).count()).toBe(0)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByRole('option', { name: '复制链接' }).waitFor()
  expect(await page.getByRole('option', { name: /^(编辑|删除|新建)/ }).count()).toBe(0)
  expect(await page.content()).not.toContain('13800138000')
  await page.context().close()
})

test('a salesperson reads the customer of a colleague, and is offered nothing that only the owner may do', async () => {
  const cellOf = async (who: 'amy' | 'bob') => {
    const list = await site.open(who)
    await list.goto('/o/customer?cols=name,phone')
    await list.locator('#cell-0-1').click()
    await list.keyboard.press('F2')
    return list
  }
  const owner = await cellOf('amy')
  await owner.getByRole('group', { name: '改电话' }).waitFor()
  await owner.context().close()
  // Enter leads into the record from a cell that cannot be changed; in an editor it would save.
  const page = await cellOf('bob')
  expect(await page.getByRole('group', { name: '改电话' }).count()).toBe(0)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '海川机电' }).waitFor()
  await page.getByRole('textbox', { name: '写跟进…' }).waitFor()
  expect(await page.getByRole('button', { name: '编辑' }).count()).toBe(0)
  await page.keyboard.press('e')
  expect(await page.locator('.profile-form').count()).toBe(0)
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: '复制链接' }).waitFor()
  expect(await page.getByRole('menuitem', { name: '删除' }).count()).toBe(0)
  await page.context().close()
})

test('settings are for those whose they are', async () => {
  const page = await site.open('amy')
  await page.goto('/settings/users')
  await page.getByText('你没有权限看这里').waitFor()
  expect(await page.getByRole('link', { name: '设置' }).count()).toBe(0)
  await page.context().close()
})

test('a record that a colleague may read but not change offers no editing, and the keyboard cannot either', async () => {
  const page = await site.open('rdr')
  await page.goto(`/o/lead/${lead}`)
  await page.getByRole('heading', { level: 1, name: '北方线索' }).waitFor()
  await page.keyboard.press('e')
  expect(await page.locator('.profile-form').count()).toBe(0)
  expect(await page.locator('.composer-place').count()).toBe(0)

  await page.setViewportSize({ width: 390, height: 844 })
  await page.reload()
  await page.getByRole('button', { name: '更多操作' }).waitFor()
  expect(await page.getByRole('button', { name: '跟进', exact: true }).count()).toBe(0)
  await page.context().close()
})

test('whose customer it is: asked from the palette or on the phone, told without a detail, joined in one click, and in the audit', async () => {
  const page = await site.open('eve')
  await page.goto('/o/customer')
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '查客户归谁' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('查客户归谁')
  await page.keyboard.press('Enter')
  await page.getByLabel('公司名称、电话、邮箱或信用代码').fill('138 0013 8000')
  await page.keyboard.press('Enter')
  const answer = page.locator('.whose-answer')
  await answer.getByText('已经有了，负责人是 amy（north）').waitFor()
  expect(await page.locator('main').textContent()).not.toContain('海川')
  await answer.getByRole('button', { name: '申请协作' }).click()
  await answer.getByText('已经告诉 amy').waitFor()
  await page.getByLabel('公司名称、电话、邮箱或信用代码').fill('没有这一家')
  await page.keyboard.press('Enter')
  await page.getByText('没有找到“没有这一家”').waitFor()

  // Between the hint and the save a colleague is faster: nothing is lost, and she is asked.
  await page.goto('/o/customer/new')
  await page.getByLabel('客户名称').fill('新来的客户')
  const looked = page.waitForResponse(/check-duplicates/)
  await page.getByLabel('电话', { exact: true }).fill('13811112222')
  await looked
  await site.server.amy.call('POST', '/records/customer', { name: '抢先一步', phone: '13811112222' })
  await page.keyboard.press('Control+Enter')
  await page.locator('.duplicate-note').getByText('已经有了，负责人是 amy').waitFor()
  await page.context().close()

  const hand = await site.open('eve', { viewport: phone, isMobile: true, hasTouch: true })
  await hand.goto('/o/customer')
  await hand.getByRole('button', { name: '更多', exact: true }).click()
  await hand.getByRole('dialog').getByRole('link', { name: '查客户归谁' }).click()
  await hand.getByRole('heading', { level: 1, name: '查客户归谁' }).waitFor()
  await hand.context().close()

  const auditor = await site.open('aud')
  await auditor.goto('/settings/audit')
  await auditor.getByRole('button', { name: '被拒绝与查重' }).click()
  await auditor.getByRole('row', { name: /eve.*查重后请负责人加为协作人/ }).waitFor()
  await auditor
    .getByRole('row', { name: /eve.*查重（电话相同）时得知已存在/ })
    .first()
    .waitFor()
  await auditor.context().close()
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
