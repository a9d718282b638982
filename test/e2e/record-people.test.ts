import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hears } from './hears.ts'
import { faults } from './screens/faults.ts'
import { settle } from './screens/settle.ts'
import { openSite, phone, picture, type Site } from './site.ts'

let site: Site
let page: Page
let customer: string
beforeAll(async () => {
  site = await openSite()
  const { admin, amy, eve, rdr } = site.server
  // Names as people have them: found by pinyin and initials.
  for (const [client, name] of [
    [eve, '李南'],
    [rdr, '赵看看'],
  ] as const)
    await admin.call('PATCH', `/records/user/${client.id}`, { name }, { 'if-match': '*' })
  customer = (await amy.call('POST', '/records/customer', { name: '海川机电' })).body.id
  const { body } = await amy.call('POST', '/records/opportunity', { name: '产线改造', customer })
  const about = { object: 'opportunity', id: body.id }
  await amy.call('POST', '/records/activity', { subject: '谈交期', content: '客户担心交期', about })
  page = await site.open('amy')
})
afterAll(() => site?.close())

const seenBy = async (who: 'eve' | 'rdr') =>
  (await site.server[who].call('GET', `/records/customer/${customer}`)).status
const team = async () => (await site.server.amy.call('GET', `/records/customer/${customer}/team`)).body.data

test('@ and initials name a colleague by keyboard; who cannot see the record is let in with one click', async () => {
  await page.goto(`/o/customer/${customer}`)
  const box = page.getByRole('textbox', { name: '写跟进…' })
  await box.waitFor()
  await page.keyboard.press('n')
  await page.keyboard.type('请 @ln')
  await page.getByRole('option', { name: '李南', selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => box.inputValue()).toBe('请 @李南 ')
  await page.keyboard.type('看一下报价')
  await page.getByText('李南看不到这条记录，只会知道有人提到了自己。').waitFor()
  expect(await seenBy('eve')).toBe(404)
  await picture(page, 'mention-desk-light')
  await page.getByRole('button', { name: '允许查看' }).click()
  await page.getByText('李南看不到这条记录').waitFor({ state: 'detached' })
  await expect.poll(() => seenBy('eve')).toBe(200)

  const other = await site.open('eve')
  const line = hears(other, 'notification')
  await other.goto('/o/customer')
  await other.getByRole('link', { name: '海川机电' }).waitFor()
  await line
  await box.press('Control+Enter')
  await page.locator('.timeline .mention', { hasText: '@李南' }).waitFor()
  await other.getByRole('button', { name: '通知，1 条未读' }).click()
  await other.getByText('amy在客户“海川机电”的跟进里提到了你').click()
  await other.getByRole('heading', { level: 1, name: '海川机电' }).waitFor()
  await other.context().close()
})

test('an address of mail is no mention, and a name that was deleted again tells nobody', async () => {
  await page.goto(`/o/customer/${customer}`)
  const box = page.getByRole('textbox', { name: '写跟进…' })
  await box.fill('发到 wang@')
  expect(await page.getByRole('listbox', { name: '提醒谁' }).count()).toBe(0)
  await box.fill('')
  await box.pressSequentially('@zkk')
  await page.getByRole('option', { name: '赵看看' }).click()
  await box.fill('算了')
  await box.press('Control+Enter')
  await page.locator('.timeline-list').getByText('算了').waitFor()
  const { body } = await site.server.amy.call('GET', '/records/activity?fields=content,mentions&limit=1')
  expect(body.data).toMatchObject([{ content: '算了', mentions: null }])
})

test('team members are added, given another right, an end, and taken out; each step can be taken back', async () => {
  await page.goto(`/o/customer/${customer}`)
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: '协作人' }).click()
  const dialog = page.getByRole('dialog', { name: '协作人' })
  await dialog.getByText('李南').waitFor()
  await dialog.getByText(/amy (今天|昨天)添加/).waitFor()

  await dialog.getByLabel('添加同事').click()
  await page.keyboard.type('zhaokk')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('赵看')
  await page.locator('.ant-select-dropdown:visible').getByText('赵看看').click()
  await dialog.getByRole('group', { name: '权限', exact: true }).getByRole('button', { name: '可修改' }).click()
  await dialog.getByRole('button', { name: '添加', exact: true }).click()
  await dialog.getByRole('group', { name: '赵看看的权限' }).waitFor()
  expect(await team()).toMatchObject([
    { user: { name: '李南' }, may: 'read', until: null, addedBy: { name: 'amy' } },
    { user: { name: '赵看看' }, may: 'write' },
  ])

  await dialog.getByRole('group', { name: '李南的权限' }).getByRole('button', { name: '可修改' }).click()
  await expect.poll(async () => (await team())[0].may).toBe('write')
  await dialog.getByLabel('李南协作到哪天').fill('2099-12-31')
  await dialog.getByLabel('李南协作到哪天').press('Enter')
  await expect.poll(async () => (await team())[0].until).toBe('2099-12-31T15:59:00.000Z')
  await picture(page, 'team-desk-light')

  await dialog.getByRole('button', { name: '移除李南' }).click()
  await expect.poll(() => seenBy('eve')).toBe(404)
  await page.keyboard.press('Escape')
  await page.locator('.toast', { hasText: '已移除李南' }).getByRole('button', { name: '撤销' }).click()
  await expect.poll(() => seenBy('eve')).toBe(200)
  expect((await team()).find(({ user }: any) => user.name === '李南')).toMatchObject({ may: 'write' })
})

