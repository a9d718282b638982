import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSite, picture, type Site } from './site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site?.close())

test('the sample company is loaded and taken away again with one click each; what people made themselves stays', async () => {
  const { admin, mgr } = site.server
  await mgr.call('POST', '/records/customer', { name: '自己的客户' })
  const own = async () => (await mgr.call('GET', '/records/customer?limit=1&total=true')).body.total.value
  const before = await own()
  const page = await site.open('admin')
  await page.goto('/settings/sample-data')
  await page.getByRole('button', { name: '装入示例数据' }).click()
  await page.getByRole('progressbar').waitFor()
  expect((await admin.call('POST', '/sample-data/load')).status).toBe(409)
  await page.getByText('示例数据已装入').waitFor({ timeout: 180_000 })
  await picture(page, 'settings-sample-data-there')
  await page.getByRole('button', { name: '移除示例数据' }).click()
  const asked = page.getByRole('dialog', { name: '移除全部示例数据？' })
  await asked.getByText(/条示例记录移到回收站/).waitFor()
  await asked.getByRole('button', { name: '移除示例数据' }).click()
  await page.getByText(/示例数据已移除/).waitFor({ timeout: 180_000 })
  expect((await admin.call('GET', '/sample-data')).body).toMatchObject({ records: {}, loaded: false })
  expect(await own()).toBe(before)
  await page.context().close()
}, 600_000)

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
