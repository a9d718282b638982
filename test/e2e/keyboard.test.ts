import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { password } from '#test/server'
import { totp } from '#test/totp'
import { keyboardOf } from './keyboard.ts'
import { openSite, type Site } from './site.ts'

// The journey customer, activity and task is in salesperson.test.ts: with these five there are six without a mouse.

let site: Site
const dataDir = mkdtempSync(path.join(tmpdir(), 'zhike-keyboard-'))
beforeAll(async () => {
  site = await openSite({ dataDir })
  const { amy } = site.server
  const records = ['海川机电', '远洋食品', '城西五金', '恒信化工'].map((name, at) => ({
    name,
    level: at < 2 ? 'A' : 'C',
    phone: `1380013800${at}`,
  }))
  await amy.call('POST', '/records/customer/batch', { operation: 'create', records })
  const customer = (await amy.call('GET', '/records/customer?fields=name')).body.data[0].id
  await amy.call('POST', '/records/opportunity', { name: '产线改造', customer, amount: '1860000' })
})
afterAll(async () => {
  await site?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const open = async (role: 'amy' | 'mgr', path: string): Promise<Page> => {
  const page = await site.open(role)
  await page.goto(path)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  return page
}
const levels = async () =>
  (await site.server.amy.call('GET', '/records/customer?fields=name,level&sort=name')).body.data.map(
    ({ level }: { level: string }) => level,
  )

test('by keyboard alone: a list is filtered and kept as a view', async () => {
  const page = await open('amy', '/o/customer')
  const hands = keyboardOf(page)
  await hands.skipToContent()
  await hands.reach(page.getByRole('button', { name: /筛选$/ }))
  await hands.press('Enter')
  await page.locator('#filter-field:focus').waitFor()
  await hands.type('等级')
  await page.locator('.ant-select-item-option-active', { hasText: '等级' }).waitFor()
  await hands.press('Enter')
  await hands.reach(page.locator('#filter-value'))
  await hands.type('A 级')
  await page.locator('.ant-select-item-option-active', { hasText: 'A 级' }).waitFor()
  await hands.press('Enter')
  await hands.press('Escape')
  await hands.reach(page.getByRole('button', { name: '应用' }))
  await hands.press('Enter')
  await page.getByText('共 2 条').waitFor()
  await hands.seen()

  await hands.reach(page.getByRole('button', { name: '另存为新视图' }), 'Shift+Tab')
  await hands.press('Enter')
  await page.getByLabel('视图名称').and(page.locator(':focus')).waitFor()
  await hands.seen()
  await hands.type('A 级客户')
  await hands.press('Enter')
  await page.getByRole('button', { name: 'A 级客户', exact: true }).waitFor()
  await expect.poll(() => new URL(page.url()).searchParams.get('view')).not.toBe(null)
  await page.context().close()
})

test('by keyboard alone: a cell is edited, a block of cells is copied onto others and taken back', async () => {
  const page = await open('amy', '/o/customer?cols=name,level,phone&sort=name')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const hands = keyboardOf(page)
  const grid = page.getByRole('grid')
  await grid.getByRole('link', { name: '海川机电' }).waitFor()
  expect(await levels()).toEqual(['C', 'A', 'C', 'A'])
  await hands.skipToContent()
  await hands.reach(grid)
  const before = hands.keys
  for (const key of ['ArrowRight', 'ArrowRight']) await hands.press(key)
  await hands.seen()
  await hands.press('F2')
  await page.getByRole('group', { name: '改电话' }).locator('input:focus').waitFor()
  await hands.seen()
  await hands.press('Control+a')
  await hands.type('13912345678')
  await hands.press('Enter')
  await expect
    .poll(
      async () => (await site.server.amy.call('GET', '/records/customer?fields=phone&sort=name')).body.data[0].phone,
    )
    .toBe('+8613912345678')
  expect(hands.keys - before).toBeLessThanOrEqual(5)

  // The levels of the first two rows onto the second and third.
  await hands.press('Control+ArrowUp')
  await hands.press('ArrowLeft')
  await hands.press('Shift+ArrowDown')
  await hands.press('Control+c')
  await page.getByText('已复制 2 格').waitFor()
  // Beside and back lets go of the block: it is written from the second row on.
  for (const key of ['ArrowRight', 'ArrowLeft', 'Control+v']) await hands.press(key)
  await page.getByText('已粘贴 2 格').waitFor()
  await expect.poll(levels).toEqual(['C', 'C', 'A', 'A'])
  await hands.press('Control+z')
  await expect.poll(levels).toEqual(['C', 'A', 'C', 'A'])
  await hands.press('ArrowDown')
  await hands.seen()
  await page.context().close()
})

test('by keyboard alone: a record is looked at beside its list, and the next one with an arrow', async () => {
  const page = await open('amy', '/o/customer?cols=name,level&sort=name')
  const hands = keyboardOf(page)
  const grid = page.getByRole('grid')
  await grid.getByRole('link', { name: '海川机电' }).waitFor()
  await hands.skipToContent()
  await hands.reach(grid)
  await hands.press('Shift+Enter')
  const beside = page.getByRole('complementary', { name: '侧面查看' })
  await beside.getByRole('heading', { name: '城西五金' }).waitFor()
  await expect.poll(() => new URL(page.url()).searchParams.get('peek')).not.toBe(null)
  await hands.press('ArrowDown')
  await beside.getByRole('heading', { name: '海川机电' }).waitFor()
  await hands.seen()
  await hands.press('Escape')
  await beside.waitFor({ state: 'detached' })
  await hands.seen()
  await page.context().close()
})

test('by keyboard alone: an opportunity moves along the board, and the keyboard stays on it', async () => {
  const page = await open('amy', '/o/opportunity?layout=board')
  const hands = keyboardOf(page)
  const card = page.locator('[data-card]')
  await card.waitFor()
  await hands.skipToContent()
  await hands.reach(card)
  await hands.press('Shift+ArrowRight')
  const second = page.getByRole('region', { name: '需求分析' })
  await second.getByRole('heading', { name: '产线改造' }).waitFor()
  await hands.seen()
  await expect.poll(() => card.and(page.locator(':focus')).count()).toBe(1)

  // The menu is the same, for who cannot hold two keys at once.
  await hands.reach(page.getByRole('button', { name: '产线改造 的操作' }))
  await hands.press('Enter')
  await page.getByRole('menuitem', { name: '方案报价' }).waitFor()
  await hands.reach(page.getByRole('menuitem', { name: '方案报价' }), 'ArrowDown', 8)
  await hands.press('Enter')
  await page.getByRole('region', { name: '方案报价' }).getByRole('heading', { name: '产线改造' }).waitFor()
  await page.context().close()
})

test('by keyboard alone: a file is imported, with no more than six keys that decide something', async () => {
  const page = await open('mgr', '/o/customer')
  const hands = keyboardOf(page)
  await hands.press('Control+k')
  await page.getByRole('dialog', { name: '命令面板' }).waitFor()
  await hands.seen()
  await hands.type('导入客户')
  await page.getByRole('option', { name: '导入客户', selected: true }).waitFor()
  await hands.press('Enter')
  // The picker is the browser's own window.
  await page.locator('input[type=file]').setInputFiles({
    name: '展会名单.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('客户名称,电话\n键盘导入一,13812349301\n键盘导入二,13812349302\n'),
  })
  await page.getByText('2 列里有 2 列会导入').waitFor()
  let decisions = 2
  for (const name of ['下一步', '检查全部行', '导入 2 行']) {
    await hands.reach(page.getByRole('button', { name }), 'Tab', 60)
    await hands.press('Enter')
    decisions++
  }
  await page.getByRole('heading', { name: /导入完成/ }).waitFor()
  expect(decisions).toBeLessThanOrEqual(6)
  const { body } = await site.server.mgr.call(
    'GET',
    `/records/customer?filter=${encodeURIComponent('{"name":{"startsWith":"键盘导入"}}')}`,
  )
  expect(body.data).toHaveLength(2)
  await page.context().close()
})

test('by keyboard alone: two-step verification is turned on, and signed in with', async () => {
  const page = await open('amy', '/account/security')
  const hands = keyboardOf(page)
  await hands.skipToContent()
  await hands.reach(page.getByRole('button', { name: '开启两步验证' }))
  await hands.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.locator('#confirm-password:focus').waitFor()
  await hands.seen()
  await hands.type(password)
  await hands.press('Enter')
  await dialog.getByRole('img', { name: '两步验证的二维码' }).waitFor()
  const secret = (await dialog.locator('code').innerText()).replace(/\s/g, '')
  await hands.reach(dialog.locator('#enrol-code'))
  await hands.type(totp(secret))
  await hands.press('Enter')
  await hands.reach(page.getByRole('button', { name: '我已保存好' }))
  await hands.press('Enter')
  await page.getByText('已开启', { exact: true }).waitFor()
  await page.context().close()
  // A code is good once; here the half-minute need not pass before the next.
  await site.server.db.query(`delete from auth.attempt where key like 'code:%'`)

  const fresh = await site.open()
  await fresh.goto('/sign-in')
  const again = keyboardOf(fresh)
  await again.reach(fresh.locator('#email'))
  await again.type('amy@example.com')
  await again.reach(fresh.locator('#password'))
  await again.type(password)
  await again.press('Enter')
  await fresh.locator('#code:focus').waitFor()
  await again.seen()
  await again.type(totp(secret))
  await again.press('Enter')
  await fresh.getByRole('button', { name: '我的账号：amy' }).waitFor()
  await expect.poll(() => new URL(fresh.url()).pathname).not.toBe('/sign-in')
  await fresh.context().close()
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
