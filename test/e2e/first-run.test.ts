import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '#test/browser'
import { ownDatabase } from '#test/own-database'
import { config, password } from '#test/server'
import { buildWeb, webIsStale } from '../../server/cli/build-web.ts'
import { startServer } from '../../server/main.ts'

let own: Awaited<ReturnType<typeof ownDatabase>>
let server: Awaited<ReturnType<typeof startServer>>
let browser: Awaited<ReturnType<typeof launchBrowser>>
beforeAll(async () => {
  if (await webIsStale()) await buildWeb()
  own = await ownDatabase()
  server = await startServer(config(own.url))
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await own?.drop()
})

const visitor = async () => {
  const context = await browser.newContext({ baseURL: server.url, locale: 'zh-CN' })
  context.setDefaultTimeout(60_000)
  return context
}

test('an empty installation asks four things, and its first administrator is in', async () => {
  const context = await visitor()
  const page = await context.newPage()
  await page.goto('/')
  await page.getByRole('heading', { name: '开始使用知客' }).waitFor()

  await page.getByLabel('公司名称').fill('岚川装备')
  await page.getByLabel('你的姓名').fill('周岚')
  await page.getByLabel('邮箱').fill('lan@lanchuan.example')
  await page.locator('#password').fill('short')
  await page.getByRole('button', { name: '建立并进入' }).click()
  expect(await page.locator('#password:invalid').count()).toBe(1)

  await page.locator('#password').fill(password)
  await page.getByRole('button', { name: '建立并进入' }).click()
  await page.getByRole('button', { name: '我的账号：周岚' }).waitFor()

  await page.getByRole('button', { name: '我的账号：周岚' }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await page.getByRole('heading', { name: '登录岚川装备' }).waitFor()

  await page.getByLabel('邮箱').fill('lan@lanchuan.example')
  await page.locator('#password').fill('not the password')
  await page.keyboard.press('Enter')
  await page.getByText('邮箱或密码不对').waitFor()

  await page.locator('#password').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '我的账号：周岚' }).waitFor()
  await context.close()
})

test('an address somebody was sent is opened after signing in', async () => {
  const context = await visitor()
  const page = await context.newPage()
  await page.goto('/o/lead?q=%E6%B5%B7')
  await page.getByLabel('邮箱').fill('lan@lanchuan.example')
  await page.locator('#password').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/o\/lead\?q=/)
  await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('线索')
  await context.close()
})

test('a session that ends while typing asks to sign in again and loses nothing', async () => {
  const context = await visitor()
  const page = await context.newPage()
  await page.goto('/o/customer/new')
  await page.getByLabel('邮箱').fill('lan@lanchuan.example')
  await page.locator('#password').fill(password)
  await page.keyboard.press('Enter')
  await page.getByLabel('客户名称').waitFor()
  await context.clearCookies()
  // Looking for twins of the name is the first call that meets the end of the session.
  await page.getByLabel('客户名称').fill('海川机电')

  const again = page.getByRole('dialog', { name: '登录已过期' })
  await again.locator('#password').fill(password)
  await page.keyboard.press('Enter')
  await again.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: '海川机电' }).waitFor()
  expect(page.url()).toMatch(/\/o\/customer\/[0-9a-f-]{36}$/)
  await context.close()
})
