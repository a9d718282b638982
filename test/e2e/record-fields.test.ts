import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faults } from './screens/faults.ts'
import { settle } from './screens/settle.ts'
import { openSite, phone, picture, type Site } from './site.ts'

let site: Site
let page: Page
beforeAll(async () => {
  site = await openSite()
  const { admin, amy, eve } = site.server
  // As an administrator does it while people work: a kind of thing of her own, with every sort of field.
  const field = (kind: string, name: string, label: string, options: object = {}) =>
    admin.call('POST', '/schema/objects/customer/fields', { kind, name, label, options })
  await field('text', 'reason', '重点原因', { required: true, visibleWhen: 'level == "A"' })
  await field('richText', 'minutes', '会议纪要')
  await field('refs', 'partners', '合作客户', { to: 'customer', inverse: 'partnerOf' })
  await field('multiChoice', 'channels', '渠道', { options: { expo: '展会', web: '官网' } })
  await field('flag', 'listed', '上市公司')
  for (const name of ['华东精工', '华南重机']) await amy.call('POST', '/records/customer', { name })
  await amy.call('POST', '/records/customer', { name: '看得见的客户', phone: '13800138000' })
  await eve.call('POST', '/records/customer', { name: '南方的客户', phone: '13900139000' })
  page = await site.open('amy')
})
afterAll(() => site?.close())

const customerNamed = async (name: string, fields: string) => {
  const filter = encodeURIComponent(JSON.stringify({ name }))
  return (await site.server.amy.call('GET', `/records/customer?filter=${filter}&fields=${fields}`)).body.data[0]
}
const choose = async (label: string, option: string) => {
  await page.getByLabel(label, { exact: true }).click()
  await page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).click()
}

test('a field that depends on another appears and goes as she chooses, and is asked for only while it is there', async () => {
  await page.goto('/o/customer/new')
  await page.getByLabel('客户名称').fill('条件客户')
  const reason = page.getByLabel(/重点原因/)
  expect(await reason.count()).toBe(0)
  await choose('等级', 'A 级')
  await reason.waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText('请填写重点原因').waitFor()
  await reason.fill('三季度扩产')
  await choose('等级', 'B 级')
  await reason.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { level: 1, name: '条件客户' }).waitFor()
  // What was typed into a field that went again is not kept behind her back.
  expect(await customerNamed('条件客户', 'level,x_reason')).toMatchObject({ level: 'B', x_reason: null })
  expect(await page.getByText('重点原因').count()).toBe(0)

  await page.keyboard.press('e')
  await choose('等级', 'A 级')
  await page.getByLabel(/重点原因/).fill('战略客户')
  await page.keyboard.press('Control+Enter')
  await page.locator('dd', { hasText: '战略客户' }).waitFor()
  expect(await customerNamed('条件客户', 'level,x_reason')).toMatchObject({ level: 'A', x_reason: '战略客户' })
})

test('several records, several choices and yes or no are filled in by keyboard alone', async () => {
  await page.goto('/o/customer/new')
  await page.getByLabel('客户名称').fill('多选客户')
  await page.getByLabel('合作客户').focus()
  for (const [typed, found] of [
    ['hdjg', '华东精工'],
    ['华南', '华南重机'],
  ] as const) {
    await page.keyboard.type(typed)
    await page.locator('.ant-select-item-option-active', { hasText: found }).waitFor()
    await page.keyboard.press('Enter')
  }
  await page.keyboard.press('Escape')
  await page.getByLabel('渠道').focus()
  await page.keyboard.type('展会')
  await page.locator('.ant-select-item-option-active', { hasText: '展会' }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.getByLabel('上市公司').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { level: 1, name: '多选客户' }).waitFor()
  const saved = await customerNamed('多选客户', 'x_partners.name,x_channels,x_listed')
  expect(saved.x_partners.map(({ name }: { name: string }) => name)).toEqual(['华东精工', '华南重机'])
  expect(saved).toMatchObject({ x_channels: ['expo'], x_listed: true })
  await page.locator('dd', { hasText: '华东精工、华南重机' }).waitFor()
})

test('a task made from a customer says so in its form before it is saved', async () => {
  const { id } = await customerNamed('华东精工', 'name')
  const preset = encodeURIComponent(JSON.stringify({ about: { object: 'customer', id } }))
  await page.goto(`/o/task/new?preset=${preset}`)
  await page.locator('.pair-input').getByText('华东精工').waitFor()
  expect(await page.locator('.pair-input').getByText('…').count()).toBe(0)
})

