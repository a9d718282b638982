import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { picture, openSite, phone, type Site } from './site.ts'
import { twoVersions } from './two-versions.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
  await site.server.amy.call('POST', '/records/customer', { name: '海川机电', phone: '13800138000' })
})
afterAll(() => site?.close())

const withWorker = { serviceWorkers: 'allow' } as const

/** The app has been opened once, and all of it is on the device. */
const opened = async (page: Page) => {
  await page.goto('/o/customer')
  await page.getByRole('link', { name: '海川机电' }).waitFor()
  await page.waitForFunction(`navigator.serviceWorker.ready.then(({ active }) => active?.state === 'activated')`)
}

/** Every address of which something is kept. */
const keptOnDevice = (page: Page): Promise<string[]> =>
  page.evaluate(`(async () => {
    const caching = await Promise.all((await caches.keys()).map((name) => caches.open(name)))
    const kept = await Promise.all(caching.map((cache) => cache.keys()))
    return kept.flat().map(({ url }) => new URL(url).pathname)
  })()`)

test('after the first visit the app opens without a network, says so calmly, and goes on when it is back', async () => {
  const page = await site.open('amy', { ...withWorker, viewport: phone })
  await opened(page)
  await page.goto('/o/customer/new')
  await page.getByLabel('客户名称').fill('没网时写的')
  await page.context().setOffline(true)
  await page.getByText('网络断开了').waitFor()
  await page.reload()
  await page.getByRole('heading', { name: '现在没有网络' }).waitFor()
  await page.getByText('草稿还在这台设备上').waitFor()
  await picture(page, 'offline-390-light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await picture(page, 'offline-390-dark')

  await page.context().setOffline(false)
  await page.getByLabel('客户名称').waitFor()
  await expect.poll(() => page.getByLabel('客户名称').inputValue()).toBe('没网时写的')
  await page.context().close()
})

test('a second visit takes the whole program from the device: nothing of it comes by the network', async () => {
  const page = await site.open('amy', withWorker)
  await opened(page)
  await page.goto('/o/customer')
  await page.getByRole('link', { name: '海川机电' }).waitFor()
  const parts: { name: string; fromNetwork: boolean }[] = await page.evaluate(`
    [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
      .map(({ name, transferSize }) => ({ name: new URL(name).pathname, fromNetwork: transferSize > 0 }))
      .filter(({ name }) => !name.startsWith('/api/'))`)
  expect(parts.length).toBeGreaterThan(5)
  expect(parts.filter(({ fromNetwork }) => fromNetwork)).toEqual([])
  await page.context().close()
})

test('nothing the server says is kept on the device, and signing out leaves no trace of a person', async () => {
  const page = await site.open('mgr', withWorker)
  await opened(page)
  await page.goto('/o/customer/new')
  await page.getByLabel('客户名称').fill('机密草稿')
  const kept = await keptOnDevice(page)
  expect(kept).toContain('/index.html')
  expect(kept.filter((path) => !/^\/(assets\/|[\w-]+\.(html|png|svg|webmanifest)$)/.test(path))).toEqual([])

  await page.getByRole('button', { name: '我的账号：mgr' }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await page.locator('#password').waitFor()
  const traces = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))
  expect(traces).not.toMatch(/机密|海川|mgr/)
  await page.context().setOffline(true)
  await page.goto('/o/customer')
  await page.getByRole('heading', { name: '现在没有网络' }).waitFor()
  expect(await page.content()).not.toMatch(/海川|mgr/)
  await page.context().close()
})

test('it can be installed: the browser finds nothing wrong with the manifest and its icons', async () => {
  const page = await site.open('amy', withWorker)
  await opened(page)
  const session = await page.context().newCDPSession(page)
  const { errors, data } = (await session.send('Page.getAppManifest')) as { errors: unknown[]; data?: string }
  expect(errors).toEqual([])
  const { icons } = JSON.parse(data ?? '{}') as { icons: { src: string; sizes: string; purpose: string }[] }
  expect(icons.map(({ purpose }) => purpose)).toContain('maskable')
  for (const { src, sizes } of icons.filter(({ sizes }) => sizes !== 'any')) {
    const size = await page.evaluate(`(async () => {
      const image = new Image()
      image.src = '${src}'
      await image.decode()
      return image.naturalWidth + 'x' + image.naturalHeight
    })()`)
    expect(size).toBe(sizes)
  }
  const { installabilityErrors } = (await session.send('Page.getInstallabilityErrors')) as {
    installabilityErrors: { errorId: string }[]
  }
  // Windows of a test are private ones, and those install nothing.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([])
  await page.context().close()
})

/** A tab with the app in it, under the address of the server that is going to be upgraded. */
const tab = async (context: BrowserContext): Promise<Page> => {
  const page = await context.newPage()
  await opened(page)
  return page
}

test('after an upgrade open tabs go on working, are offered the new version, and reach it by one click', async () => {
  const front = await twoVersions(site.server.url)
  const cookies = site.server.amy.cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: front.url }
  })
  const context = await site.browser.newContext({ ...withWorker, baseURL: front.url, locale: 'zh-CN' })
  context.setDefaultTimeout(60_000)
  await context.addCookies(cookies)
  const [one, other] = [await tab(context), await tab(context)]
  // The second visit is under the worker's care from its first byte.
  await one.reload()
  await other.reload()
  for (const each of [one, other]) await each.getByRole('link', { name: '海川机电' }).waitFor()
  front.upgrade()

  // Parts that this tab has not needed yet: the server has them no longer, the device does.
  await one.getByRole('button', { name: /^我的账号/ }).click()
  await one.getByRole('menuitem', { name: '我的账号' }).click()
  await one.getByRole('heading', { name: '登录与安全' }).waitFor()

  await one.evaluate(`navigator.serviceWorker.ready.then((worker) => worker.update()).then(() => null)`)
  await one.getByText('知客有了新版本').waitFor()
  await one.getByRole('button', { name: '刷新' }).click()
  await one.locator('script[src^="/assets/2-"]').waitFor({ state: 'attached' })
  await one.getByRole('heading', { name: '登录与安全' }).waitFor()

  await other.getByText('知客有了新版本').waitFor()
  await other.getByRole('link', { name: '海川机电' }).click()
  await other.getByRole('heading', { level: 1, name: '海川机电' }).waitFor()
  expect(front.missed).toEqual([])
  await context.close()
  await front.close()
})

test('no page threw or logged an error', () => {
  // Without a network the server is not reached: the router writes that into the console, and the page says it.
  expect(site.troubles.filter((trouble) => !/: ApiError\b/.test(trouble))).toEqual([])
})
