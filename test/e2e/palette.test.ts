import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { settle } from './screens/settle.ts'
import { openSite, picture, type Site } from './site.ts'

let site: Site
let customer: string
beforeAll(async () => {
  site = await openSite()
  const { amy } = site.server
  customer = (await amy.call('POST', '/records/customer', { name: '海川机电' })).body.id
  await amy.call('POST', '/records/customer', { name: '远洋食品' })
  await amy.call('POST', '/records/view', { name: '我的视图', object: 'customer', query: { sort: 'name' } })
})
afterAll(() => site?.close())

/** What a page offers as a button or a way: all of it, but for what only opens a menu, and what belongs to one row. */
const offered = [
  '.page-head :is(button, a.button-link)',
  '.view-tabs button:not([aria-current])',
  '.filter-bar > .anchor > button',
  '.layout-switch button[aria-pressed="false"]',
  '.columns-button button',
  '.bulk-bar button',
  '.record-actions button:not([aria-haspopup="menu"])',
  '[role="menuitem"], [role="menuitemradio"]:not([aria-checked="true"])',
  '[role="tab"][aria-selected="false"]',
  '.navigation-items a',
  '.settings-nav a',
].join(', ')

const namesOf = (page: Page, which: string): Promise<string[]> =>
  page.locator(which).evaluateAll((all) =>
    (all as unknown as { checkVisibility(): boolean; getAttribute(name: string): string | null; textContent: string }[])
      .filter((one) => one.checkVisibility())
      .map((one) => (one.getAttribute('aria-label') ?? one.textContent).trim())
      .filter((name) => name !== ''),
  )

/** The names on the page that no entry of the palette says. */
const notInPalette = async (page: Page): Promise<{ all: number; missing: string[] }> => {
  const names = new Set(await namesOf(page, offered))
  // The menus of the page and of herself, which only one at a time can be open.
  for (const menu of await page.getByRole('button', { name: /^(更多操作|我的账号)/ }).all()) {
    await menu.click()
    await page.getByRole('menu').waitFor()
    for (const name of await namesOf(page, '[role="menuitem"], [role="menuitemradio"]:not([aria-checked="true"])'))
      names.add(name)
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'hidden' })
  }
  await page.keyboard.press('Control+k')
  await page.getByRole('option').first().waitFor()
  const entries = (await namesOf(page, '[role="option"]')).join('\n')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  return { all: names.size, missing: [...names].filter((name) => !entries.includes(name)) }
}

test('everything that a list, its selection, a record and the settings offer is reachable from the palette', async () => {
  const amy = await site.open('amy')
  let all = 0
  const check = async (page: Page) => {
    const found = await notInPalette(page)
    expect(found.missing, page.url()).toEqual([])
    all += found.all
  }
  await amy.goto('/o/customer')
  await amy.getByRole('grid').getByRole('link', { name: '海川机电' }).waitFor()
  await check(amy)
  await amy.getByRole('checkbox').nth(1).check()
  await check(amy)
  await amy.getByRole('button', { name: '我的视图' }).click()
  await amy.getByRole('button', { name: '删除视图' }).waitFor()
  await check(amy)
  await amy.goto('/o/opportunity')
  await settle(amy)
  await check(amy)
  await amy.goto(`/o/customer/${customer}`)
  await amy.getByRole('heading', { level: 1, name: '海川机电' }).waitFor()
  await check(amy)
  await amy.context().close()

  const admin = await site.open('admin')
  for (const page of ['users', 'roles', 'objects', 'webhooks', 'backups']) {
    await admin.goto(`/settings/${page}`)
    await settle(admin)
    await check(admin)
  }
  await admin.context().close()
  expect(all).toBeGreaterThan(100)
})

test('what the palette does to the present selection is what the page does: it asks first, and says how many', async () => {
  const page = await site.open('amy')
  await page.goto('/o/customer')
  await page.getByRole('checkbox').nth(1).check()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('改字段')
  await page.getByRole('option', { name: '改字段 · 已选 1 条', selected: true }).waitFor()
  await picture(page, 'palette-selection')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: '改字段' }).getByText('将影响 1 条。').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('Control+k')
  await page.keyboard.type('筛选')
  await page.getByRole('option', { name: /筛选/, selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: '筛选' }).waitFor()
  expect((await site.server.amy.call('GET', `/records/customer/${customer}`)).body.version).toBe(1)
  await page.context().close()
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
