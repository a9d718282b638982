import { afterAll, beforeAll, expect, test } from 'vitest'
import { axe, axeOfColours } from './screens/axe.ts'
import { faultsOfFit } from './screens/fit.ts'
import { desk, hand, lookAt } from './screens/look.ts'
import type { Screen } from './screens/screen.ts'
import { settle } from './screens/settle.ts'
import { workScreens } from './screens/work-screens.ts'
import { openSite, type Site } from './site.ts'

let site: Site
let screens: Screen[]
beforeAll(async () => {
  site = await openSite()
  screens = await workScreens(site)
})
afterAll(() => site?.close())

test('nobody is shut out where people work: no fault by axe, by day and night, waiting, refused or there, on any width', async () => {
  const found = await Promise.all([lookAt(site, screens, desk, 'zh-CN'), lookAt(site, screens, hand, 'en-US')])
  expect(found.flat()).toEqual([])
}, 600_000)

test('the test itself sees what is wrong: no name, too pale, too wide, too long, too small', async () => {
  const page = await site.open()
  await page.goto('/sign-in')
  await settle(page)
  const clean = [await axe(page), await axeOfColours(page), await faultsOfFit(page, 24)]
  expect(clean).toEqual([[], [], []])
  await page.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend',
    '<div><button style="width: 10px; height: 10px; padding: 0"></button><button>×</button></div>' +
    '<p style="color: #bbb; background: #fff; width: 2000px">' + 'pale '.repeat(20) + '</p>')`)
  expect((await axe(page)).join()).toContain('button-name')
  expect((await axeOfColours(page)).join()).toContain('color-contrast')
  const fit = (await faultsOfFit(page, 24)).join()
  for (const what of ['the page scrolls sideways', 'a line too long', '10×10 px']) expect(fit).toContain(what)
  await page.context().close()
})

/** Calls of the API that a screen may take when it is opened in a fresh tab, the line for live news among them. */
const mostCalls = 5

test('a screen asks the server for five things at most, even when the whole app is opened with it', async () => {
  const page = await site.open('admin')
  const record = screens.find(({ name }) => name === 'record')!.path
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/api/')) asked.push(new URL(request.url()).pathname)
  })
  for (const path of [
    '/o/customer',
    record,
    '/o/opportunity?layout=board',
    '/o/customer/new',
    '/settings/users',
    '/settings/workspace',
    '/account/security',
  ]) {
    asked.length = 0
    await page.goto(path)
    await page.waitForLoadState('networkidle')
    expect(asked, path).toContain('/api/v1/me')
    expect(asked.length, `${path}: ${asked.join(' ')}`).toBeLessThanOrEqual(mostCalls)
  }

  await page.goto('/o/customer')
  await page.waitForLoadState('networkidle')
  asked.length = 0
  await page.getByRole('link', { name: '海川机电' }).click()
  await page.getByRole('heading', { level: 1, name: '海川机电' }).waitFor()
  await page.waitForTimeout(500)
  await settle(page)
  expect(asked.length, asked.join(' ')).toBeLessThanOrEqual(mostCalls)
  await page.context().close()
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