/** What Word puts on the clipboard, cut down to what matters. */
const word = `<html><head><style>p.MsoNormal{margin:0}</style></head><body><!--StartFragment-->
<p class=MsoNormal style='color:red'><b>会议<span lang=EN-US>\n</span>结论</b><o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>先试用</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>再采购</p>
<table class=MsoTable><tr><td width=80 style='background:yellow'>型号</td><td>12 台</td></tr></table>
<p><a href="javascript:alert(1)">点我</a><img src=x onerror="document.title='hit'"></p><!--EndFragment--></body></html>`

/** A program for the page: pastes HTML where the cursor is. */
const pasting = (html: string) => `{
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/html', ${JSON.stringify(html)})
  clipboardData.setData('text/plain', '会议结论')
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}`

test('a text is formatted by keyboard; what comes from Word keeps its lists and tables and nothing else', async () => {
  const { id } = await customerNamed('华东精工', 'name')
  await page.goto(`/o/customer/${id}`)
  await page.locator('.profile').first().waitFor()
  await page.keyboard.press('e')
  const text = page.getByRole('textbox', { name: '会议纪要' })
  await text.click()
  await page.keyboard.press('Control+b')
  await page.keyboard.type('重点')
  await page.keyboard.press('Control+b')
  await page.keyboard.type('：交期')
  await page.keyboard.press('Enter')
  await page.evaluate(pasting(word))
  await text.getByText('再采购').waitFor()
  await picture(page, 'rich-text-desk-light')
  await page.keyboard.press('Control+Enter')
  await text.waitFor({ state: 'detached' })
  await page.locator('.profile .rich-text li', { hasText: '先试用' }).waitFor()
  const html: string = (await customerNamed('华东精工', 'x_minutes')).x_minutes
  expect(html).toMatch(/<p><b>重点<\/b>：交期(<br \/>)?<\/p>/)
  expect(html.replaceAll(/\s|<br \/>/g, '')).toContain('<ul><li>先试用</li><li>再采购</li></ul>')
  expect(html).toMatch(/<td>型号(<br \/>)?<\/td>/)
  expect(html).not.toMatch(/style|class|javascript|img|Mso|o:p/)
  expect(await page.title()).not.toBe('hit')
})

test('while she types, somebody who is there already is named; of a colleague’s only whose it is', async () => {
  await page.goto('/o/customer/new')
  await page.getByLabel('客户名称').fill('新来的')
  await page.getByLabel('电话', { exact: true }).fill('13800138000')
  const note = page.locator('.duplicate-note')
  await note.getByText('可能已经有了：看得见的客户（负责人 amy）').waitFor()
  expect(await note.getByRole('link', { name: '打开看看' }).count()).toBe(1)
  await page.getByLabel('电话', { exact: true }).fill('13900139000')
  await note.getByText('已经有了，负责人是 eve').waitFor()
  expect(await note.textContent()).not.toContain('南方')
  expect(await note.getByRole('link').count()).toBe(0)
  await note.getByRole('button', { name: '申请协作' }).click()
  await note.getByText('已经告诉 eve').waitFor()

  // Saved all the same, she is asked why first; it stands in the history.
  await page.keyboard.press('Control+Enter')
  await note.getByLabel('为什么不是同一个', { exact: false }).fill('电话抄错了,另一家')
  await page.keyboard.press('Enter')
  await note.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { level: 1, name: '新来的' }).waitFor()
  await page.getByRole('tab', { name: '变更历史' }).click()
  await page.getByText('电话抄错了,另一家', { exact: false }).waitFor()
})

test('nobody is shut out of these fields: axe finds nothing, by day, by night, on a phone', async () => {
  const { id } = await customerNamed('条件客户', 'name')
  for (const [look, options] of [
    ['desk', {}],
    ['phone', { viewport: phone, isMobile: true, hasTouch: true }],
  ] as const) {
    const other = await site.open('amy', options)
    await other.goto(`/o/customer/${id}`)
    if (look === 'phone') await other.getByRole('button', { name: '编辑' }).first().click()
    else {
      await other.locator('.profile').first().waitFor()
      await other.keyboard.press('e')
    }
    await other.getByRole('textbox', { name: '会议纪要' }).waitFor()
    await other.getByRole('textbox', { name: '会议纪要' }).scrollIntoViewIfNeeded()
    await settle(other)
    expect(await faults(other, `record-fields-${look}`)).toEqual([])
    await other.context().close()
  }
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
