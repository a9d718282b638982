import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readWorkbook } from '#test/read-workbook'
import { openSite, type Site } from './site.ts'

let site: Site
const dataDir = mkdtempSync(path.join(tmpdir(), 'zhike-export-screens-'))
beforeAll(async () => {
  site = await openSite({ dataDir })
  const { amy, admin, roles } = site.server
  for (const [name, level] of [
    ['海川机电', 'A'],
    ['远洋食品', 'A'],
    ['城西五金', 'C'],
  ])
    await amy.call('POST', '/records/customer', { name, level, phone: '13800138000' })
  // A reader sees phones masked; she may now take her list with her.
  const at = `/roles/${roles.get('reader')}/rights`
  const { grants, abilities } = (await admin.call('GET', at)).body
  grants.customer.export = true
  await admin.call('PUT', at, { grants, abilities })
})
afterAll(async () => {
  await site?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

/** Presses the button that brings the file, and reads what came. */
const download = async (page: Page): Promise<Buffer> => {
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: /下载文件/ }).click()
  return readFileSync(await (await coming).path())
}

test('the list as it stands goes out as a workbook: its filter, its columns, its rows counted first', async () => {
  const page = await site.open('mgr')
  await page.goto(`/o/customer?cols=name,level,phone&sort=name&filter=${encodeURIComponent('{"level":"A"}')}`)
  await page.getByRole('button', { name: '导出' }).click()
  const dialog = page.getByRole('dialog', { name: '导出客户' })
  await dialog.getByText('将导出 2 行').waitFor()
  await dialog.getByText('当前显示的 3 列').waitFor()
  await dialog.getByRole('button', { name: '导出 2 行' }).click()
  await dialog.getByText('导出完成，共 2 行').waitFor()
  expect(readWorkbook(await download(page))).toEqual([
    ['客户名称', '等级', '电话'],
    ['海川机电', 'A 级', '138 0013 8000'],
    ['远洋食品', 'A 级', '138 0013 8000'],
  ])
  await page.getByRole('button', { name: '关闭' }).last().click()
  await page.getByRole('button', { name: /^通知/ }).click()
  await page.getByRole('link', { name: /客户导出完成:2 行/ }).click()
  expect(readWorkbook(await download(page))).toHaveLength(3)
  await page.context().close()

  const auditor = await site.open('admin')
  await auditor.goto('/settings/audit?object=customer')
  await auditor.getByRole('row', { name: /mgr.*导出 2 行/ }).waitFor()
  await auditor.context().close()
})

test('what is masked on the screen is masked in the file', async () => {
  const page = await site.open('rdr')
  await page.goto('/o/customer?cols=name,phone&sort=name')
  await page.getByRole('button', { name: '导出' }).click()
  const dialog = page.getByRole('dialog', { name: '导出客户' })
  await dialog.getByRole('radio', { name: 'CSV' }).check()
  await dialog.getByRole('radio', { name: /你能看到的全部/ }).check()
  await dialog.getByRole('button', { name: '导出 3 行' }).click()
  await dialog.getByText('导出完成，共 3 行').waitFor()
  const text = (await download(page)).toString()
  expect(text).toContain('海川机电')
  expect(text).toContain('138****8000')
  expect(text).not.toMatch(/13800138000|138 0013 8000|信用额度/)
  await page.context().close()
})

test('who may not export has no button for it', async () => {
  const page = await site.open('amy')
  await page.goto('/o/customer')
  await page.getByText('共 3 条').waitFor()
  expect(await page.getByRole('button', { name: '导出' }).count()).toBe(0)
  await page.context().close()
})

test('an export that takes long is stopped in its dialog, and no file comes of it', async () => {
  const { db, admin, departments } = site.server
  const [place] = await db.query<{ schema: string }>('select schema_name as schema from zhike.workspace')
  await db.query(
    `insert into "${place!.schema}".customer (id, version, "createdAt", "createdBy", "updatedAt", "updatedBy", name, status, department)
     select gen_random_uuid(), 1, now(), $1, now(), $1, '很多 ' || n, 'potential', $2 from generate_series(1, 20000) n`,
    [admin.id, departments['north']],
  )
  const page = await site.open('mgr')
  await page.goto('/o/customer')
  await page.getByRole('button', { name: '导出' }).click()
  const dialog = page.getByRole('dialog', { name: '导出客户' })
  await dialog.getByRole('button', { name: /^导出 .+ 行$/ }).click()
  await dialog.getByRole('button', { name: '停止' }).click()
  await dialog.getByText('导出已停止').waitFor()
  expect(await dialog.getByRole('link', { name: /下载文件/ }).count()).toBe(0)
  await page.context().close()
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
