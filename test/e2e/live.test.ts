import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hears } from './hears.ts'
import { openSite, type Site } from './site.ts'

let site: Site
let page: Page
let customer: string
beforeAll(async () => {
  site = await openSite()
  customer = (await site.server.amy.call('POST', '/records/customer', { name: '海川机电' })).body.id
  page = await site.open('mgr')
})
afterAll(() => site?.close())

const unread = async () => (await site.server.mgr.call('GET', '/notifications')).body.unread

test('what a colleague does is on the open list and the open record without a reload', async () => {
  const { amy } = site.server
  await page.goto('/o/customer')
  await page.getByRole('link', { name: '海川机电' }).waitFor()
  // At once: what happens between the reading of the list and the opening of its line is not missed.
  await amy.call('POST', '/records/customer', { name: '远洋食品' })
  await page.getByRole('link', { name: '远洋食品' }).waitFor()

  const record = hears(page, `customer:${customer}`)
  await page.getByRole('link', { name: '海川机电' }).click()
  await page.getByRole('heading', { level: 1, name: '海川机电' }).waitFor()
  await record
  await amy.call('PATCH', `/records/customer/${customer}`, { name: '海川机电集团' }, { 'if-match': '*' })
  await page.getByRole('heading', { level: 1, name: '海川机电集团' }).waitFor()
  const about = { object: 'customer', id: customer }
  await amy.call('POST', '/records/activity', { subject: '电话沟通', content: '扩产延后', about })
  await page.locator('.timeline').getByText('扩产延后').first().waitFor()
  expect(await page.locator('.timeline').getByText('扩产延后').count()).toBeGreaterThan(0)
})

test('the bell counts a mention as it happens; opening it leads to the record and reads it', async () => {
  const bell = hears(page, 'notification')
  await page.goto('/o/customer')
  await page.getByRole('button', { name: '通知', exact: true }).waitFor()
  await bell
  const { amy, mgr } = site.server
  const about = { object: 'customer', id: customer }
  await amy.call('POST', '/records/comment', { text: '请看', about, mentions: [mgr.id] })
  await page.getByRole('button', { name: '通知，1 条未读' }).click()
  const panel = page.getByRole('dialog', { name: '通知' })
  await panel.getByRole('link', { name: /amy在客户“海川机电集团”的评论里提到了你/ }).click()
  await page.getByRole('heading', { level: 1, name: '海川机电集团' }).waitFor()
  await page.getByRole('button', { name: '通知', exact: true }).waitFor()
  await expect.poll(unread).toBe(0)
})

test('all of them are on their own page, and are read with one click', async () => {
  const { amy, mgr } = site.server
  const about = { object: 'customer', id: customer }
  await amy.call('POST', '/records/comment', { text: '再看', about, mentions: [mgr.id] })
  await page.getByRole('button', { name: '通知，1 条未读' }).waitFor()
  await page.goto('/notifications')
  await page.getByRole('heading', { level: 1, name: '通知' }).waitFor()
  await expect.poll(() => page.locator('.notices li').count()).toBe(2)
  await page.getByRole('button', { name: '全部标为已读' }).click()
  await page.getByRole('button', { name: '通知', exact: true }).waitFor()
  await expect.poll(unread).toBe(0)
})

test('who has a record open for editing is named to those who look at it, quietly, until she leaves', async () => {
  const amys = await site.open('amy')
  const list = hears(page, 'customer')
  await page.goto('/o/customer')
  await list
  await amys.goto(`/o/customer/${customer}`)
  await amys.getByRole('heading', { level: 1, name: '海川机电集团' }).waitFor()
  await amys.keyboard.press('e')
  await amys.locator('.profile-form').waitFor()
  await page.locator('.grid-row', { hasText: '海川机电集团' }).getByText('amy正在编辑').waitFor()
  const record = hears(page, `customer:${customer}`)
  await page.goto(`/o/customer/${customer}`)
  await record
  await page.getByRole('status').getByText('amy正在编辑').waitFor()
  // She herself is not told, nor is anything of it in the way of her work.
  expect(await amys.getByText('正在编辑').count()).toBe(0)
  await amys.keyboard.press('Escape')
  await page.getByText('amy正在编辑').waitFor({ state: 'detached' })

  // A cell of a list is editing too; a tab that is closed in the middle of it leaves nothing behind.
  await amys.goto('/o/customer?cols=name,phone&q=海川')
  await amys.getByRole('link', { name: '海川机电集团' }).waitFor()
  await amys.getByRole('grid').focus()
  await amys.keyboard.press('ArrowRight')
  await amys.keyboard.press('F2')
  await page.getByRole('status').getByText('amy正在编辑').waitFor()
  await amys.goto('about:blank')
  await page.getByText('amy正在编辑').waitFor({ state: 'detached' })
  await amys.context().close()
})

test('a session that is ended elsewhere asks to sign in again at once', async () => {
  const list = hears(page, 'customer')
  await page.goto('/o/customer')
  await page.getByRole('link', { name: '海川机电集团' }).waitFor()
  await list
  await site.server.admin.call('POST', `/users/${site.server.mgr.id}/disable`)
  await page.getByRole('dialog', { name: '登录已过期' }).waitFor()
  expect(await page.getByRole('link', { name: '海川机电集团' }).count()).toBe(1)
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
