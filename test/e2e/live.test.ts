import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { followersBegan } from '#test/followers'
import { openSite, type Site } from './site.ts'

let site: Site
let page: Page
let customer: string
beforeAll(async () => {
  site = await openSite()
  await followersBegan(site.server)
  customer = (await site.server.amy.call('POST', '/records/customer', { name: '海川机电' })).body.id
  page = await site.open('mgr')
})
afterAll(() => site?.close())

/** Resolves when the page hears of changes from now on. */
const listening = (watched: string) =>
  page.waitForResponse(
    (answer) => answer.url().includes('/events?') && decodeURIComponent(answer.url()).includes(watched),
  )

test('what a colleague does is on the open list and the open record without a reload', async () => {
  const list = listening('customer')
  await page.goto('/o/customer')
  await page.getByRole('link', { name: '海川机电' }).waitFor()
  await list
  const { amy } = site.server
  await amy.call('POST', '/records/customer', { name: '远洋食品' })
  await page.getByRole('link', { name: '远洋食品' }).waitFor()

  const record = listening(`customer:${customer}`)
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
  await page.goto('/o/customer')
  await page.getByRole('button', { name: '通知', exact: true }).waitFor()
  const { amy, mgr } = site.server
  const about = { object: 'customer', id: customer }
  await amy.call('POST', '/records/comment', { text: '请看', about, mentions: [mgr.id] })
  await page.getByRole('button', { name: '通知，1 条未读' }).click()
  const panel = page.getByRole('dialog', { name: '通知' })
  await panel.getByRole('link', { name: /amy在客户“海川机电集团”的评论里提到了你/ }).click()
  await page.getByRole('heading', { level: 1, name: '海川机电集团' }).waitFor()
  await page.getByRole('button', { name: '通知', exact: true }).waitFor()
  expect((await mgr.call('GET', '/notifications')).body.unread).toBe(0)
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
  expect((await mgr.call('GET', '/notifications')).body.unread).toBe(0)
})

test('a session that is ended elsewhere asks to sign in again at once', async () => {
  const list = listening('customer')
  await page.goto('/o/customer')
  await list
  await site.server.admin.call('POST', `/users/${site.server.mgr.id}/disable`)
  await page.getByRole('dialog', { name: '登录已过期' }).waitFor()
  expect(await page.getByRole('link', { name: '海川机电集团' }).count()).toBe(1)
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
