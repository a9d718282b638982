import { afterAll, beforeAll, expect, test } from 'vitest'
import { faults } from './screens/faults.ts'
import { settle } from './screens/settle.ts'
import { desk, openSite, phone, picture, type Site } from './site.ts'

let site: Site
let customer: string
beforeAll(async () => {
  site = await openSite()
  const { amy, mgr } = site.server
  const yesterday = new Date(Date.now() - 86_400_000).toISOString()
  const nextMonth = new Date(Date.now() + 30 * 86_400_000).toISOString()
  customer = (await amy.call('POST', '/records/customer', { name: '海川机电', nextContactAt: yesterday })).body.id
  await amy.call('POST', '/records/customer', { name: '远洋食品', nextContactAt: nextMonth })
  await amy.call('POST', '/records/contact', { name: '王芳', customer })
  const [late, done] = ['该打的电话', '打过的电话'].map((subject) => ({ subject, dueAt: yesterday }))
  await amy.call('POST', '/records/task', { ...late, about: { object: 'customer', id: customer } })
  await amy.call('POST', '/records/task', { ...done, status: 'done' })
  await mgr.call('POST', '/records/task', { subject: '经理的任务', dueAt: yesterday })
})
afterAll(() => site?.close())

const spine = '.spine'

test('what waits for her has a mark at its left in list, board, cards, record and timeline; nothing else has', async () => {
  const page = await site.open('amy')
  await page.goto('/o/customer')
  await page
    .getByRole('row', { name: /海川机电/ })
    .locator(spine)
    .waitFor()
  expect(await page.locator(spine).count()).toBe(1)
  // For who does not see it, in words.
  // Midnight may have passed meanwhile.
  await expect.poll(() => page.locator(spine).innerText()).toMatch(/该处理了：下次跟进 (昨天|\d\d-\d\d)/)

  await page.goto('/o/task?layout=board')
  await page.locator('article', { hasText: '该打的电话' }).locator(spine).waitFor()
  expect(await page.locator(spine).count()).toBe(1)

  await page.goto(`/o/customer/${customer}`)
  await page.locator('.record-title').locator(spine).waitFor()
  await page.locator('.timeline-item', { hasText: '该打的电话' }).locator(spine).waitFor()
  expect(await page.locator('.timeline-item').locator(spine).count()).toBe(1)
  await page.context().close()

  const thumb = await site.open('amy', { viewport: phone, isMobile: true, hasTouch: true })
  await thumb.goto('/o/customer')
  await thumb.getByRole('listitem').filter({ hasText: '海川机电' }).locator(spine).waitFor()
  expect(await thumb.locator(spine).count()).toBe(1)
  await thumb.context().close()

  // She leads amy, but it is amy's to do.
  const lead = await site.open('mgr')
  await lead.goto('/o/customer')
  await lead.getByRole('link', { name: '海川机电' }).waitFor()
  expect(await lead.locator(spine).count()).toBe(0)
  await lead.context().close()
})

test('a thumb moves a card of the board by its menu', async () => {
  const thumb = await site.open('amy', { viewport: phone, isMobile: true, hasTouch: true })
  await thumb.goto('/o/task?layout=board')
  const card = thumb.locator('.board-slot', { hasText: '该打的电话' })
  const before = await card.locator('article').getAttribute('data-column')
  await card.getByRole('button', { name: /该打的电话/ }).tap()
  await thumb.getByRole('menuitem', { name: '已完成' }).tap()
  await expect.poll(() => card.locator('article').getAttribute('data-column')).not.toBe(before)
  await thumb.context().close()
})

test('a desk without room for a third column draws the related lists out at a button', async () => {
  const page = await site.open('amy', { viewport: { width: 1280, height: 800 } })
  await page.goto(`/o/customer/${customer}`)
  await page.getByRole('button', { name: '相关' }).click()
  const drawer = page.getByRole('dialog', { name: '相关' })
  await drawer.getByText('王芳').waitFor()
  expect(await page.getByRole('tab', { name: '相关' }).count()).toBe(0)
  await settle(page)
  expect(await faults(page, 'record-drawer-1280')).toEqual([])
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '相关' }).click()
  await drawer.getByRole('link', { name: '王芳' }).click()
  await page.getByRole('heading', { level: 1, name: '王芳' }).waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.context().close()
})

test('Esc closes an open list of options first, then the filter it stands in', async () => {
  const page = await site.open('amy')
  await page.goto('/o/customer')
  await page.getByRole('button', { name: /筛选$/ }).click()
  const filter = page.getByRole('dialog', { name: '筛选' })
  await filter.locator('.ant-select-open').waitFor()
  await page.keyboard.press('Escape')
  await filter.locator('.ant-select-open').waitFor({ state: 'detached' })
  expect(await filter.isVisible()).toBe(true)
  await page.keyboard.press('Escape')
  await filter.waitFor({ state: 'detached' })
  await page.context().close()
})

test('an address that leads nowhere says so inside the app, from where one finds on; a stranger signs in first', async () => {
  for (const [locale, words, home, viewport] of [
    ['zh-CN', '没有这个页面', '回到首页', desk],
    ['zh-CN', '没有这个页面', '回到首页', phone],
    ['en', 'There is no such page', 'Go to the start page', desk],
    ['en', 'There is no such page', 'Go to the start page', phone],
  ] as const) {
    await site.server.amy.call('PATCH', '/me/preferences', { language: locale })
    const page = await site.open('amy', { viewport, locale })
    for (const address of ['/nowhere', '/settings/nowhere', '/o/customer/1/2/3']) {
      await page.goto(address)
      await page.locator('.top-workspace').waitFor()
      await expect.poll(() => page.locator('main').innerText()).toContain(words)
    }
    await picture(page, `no-page-${locale}-${viewport.width}`)
    await page.getByRole('link', { name: home }).click()
    await page.waitForURL(/\/o\//)
    await page.context().close()
  }
  await site.server.amy.call('PATCH', '/me/preferences', { language: 'zh-CN' })
  const stranger = await site.open()
  await stranger.goto('/nowhere')
  await stranger.locator('#password').waitFor()
  await stranger.context().close()
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
