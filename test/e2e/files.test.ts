import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSite, type Site } from './site.ts'

let site: Site
let page: Page
const dataDir = mkdtempSync(path.join(tmpdir(), 'zhike-file-screens-'))
beforeAll(async () => {
  site = await openSite({ dataDir })
  page = await site.open('amy')
})
afterAll(async () => {
  await site?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

/** The smallest PNG there is. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('files go up while the form is filled in, refusals are sentences, and saved files are downloaded from the record', async () => {
  await page.goto('/o/activity/new')
  await page.getByLabel('主题').fill('带附件的拜访')
  const input = page.locator('.file-input input[type=file]')
  await input.setInputFiles([
    { name: '现场.png', mimeType: 'image/png', buffer: dot },
    { name: '太大.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(3 * 1024 * 1024) },
    { name: '合同.txt', mimeType: 'text/plain', buffer: Buffer.from('甲方乙方') },
  ])
  await page.getByText(/“太大.bin”没有上传：.*2 MB/).waitFor()
  await page.getByRole('link', { name: '合同.txt' }).waitFor()
  await page.locator('.file-list img').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { level: 1, name: '带附件的拜访' }).waitFor()

  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: '合同.txt' }).first().click()
  expect(readFileSync(await (await coming).path(), 'utf8')).toBe('甲方乙方')

  await page.keyboard.press('e')
  await page.getByRole('button', { name: '去掉“现场.png”' }).click()
  await page.keyboard.press('Control+Enter')
  const saved = async () => (await site.server.amy.call('GET', '/records/activity?fields=files')).body.data[0].files
  await expect.poll(saved).toHaveLength(1)

  await page.goto('/o/activity?cols=subject,files')
  await page.getByRole('button', { name: '1 个文件' }).click()
  await page.getByRole('dialog', { name: '附件' }).getByRole('link', { name: '合同.txt' }).waitFor()
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
