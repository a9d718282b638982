import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readWorkbook } from '#test/read-workbook'
import { openSite, type Site } from './site.ts'

let site: Site
let page: Page
const dataDir = mkdtempSync(path.join(tmpdir(), 'zhike-manager-'))
beforeAll(async () => {
  site = await openSite({ dataDir })
  const { amy, bob, eve } = site.server
  for (const [who, names] of [
    [amy, ['海川机电', '远洋食品', '城西五金']],
    [bob, ['恒信化工']],
    [eve, ['南海食品']],
  ] as const)
    for (const name of names) await who.call('POST', '/records/customer', { name, level: 'A' })
  const customer = (await amy.call('GET', '/records/customer?fields=name')).body.data[0].id
  for (const [name, amount] of [
    ['产线改造', '1860000'],
    ['备件', '140000'],
  ])
    await amy.call('POST', '/records/opportunity', { name, customer, amount })
  page = await site.open('mgr')
})
afterAll(async () => {
  await site?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

let clicks = 0
const click = async (place: Locator) => {
  clicks++
  await place.click()
}
const button = (name: string | RegExp) => page.getByRole('button', { name })
const owned = async (who: 'amy' | 'bob') => {
  const filter = encodeURIComponent(JSON.stringify({ owner: site.server[who].id }))
  return (await site.server.mgr.call('GET', `/records/customer?filter=${filter}&limit=1&total=true`)).body.total.value
}

test('the list of the team is kept as a view of everybody in four clicks, and the team has it', async () => {
  await page.goto(`/o/customer?cols=name,owner,level&filter=${encodeURIComponent('{"level":"A"}')}`)
  await page.getByText('共 4 条').waitFor()
  expect(await page.getByText('南海食品').count()).toBe(0)
  clicks = 0
  await click(button('另存为新视图'))
  await page.getByLabel('视图名称').fill('北区 A 级')
  await click(page.getByLabel('谁能用'))
  await click(page.locator('.ant-select-dropdown:visible').getByText('所有人'))
  await click(page.getByRole('dialog').getByRole('button', { name: '保存视图' }))
  await button('北区 A 级').waitFor()
  expect(clicks).toBeLessThanOrEqual(4)

  const hers = await site.open('amy')
  await hers.goto('/o/customer')
  await hers.getByRole('button', { name: '北区 A 级' }).click()
  await hers.getByRole('gridcell', { name: 'A 级' }).first().waitFor()
  await hers.context().close()
})

test('the board adds up what the team has in each stage', async () => {
  await page.goto('/o/opportunity?layout=board')
  const first = page.getByRole('region', { name: '初步接触' })
  await first.getByText('2 条').waitFor()
  await expect.poll(() => first.locator('header').innerText()).toContain('¥200万')
})

test('customers go to a colleague in three clicks once they are chosen; it is said how many, and one click takes it back', async () => {
  await page.goto(`/o/customer?filter=${encodeURIComponent(JSON.stringify({ owner: site.server.amy.id }))}`)
  await page.getByText('共 3 条').waitFor()
  await page.getByRole('checkbox', { name: '全选已载入的行' }).check()
  clicks = 0
  await click(button('转移'))
  const dialog = page.getByRole('dialog', { name: '转移' })
  await dialog.getByText('将影响 3 条。').waitFor()
  await dialog.getByRole('combobox', { name: '新负责人' }).fill('bob')
  await click(page.locator('.ant-select-item-option', { hasText: 'bob' }))
  await click(dialog.getByRole('button', { name: '改 3 条' }))
  await page.locator('.toast', { hasText: '已改 3 条' }).waitFor()
  expect(clicks).toBeLessThanOrEqual(3)
  expect([await owned('amy'), await owned('bob')]).toEqual([0, 4])
  await page.locator('.toast').getByRole('button', { name: '撤销' }).click()
  await expect.poll(async () => [await owned('amy'), await owned('bob')]).toEqual([3, 1])
})

test('who asks her why a colleague cannot see a customer gets the reason in sentences', async () => {
  await page.goto('/o/customer')
  await page.getByRole('link', { name: '海川机电' }).click()
  await page.getByRole('heading', { level: 1, name: '海川机电' }).waitFor()
  clicks = 0
  await click(button('更多操作'))
  await click(page.getByRole('menuitem', { name: '谁能看到' }))
  const dialog = page.getByRole('dialog', { name: '谁能看到这条记录，为什么' })
  await dialog.locator('.sentences li').first().waitFor()
  await click(dialog.getByRole('combobox', { name: '谁' }))
  await page.keyboard.type('eve')
  await click(page.locator('.ant-select-item-option', { hasText: 'eve' }))
  await dialog.getByText('看不到', { exact: true }).waitFor()
  expect(clicks).toBeLessThanOrEqual(4)
  await page.keyboard.press('Escape')
})

test('her list goes out as a workbook with what it shows', async () => {
  await page.goto('/o/customer?cols=name,owner&sort=name')
  clicks = 0
  await click(button('导出'))
  await click(page.getByRole('dialog').getByRole('button', { name: '导出 4 行' }))
  await page.getByText('导出完成，共 4 行').waitFor()
  const coming = page.waitForEvent('download')
  await click(page.getByRole('link', { name: /下载文件/ }))
  expect(readWorkbook(readFileSync(await (await coming).path()))).toEqual([
    ['客户名称', '负责人'],
    ['城西五金', 'amy'],
    ['海川机电', 'amy'],
    ['恒信化工', 'bob'],
    ['远洋食品', 'amy'],
  ])
  expect(clicks).toBeLessThanOrEqual(3)
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
