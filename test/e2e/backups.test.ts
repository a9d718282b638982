import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ObjectStorage, openObjectStorage } from '#test/object-storage'
import { scratchFolder } from '#test/restored'
import { openSite, phone, picture, type Site } from './site.ts'

const scratch = scratchFolder()
let storage: ObjectStorage
let site: Site
let page: Page
beforeAll(async () => {
  storage = await openObjectStorage(scratch.folder)
  site = await openSite({ dataDir: scratch.folder, backupS3: storage.place })
  page = await site.open('admin')
})
afterAll(async () => {
  await site?.close()
  await storage?.close()
  scratch.remove()
})

test('an administrator backs up with one click and reads that the backup was proven', async () => {
  await page.goto('/settings/backups')
  await page.getByText('还没有备份').waitFor()
  await page.getByRole('button', { name: '立即备份' }).click()
  await page.getByText(/已完整读回并核对/).waitFor()
  await picture(page, 'backups')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('下载').click()])
  expect(download.suggestedFilename()).toMatch(/^zhike-\d{8}-\d{6}-\w{6}\.zkb$/)
})

test('she sees where each backup lies besides this machine, why one does not, and sends it once that is mended', async () => {
  const newest = page.getByRole('row').nth(1)
  await newest.getByText(/已送到/).waitFor()
  await newest.getByText(/backups\/zhike-.+\.zkb$/).waitFor()
  await storage.stop()
  await page.getByRole('button', { name: '立即备份' }).click()
  await newest.getByText(/没能送到对象存储.+那里没有服务在运行/).waitFor()
  await newest.getByText(/已完整读回并核对/).waitFor()
  await picture(page, 'backups-not-away')
  await storage.start()
  await newest.getByRole('button', { name: '现在送' }).click()
  await newest.getByText(/已送到/).waitFor()
  expect(await page.getByRole('button', { name: '现在送' }).count()).toBe(0)
})

test('she changes the time of day and how many are kept', async () => {
  await page.getByRole('button', { name: '时间与保留' }).click()
  await page.getByLabel('几点').fill('23:15')
  await page.getByLabel('保留几天').fill('3')
  await picture(page, 'backups-schedule')
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await page.getByText('每天 23:15 自动备份，保留最近 3 天').waitFor()
  const { schedule } = (await site.server.admin.call('GET', '/backups')).body
  expect(schedule).toMatchObject({ at: '23:15', keep: { daily: 3 } })
})

test('the page fits a phone, and a salesperson has none', async () => {
  const small = await site.open('admin', { viewport: phone })
  await small.goto('/settings/backups')
  // It can be pressed once the page knows what there is to show.
  await expect.poll(() => small.getByRole('button', { name: '立即备份' }).isEnabled()).toBe(true)
  await picture(small, 'backups-phone')
  expect(await small.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
  const amy = await site.open('amy')
  await amy.goto('/settings/backups')
  await amy
    .getByText(/没有权限|无权|不能/)
    .first()
    .waitFor()
  expect(await amy.getByRole('button', { name: '立即备份' }).count()).toBe(0)
  expect(site.troubles).toEqual([])
})
