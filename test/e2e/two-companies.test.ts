import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { secondCompany } from '#test/second-company'
import { config } from '#test/server'
import { createServices } from '../../server/main.ts'
import { openSite, phone, picture, type Site } from './site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
  const { databaseUrl, runTimeUrl } = site.server
  const services = await createServices(config(databaseUrl, { databaseRuntimeUrl: runTimeUrl }))
  const { loginId } = await secondCompany(services, 'south', 'south@example.com')
  await services.database.query(
    `update zhike.member set login = (select id from auth."user" where email = 'admin@example.com') where login = $1`,
    [loginId],
  )
  await Promise.allSettled([
    services.jobs.stop(),
    services.auth.close(),
    services.wake?.close(),
    services.database.close(),
  ])
})
afterAll(() => site?.close())

const companyOf = (page: Page) => page.locator('.top-workspace')
const openMenu = async (page: Page) => {
  await page.getByRole('button', { name: /^(我的账号|My account)/ }).click()
  await page.getByRole('menu').waitFor()
}

test('who belongs to two companies goes over from the account menu; another tab writes nothing into the wrong one', async () => {
  const page = await site.open('admin')
  await page.goto('/o/customer')
  const first = await companyOf(page).innerText()
  const other = await page.context().newPage()
  await other.goto('/o/customer/new')
  await other.getByLabel('客户名称').fill('留在第一家公司的客户')

  await openMenu(page)
  await picture(page, 'two-companies')
  await page.getByRole('menuitemradio', { name: 'south' }).click()
  await companyOf(page).getByText('south').waitFor()
  await page.goto('/o/customer')
  await page.getByText('还没有客户').first().waitFor()

  // The tab that still shows the first company finds out with its next call, and begins anew in the second.
  other.on('dialog', (question) => void question.accept())
  await other.keyboard.press('Control+Enter')
  await companyOf(other).getByText('south').waitFor()
  await page.reload()
  await page.getByText('还没有客户').first().waitFor()
  await openMenu(page)
  await page.getByRole('menuitemradio', { name: first }).click()
  await companyOf(page).getByText(first).waitFor()
  await page.goto('/o/customer')
  await page.getByText('还没有客户').first().waitFor()
  const { data } = (await site.server.mgr.call('GET', '/records/customer?limit=200&fields=name')).body
  expect(data).toEqual([])
  await page.context().close()
})

test('who belongs to one company is not asked', async () => {
  const page = await site.open('amy', { viewport: phone })
  await page.goto('/')
  await openMenu(page)
  await page.getByRole('menuitem', { name: '退出登录' }).waitFor()
  expect(await page.getByRole('menuitemradio', { name: 'south' }).count()).toBe(0)
  expect(await page.getByText('公司', { exact: true }).count()).toBe(0)
  await page.context().close()
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