test('a reader sees who works on a record, and no way to change it', async () => {
  await site.server.amy.call('PUT', `/records/customer/${customer}/team/${site.server.rdr.id}`, { may: 'read' })
  const other = await site.open('rdr')
  await other.goto(`/o/customer/${customer}`)
  await other.getByRole('button', { name: '更多操作' }).click()
  await other.getByRole('menuitem', { name: '协作人' }).click()
  const dialog = other.getByRole('dialog', { name: '协作人' })
  await dialog.getByText('李南').waitFor()
  await expect.poll(() => dialog.getByRole('button').count()).toBe(1)
  expect(await other.getByRole('textbox', { name: '写跟进…' }).count()).toBe(0)
  await other.context().close()
})

test('the time line of a customer holds what happened with its opportunity, and is narrowed by kind, person and word', async () => {
  await page.goto(`/o/customer/${customer}`)
  const list = page.locator('.timeline-list')
  const there = list.locator('li', { hasText: '客户担心交期' })
  await there.getByRole('link', { name: '商机 产线改造' }).waitFor()
  await page.getByRole('group', { name: '看哪些动态' }).getByRole('button', { name: '变更' }).click()
  await there.waitFor({ state: 'detached' })
  await page.getByRole('group', { name: '看哪些动态' }).getByRole('button', { name: '全部' }).click()
  await page.getByRole('button', { name: '按内容或人查找' }).click()
  await page.keyboard.type('交期')
  await expect.poll(() => list.locator('> li').count()).toBe(1)
  await there.waitFor()
})

test('nobody is shut out: axe finds nothing in naming people and in the team, by day and by night', async () => {
  for (const [look, options] of [
    ['desk', {}],
    ['phone', { viewport: phone, isMobile: true, hasTouch: true }],
  ] as const) {
    const other = await site.open('amy', options)
    await other.goto(`/o/customer/${customer}?tab=timeline`)
    const box = other.getByRole('textbox', { name: '写跟进…' })
    await box.click()
    await box.pressSequentially('@')
    await other.getByRole('listbox', { name: '提醒谁' }).waitFor()
    await other.getByRole('button', { name: '按内容或人查找' }).click()
    await box.click()
    expect(await faults(other, `mention-${look}`)).toEqual([])
    await box.fill('')
    await other.getByRole('button', { name: '更多操作' }).click()
    await other.getByRole('menuitem', { name: '协作人' }).click()
    await other.getByRole('dialog', { name: '协作人' }).getByText('李南').waitFor()
    await settle(other)
    expect(await faults(other, `team-${look}`)).toEqual([])
    await other.context().close()
  }
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
