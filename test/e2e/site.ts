import { mkdirSync } from 'node:fs'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Config } from '#platform/config'
import { launchBrowser } from '#test/browser'
import { followersBegan } from '#test/followers'
import { clientOf, openServer, type Role, type TestServer } from '#test/server'
import { watchTraffic } from './screens/settle.ts'
import { buildWeb, webIsStale } from '../../server/cli/build-web.ts'

export const desk = { width: 1440, height: 900 } as const
export const phone = { width: 390, height: 844 } as const

/** Where pictures of failures and screens go; git does not see it. */
export const results = 'test-results'

/** A real server with its built web, and one browser in which anybody of the test company can sit. */
export const openSite = async (more: Partial<Config> = {}) => {
  if (await webIsStale()) await buildWeb()
  const [server, browser] = await Promise.all([openServer(more), launchBrowser()])
  // Whatever is done from now on has its consequences: notifications, webhooks.
  await followersBegan(server)
  const troubles: string[] = []

  /** A fresh browser window; with a role it is signed in as that person. */
  const open = async (role?: Role, options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({
      viewport: desk,
      baseURL: server.url,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
      // What a test intercepts must come by the network; offline.test.ts is about the worker.
      serviceWorkers: 'block',
      ...options,
    })
    context.setDefaultTimeout(60_000)
    if (role) await context.addCookies(cookiesOf(server, role))
    const page = await context.newPage()
    watchTraffic(page)
    page.on('pageerror', (error) => troubles.push(`${page.url()}: ${error.message}`))
    page.on('console', (message) => {
      // A refused call is part of what is tried; anything else in the console is a defect, a broken CSP above all.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        troubles.push(`${page.url()}: ${message.text()}`)
    })
    return page
  }

  return {
    server,
    browser,
    open,
    /** Errors that any page threw or logged. */
    troubles,
    anonymous: clientOf(server.url),
    async close() {
      await browser.close()
      await server.close()
    },
  }
}

const cookiesOf = (server: TestServer, role: Role) =>
  server[role].cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: server.url }
  })

/** Keeps what the page looked like, to be looked at afterwards. PICTURES=0 leaves them out, a tenth of the work. */
export const picture = async (page: Page, name: string): Promise<void> => {
  if (process.env['PICTURES'] === '0') return
  mkdirSync(results, { recursive: true })
  await page.screenshot({ path: `${results}/${name}.png`, animations: 'disabled' })
}

export type Site = Awaited<ReturnType<typeof openSite>>
