import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSite, phone, type Site } from './site.ts'

let site: Site
beforeAll(async () => {
  // Whoever is told by mail has to have somewhere that would take it; nothing is sent here.
  site = await openSite({ mail: { smtpUrl: 'smtp://127.0.0.1:9', from: '知客 <crm@example.com>' } })
})
afterAll(() => site?.close())

test('everybody chooses what to be told of by which channel', async () => {
  const page = await site.open('mgr')
  await page.goto('/account/notifications')
  const box = page.getByRole('checkbox', { name: '交给我的记录：邮件' })
  await expect.poll(() => box.isChecked()).toBe(false)
  await Promise.all([page.waitForResponse(/preferences/), box.click()])
  await page.reload()
  await expect.poll(() => box.isChecked()).toBe(true)
  await page.getByText('邮件每 5 分钟合并发一次').waitFor()
  await page.context().close()
})

test('colours and density change at once, one right after the other, and are there on her other devices', async () => {
  const page = await site.open('aud')
  await page.goto('/')
  const look = (page: Page) => page.locator('html[data-theme="dark"][data-density="compact"]')
  const choose = async (item: string) => {
    await page.getByRole('button', { name: '我的账号：aud' }).click()
    await page.getByRole('menuitemradio', { name: item }).click()
  }
  // The menu is opened again while it is hardly closed.
  await choose('深色')
  await choose('紧凑')
  await look(page).waitFor()
  const kept = async () => (await site.server.aud.call('GET', '/me')).body.preferences
  await expect.poll(kept).toMatchObject({ theme: 'dark', density: 'compact' })

  const elsewhere = await site.open('aud', { viewport: phone })
  await elsewhere.goto('/')
  await look(elsewhere).waitFor()
  await elsewhere.context().close()
  await choose('跟随系统')
  await page.emulateMedia({ colorScheme: 'light' })
  await page.locator('html[data-theme="light"]').waitFor()
  await page.emulateMedia({ colorScheme: 'dark' })
  await look(page).waitFor()
  await page.context().close()
})

test('shortcuts get other keys or none; what is taken is named, and page, sheet and other devices go by it', async () => {
  const { id } = (await site.server.mgr.call('POST', '/records/customer', { name: '海川机电' })).body
  const page = await site.open('mgr')
  await page.goto('/account/shortcuts')
  const compose = page.getByRole('button', { name: /^“写跟进”现在是/ })
  const choose = async (key: string) => {
    await compose.click()
    await page.keyboard.press(key)
  }
  await choose('e')
  await page.getByRole('alert').getByText('E 已经用来“编辑资料”。').waitFor()
  await choose('Control+p')
  await page.getByRole('alert').getByText('Ctrl P 浏览器自己要用，换一个。').waitFor()
  await choose('m')
  await page.getByRole('button', { name: '“写跟进”现在是 M，按这里换' }).waitFor()
  await page.getByRole('button', { name: '关掉“编辑资料”的快捷键' }).click()
  await expect
    .poll(async () => (await site.server.mgr.call('GET', '/me')).body.preferences.keys)
    .toEqual({ compose: 'M', editRecord: null })
  await page.context().close()

  const elsewhere = await site.open('mgr')
  await elsewhere.goto(`/o/customer/${id}`)
  await elsewhere.locator('.composer textarea').waitFor()
  await elsewhere.keyboard.press('?')
  const sheet = elsewhere.getByRole('dialog', { name: '键盘快捷键' })
  await sheet.getByText('写跟进').waitFor()
  const rows = await sheet.locator('dl > div').allInnerTexts()
  expect(rows.map((row) => row.replace(/\s+/g, ' '))).toContain('M 写跟进')
  expect(rows.join()).not.toContain('编辑资料')
  await elsewhere.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
  // Neither the old key nor the one that is off does anything; the new one does.
  for (const key of ['n', 'e', 'm']) await elsewhere.keyboard.press(key)
  await elsewhere.locator('.composer textarea:focus').waitFor()
  expect(await elsewhere.locator('.composer textarea').inputValue()).toBe('')
  expect(await elsewhere.locator('.profile-form').count()).toBe(0)
  await elsewhere.context().close()
  await site.server.mgr.call('PATCH', '/me/preferences', { keys: {} })
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
