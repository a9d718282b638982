import { afterAll, beforeAll, expect, test } from 'vitest'
import { axe } from './screens/axe.ts'
import { openSite, phone, picture, type Site } from './site.ts'

let site: Site
let customer: string
beforeAll(async () => {
  site = await openSite()
  customer = (await site.server.amy.call('POST', '/records/customer', { name: '海川机电' })).body.id
})
afterAll(() => site?.close())

test('F1 opens the help of the page beside it; it follows her and has the guide at hand', async () => {
  const page = await site.open('amy')
  await page.goto('/o/customer')
  const list = page.getByRole('grid')
  await list.getByRole('link', { name: '海川机电' }).focus()
  await page.keyboard.press('F1')
  const help = page.getByRole('complementary', { name: '帮助' })
  await help.getByRole('heading', { name: '客户列表' }).waitFor()
  await picture(page, 'help-desk-light')
  expect(await axe(page)).toEqual([])

  // The page is worked on meanwhile.
  await list.getByRole('link', { name: '海川机电' }).click()
  await help.getByRole('heading', { name: '客户', exact: true }).waitFor()
  await help.getByText('谁能看到这条？').click()
  await help.getByText('会列出每个人和原因', { exact: false }).waitFor()

  await help.getByRole('button', { name: '看指南里的这一章' }).click()
  await help.getByRole('heading', { name: '记录页' }).waitFor()
  await help.getByRole('button', { name: '返回' }).click()
  await help.getByRole('button', { name: '使用指南' }).click()
  await help.getByRole('link', { name: '角色与权限' }).click()
  await help.getByRole('heading', { name: '角色与权限' }).waitFor()
  await help.getByRole('button', { name: '返回' }).click()
  await help.getByRole('button', { name: '更新说明' }).click()
  await help.getByRole('heading', { name: '最新' }).waitFor()
  await help.getByRole('heading', { name: '更新说明' }).press('Escape')
  await help.waitFor({ state: 'detached' })
  await page.context().close()
})

test('what she sends to support says which page, which version and which requests, and nothing about anybody', async () => {
  const page = await site.open('amy')
  await page.goto(`/o/customer/${customer}`)
  await page.getByRole('heading', { level: 1, name: '海川机电' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('诊断')
  await page.getByRole('option', { name: /诊断/, selected: true }).waitFor()
  await page.keyboard.press('Enter')
  const help = page.getByRole('complementary', { name: '帮助' })
  const facts = await help.locator('pre').innerText()
  expect(facts).toMatch(/^Zhike \d/)
  expect(facts).toContain('page: /o/customer/{…}')
  expect(facts).toMatch(/GET \/api\/v1\/me 200 [\w-]{36}/)
  for (const hers of [customer, site.server.amy.id, '海川', '@']) expect(facts.replace('@1', '')).not.toContain(hers)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await help.getByRole('button', { name: '复制诊断信息' }).click()
  await page.locator('.toast', { hasText: '已复制' }).waitFor()
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(facts)
  await page.context().close()
})

test('help is in English, on a phone, and before one has signed in', async () => {
  const page = await site.open('amy', { viewport: phone, locale: 'en-US', hasTouch: true })
  await page.addInitScript(`localStorage.setItem('zhike.language', 'en')`)
  await site.server.amy.call('PATCH', '/me/preferences', { language: 'en' })
  await page.goto('/o/opportunity?layout=board')
  await page.getByRole('button', { name: /My account/ }).tap()
  await page.getByRole('menuitem', { name: 'Help' }).tap()
  const help = page.getByRole('complementary', { name: 'Help' })
  await help.getByRole('heading', { name: 'Opportunities: the board' }).waitFor()
  await picture(page, 'help-phone-light')
  expect(await axe(page)).toEqual([])
  await help.getByRole('button', { name: 'Close' }).tap()
  await page.context().close()
  await site.server.amy.call('PATCH', '/me/preferences', { language: 'zh-CN' })

  const visitor = await site.open()
  await visitor.goto('/sign-in')
  await visitor.getByRole('button', { name: '帮助' }).click()
  await visitor.getByText('忘记密码了？').waitFor()
  await picture(visitor, 'help-sign-in')
  await visitor.context().close()
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
