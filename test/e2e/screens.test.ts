import AxeBuilder from '@axe-core/playwright'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { followersBegan } from '#test/followers'
import type { Role } from '#test/server'
import { openSite, phone, picture, type Site } from './site.ts'

let site: Site
let customer: string
beforeAll(async () => {
  site = await openSite()
  await followersBegan(site.server)
  const { amy } = site.server
  const given = {
    name: '海川机电',
    phone: '13800138000',
    industry: 'machinery',
    level: 'A',
    tags: ['重点'],
    remark: '扩产线',
  }
  customer = (await amy.call('POST', '/records/customer', given)).body.id
  await amy.call('POST', '/records/contact', { name: '王芳', customer, mobile: '13800138000' })
  for (const [name, amount] of [
    ['产线改造', '1860000'],
    ['备件', '52000'],
  ])
    await amy.call('POST', '/records/opportunity', { name, customer, amount })
  await amy.call('POST', '/records/activity', {
    subject: '首次拜访',
    content: '三季度扩产',
    about: { object: 'customer', id: customer },
  })
  await site.server.mgr.call('POST', '/records/comment', {
    text: '请看',
    about: { object: 'customer', id: customer },
    mentions: [amy.id],
  })
  await amy.call('POST', '/records/lead', { company: '远洋食品', name: '陈明', mobile: '13900139000' })
})
afterAll(() => site?.close())

interface Screen {
  readonly name: string
  readonly path: () => string
  readonly as?: Role | null
  /** What brings the screen into its state. */
  act?(page: Page): Promise<unknown>
}

const failing = (page: Page) =>
  page.route(/\/api\/v1\/records\/customer\?/, (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      body: '{"status":500,"code":"internal","requestId":"r-1"}',
    }),
  )

const screens: readonly Screen[] = [
  { name: 'sign-in', path: () => '/sign-in', as: null },
  { name: 'list', path: () => '/o/customer' },
  { name: 'list-empty', path: () => '/o/product' },
  { name: 'list-no-match', path: () => '/o/customer?q=%E6%B2%A1%E6%9C%89' },
  { name: 'list-error', path: () => '/o/customer' },
  {
    name: 'list-filter',
    path: () => '/o/customer',
    act: (page) => page.getByRole('button', { name: /(筛选|Filter)$/ }).click(),
  },
  { name: 'peek', path: () => `/o/customer?peek=${customer}` },
  { name: 'palette', path: () => '/o/customer', act: (page) => page.keyboard.press('Control+k') },
  {
    name: 'bell',
    path: () => '/o/customer',
    act: (page) => page.getByRole('button', { name: /^(通知|Notifications)/ }).click(),
  },
  { name: 'notifications', path: () => '/notifications' },
  { name: 'shortcuts', path: () => '/o/customer', act: (page) => page.keyboard.press('?') },
  { name: 'record', path: () => `/o/customer/${customer}` },
  { name: 'record-history', path: () => `/o/customer/${customer}?tab=history` },
  { name: 'record-edit', path: () => `/o/customer/${customer}`, act: (page) => page.keyboard.press('e') },
  { name: 'record-missing', path: () => '/o/customer/00000000-0000-7000-8000-000000000000' },
  { name: 'form', path: () => '/o/customer/new' },
  { name: 'form-problems', path: () => '/o/customer/new', act: (page) => page.keyboard.press('Control+Enter') },
  { name: 'form-forbidden', path: () => '/o/customer/new', as: 'rdr' },
  { name: 'board', path: () => '/o/opportunity?layout=board' },
  ...[
    'users',
    'departments',
    'roles',
    'explain',
    'objects',
    'objects?object=customer',
    'pipelines',
    'recycle-bin',
    'api-keys',
    'audit',
  ].map((page): Screen => ({
    name: `settings-${page.replace('?object=', '-')}`,
    path: () => `/settings/${page}`,
    as: 'admin',
  })),
  { name: 'role', path: () => `/settings/roles?role=${site.server.roles.get('sales')}`, as: 'admin' },
  { name: 'settings-forbidden', path: () => '/settings/audit' },
]

const looks: readonly { readonly look: string; readonly options: BrowserContextOptions }[] = [
  { look: '1440', options: {} },
  { look: '390-en', options: { viewport: phone, isMobile: true, hasTouch: true, locale: 'en-US' } },
]

const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe calls serious or critical on the page as it is. */
const faults = async (axe: AxeBuilder): Promise<string[]> =>
  (await axe.analyze()).violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(' ')}`)

/** Nothing is on its way any more. */
const settle = async (page: Page) => {
  await page.waitForLoadState('networkidle')
  await page.locator('.skeleton, [aria-busy="true"]').first().waitFor({ state: 'detached' })
}

for (const { look, options } of looks) {
  test(`nobody is shut out of a screen: axe finds nothing serious (${look})`, async () => {
    const pages = new Map<Role | null, Page>()
    const found: string[] = []
    for (const { name, path, as = 'amy', act } of screens) {
      const page = pages.get(as) ?? (await site.open(as ?? undefined, options))
      pages.set(as, page)
      if (name === 'list-error') await failing(page)
      await page.goto(path())
      await settle(page)
      await act?.(page)
      if (act) await page.waitForTimeout(300)
      await picture(page, `${name}-${look}-light`)
      const light = await faults(new AxeBuilder({ page }).withTags(standard))
      // The same screen in the dark: only its colours are others.
      await page.emulateMedia({ colorScheme: 'dark' })
      await picture(page, `${name}-${look}-dark`)
      const dark = await faults(new AxeBuilder({ page }).withRules('color-contrast'))
      await page.emulateMedia({ colorScheme: 'light' })
      found.push(...light.map((fault) => `${name}: ${fault}`), ...dark.map((fault) => `${name} in the dark: ${fault}`))
      if (name === 'list-error') await page.unrouteAll()
    }
    for (const page of pages.values()) await page.context().close()
    expect(found).toEqual([])
  })
}

/** What stays while somebody goes from screen to screen: asked once when the app is opened. */
const ofTheShell = ['/api/v1/events', '/api/v1/me', '/api/v1/meta', '/api/v1/notifications']

test('a screen asks the server for three things at most, besides what the app asks once when it is opened', async () => {
  const page = await site.open('amy')
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/api/')) asked.push(new URL(request.url()).pathname)
  })
  for (const path of ['/o/customer', `/o/customer/${customer}`, '/o/opportunity?layout=board', '/o/customer/new']) {
    asked.length = 0
    await page.goto(path)
    await settle(page)
    const own = asked.filter((one) => !ofTheShell.includes(one))
    expect(asked.filter((one) => ofTheShell.includes(one)).toSorted(), path).toEqual(ofTheShell)
    expect(own.length, `${path}: ${own.join(' ')}`).toBeLessThanOrEqual(3)
  }

  await page.goto('/o/customer')
  await settle(page)
  asked.length = 0
  await page.getByRole('link', { name: '海川机电' }).click()
  await page.getByRole('heading', { level: 1, name: '海川机电' }).waitFor()
  await settle(page)
  expect(asked.length, asked.join(' ')).toBeLessThanOrEqual(5)
  await page.context().close()
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
