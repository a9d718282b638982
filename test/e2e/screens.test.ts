import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '#test/server'
import { faults, settle } from './axe.ts'
import { fillScreens, screensOf, visit } from './screens.ts'
import { openSite, phone, type Site } from './site.ts'

let site: Site
let customer: string
beforeAll(async () => {
  site = await openSite()
  customer = await fillScreens(site)
})
afterAll(() => site?.close())

interface Look {
  readonly look: string
  readonly options: BrowserContextOptions
}

const hand: BrowserContextOptions = { viewport: phone, isMobile: true, hasTouch: true }
const english: BrowserContextOptions = { locale: 'en-US' }

/** Both sizes, both languages, day and night, in two windows side by side; that words fit is seen in pseudo-locale.test.ts. */
const looks: readonly Look[] = [
  { look: '1440', options: {} },
  { look: '390-en', options: { ...hand, ...english } },
]

const look = async ({ look, options }: Look): Promise<string[]> => {
  const pages = new Map<Role | null, Page>()
  const found: string[] = []
  for (const screen of screensOf(site, customer, options.isMobile === true)) {
    const page = pages.get(screen.as) ?? (await site.open(screen.as ?? undefined, options))
    pages.set(screen.as, page)
    await visit(page, screen, async () => {
      found.push(...(await faults(page, `${screen.name}-${look}`)))
    })
  }
  for (const page of pages.values()) await page.context().close()
  return found
}

test('nobody is shut out of a screen: axe finds nothing serious', async () => {
  expect((await Promise.all(looks.map(look))).flat()).toEqual([])
}, 400_000)

/** Calls of the API that a screen may take when it is opened in a fresh tab, the line for live news among them. */
const mostCalls = 5

test('a screen asks the server for five things at most, even when the whole app is opened with it', async () => {
  const page = await site.open('admin')
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/api/')) asked.push(new URL(request.url()).pathname)
  })
  for (const path of [
    '/o/customer',
    `/o/customer/${customer}`,
    '/o/opportunity?layout=board',
    '/o/customer/new',
    '/settings/users',
    '/settings/workspace',
    '/account/security',
  ]) {
    asked.length = 0
    await page.goto(path)
    await settle(page)
    expect(asked, path).toContain('/api/v1/me')
    expect(asked.length, `${path}: ${asked.join(' ')}`).toBeLessThanOrEqual(mostCalls)
  }

  await page.goto('/o/customer')
  await settle(page)
  asked.length = 0
  await page.getByRole('link', { name: '海川机电' }).click()
  await page.getByRole('heading', { level: 1, name: '海川机电' }).waitFor()
  await settle(page)
  expect(asked.length, asked.join(' ')).toBeLessThanOrEqual(mostCalls)
  await page.context().close()
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
