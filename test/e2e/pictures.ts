import { mkdirSync } from 'node:fs'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { launchBrowser } from '#test/browser'

// Makes the pictures of the README from a running sample company (npm start -- --demo):
//   node test/e2e/pictures.ts http://127.0.0.1:8080 sales@demo.example PASSWORD

const [url, email, password] = process.argv.slice(2)
if (!url || !email || !password) {
  process.stderr.write('node test/e2e/pictures.ts URL EMAIL PASSWORD\n')
  process.exit(64)
}
const folder = 'docs/images'
const desk: BrowserContextOptions = { viewport: { width: 1200, height: 675 } }
const hand: BrowserContextOptions = {
  viewport: { width: 390, height: 720 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
}

const browser = await launchBrowser()

const sitting: BrowserContextOptions = {
  baseURL: url,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  reducedMotion: 'reduce',
}

const signIn = async (): Promise<Page> => {
  const page = await (await browser.newContext({ ...sitting, ...desk })).newPage()
  await page.goto('/sign-in')
  await page.locator('#email').fill(email)
  await page.locator('#password').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '客户' }).waitFor()
  return page
}

const take = async (page: Page, name: string): Promise<void> => {
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled' })
}

try {
  mkdirSync(folder, { recursive: true })
  const page = await signIn()
  await page.goto('/o/customer?sort=-wonAmount')
  await take(page, 'list')
  await page.getByRole('grid').getByRole('link').first().click()
  await page.locator('.timeline-item').first().waitFor()
  await take(page, 'record')
  await page.goto('/o/opportunity?layout=board')
  await take(page, 'board')

  const storageState = await page.context().storageState()
  const phone = await (await browser.newContext({ ...sitting, ...hand, storageState })).newPage()
  await phone.goto('/o/customer?sort=-wonAmount')
  await phone.locator('main a[href^="/o/customer/0"]').first().click()
  await phone.getByRole('tab', { name: '动态' }).click()
  await take(phone, 'phone')
} finally {
  await browser.close()
}
