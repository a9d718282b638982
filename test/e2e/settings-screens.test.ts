import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountScreens } from './screens/account-screens.ts'
import { desk, hand, lookAt } from './screens/look.ts'
import { routeOf, routes } from './screens/routes.ts'
import type { Screen } from './screens/screen.ts'
import { settingsScreens } from './screens/settings-screens.ts'
import { transferScreens } from './screens/transfer-screens.ts'
import { workScreens } from './screens/work-screens.ts'
import { openSite, type Site } from './site.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'zhike-settings-screens-'))
let site: Site
let screens: Screen[]
beforeAll(async () => {
  site = await openSite({ dataDir })
  screens = [...(await settingsScreens(site)), ...(await accountScreens(site)), ...(await transferScreens(site))]
})
afterAll(async () => {
  await site?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

test('nobody is shut out of settings, her account, data in and out: no fault by axe, by day and night, waiting, refused or there, on any width', async () => {
  const found = await Promise.all([lookAt(site, screens, desk, 'en-US'), lookAt(site, screens, hand, 'zh-CN')])
  expect(found.flat()).toEqual([])
}, 600_000)

test('there is no address of the app that is not looked at', async () => {
  const all = routes()
  expect(all.length).toBeGreaterThan(25)
  const seen = new Set([...screens, ...(await workScreens(site))].map(({ path }) => routeOf(path, all)))
  expect(all.filter((route) => !seen.has(route))).toEqual([])
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
