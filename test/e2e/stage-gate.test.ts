import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyboardOf } from './keyboard.ts'
import { faults } from './screens/faults.ts'
import { settle } from './screens/settle.ts'
import { openSite, phone, picture, type Site } from './site.ts'

let site: Site
const stages = new Map<string, string>()
beforeAll(async () => {
  site = await openSite()
  const { admin, amy } = site.server
  const found = await admin.call('GET', '/records/stage?fields=name&sort=position')
  for (const { id, name } of found.body.data) stages.set(name, id)
  const asks = (name: string, patch: object) =>
    admin.call('PATCH', `/records/stage/${stages.get(name)}`, patch, { 'if-match': '*' })
  await asks('需求分析', { entryFields: ['nextStep'], keyFields: ['budget'], guidance: '约到能拍板的人,问清预算' })
  await asks('输单', { entryFields: ['lostReason'] })
  for (const name of ['键盘单', '鼠标单', '页面单', '手机单']) await amy.call('POST', '/records/opportunity', { name })
})
afterAll(async () => {
  await site?.close()
})

const dealNow = async (name: string) => {
  const filter = encodeURIComponent(JSON.stringify({ name }))
  const { body } = await site.server.amy.call(
    'GET',
    `/records/opportunity?filter=${filter}&fields=id,version,stage.name,nextStep,lostReason`,
  )
  return body.data[0]
}
const cardOf = (page: Page, name: string) => page.locator('.board-slot', { hasText: name })
const columnOf = (page: Page, stage: string) => page.getByRole('region', { name: stage, exact: true })
const panelOf = (page: Page, count = 1) => page.getByRole('region', { name: `进入“需求分析”还差 ${count} 项` })

test('by keyboard: a refused card stands in its target column with exactly what is missing; Esc takes it back', async () => {
  const page = await site.open('amy')
  await page.goto('/o/opportunity?layout=board')
  const hands = keyboardOf(page)
  const card = page.locator('[data-card]', { hasText: '键盘单' })
  await card.waitFor()
  await hands.skipToContent()
  await hands.reach(card)
  await hands.press('Shift+ArrowRight')
  await panelOf(page).getByLabel('下一步').waitFor()
  await columnOf(page, '需求分析').getByRole('heading', { name: '键盘单' }).waitFor()
  // What is missing has the keyboard already.
  await expect.poll(() => panelOf(page).locator(':focus').count()).toBe(1)
  await settle(page)
  expect(await faults(page, 'gate-1440')).toEqual([])
  await hands.press('Escape')
  await columnOf(page, '初步接触').getByRole('heading', { name: '键盘单' }).waitFor()
  await expect.poll(() => card.and(page.locator(':focus')).count()).toBe(1)

  const before = hands.keys
  await hands.press('Shift+ArrowRight')
  await panelOf(page).getByLabel('下一步').waitFor()
  await expect.poll(() => panelOf(page).locator(':focus').count()).toBe(1)
  await hands.press('Control+Enter')
  await panelOf(page).getByText('请填写下一步').waitFor()
  await hands.type('约演示')
  await hands.press('Control+Enter')
  await page.getByText('“键盘单”已移到“需求分析”').waitFor()
  expect(hands.keys - before).toBeLessThanOrEqual(3)
  expect(await dealNow('键盘单')).toMatchObject({
    version: 2,
    stage: { name: '需求分析' },
    nextStep: '约演示',
  })
  await expect.poll(() => card.and(page.locator(':focus')).count()).toBe(1)
  await page.context().close()
})

test('by mouse: a dragged card asks on the spot, and so does its menu; both are saved in one write and undone as one', async () => {
  const page = await site.open('amy')
  await page.goto('/o/opportunity?layout=board')
  const dragged = page.locator('[data-card]', { hasText: '鼠标单' })
  await dragged.waitFor()
  const from = (await dragged.boundingBox())!
  const to = (await columnOf(page, '需求分析').boundingBox())!
  await page.mouse.move(from.x + 60, from.y + 20)
  await page.mouse.down()
  await page.mouse.move(from.x + 120, from.y + 40, { steps: 5 })
  await page.mouse.move(to.x + to.width / 2, to.y + 120, { steps: 10 })
  await page.mouse.up()
  await panelOf(page).getByLabel('下一步').fill('约演示')
  await panelOf(page).getByRole('button', { name: '补齐并推进' }).click()
  await page.getByText('“鼠标单”已移到“需求分析”').waitFor()
  await page.getByRole('button', { name: '撤销' }).last().click()
  await columnOf(page, '初步接触').getByRole('heading', { name: '鼠标单' }).waitFor()
  expect(await dealNow('鼠标单')).toMatchObject({ stage: { name: '初步接触' }, nextStep: null })

  await cardOf(page, '鼠标单').getByRole('button', { name: '鼠标单 的操作' }).click()
  await page.getByRole('menuitem', { name: '输单' }).click()
  const lost = page.getByRole('region', { name: '进入“输单”还差 1 项' })
  await lost.getByLabel('输单原因').waitFor()
  await lost.getByRole('button', { name: '取消' }).click()
  await lost.waitFor({ state: 'detached' })
  expect(await dealNow('鼠标单')).toMatchObject({ stage: { name: '初步接触' } })
  await page.context().close()
})

test('the record page has the way as a bar: a press moves or asks, the stage says what matters', async () => {
  const page = await site.open('amy')
  const { id } = await dealNow('页面单')
  await page.goto(`/o/opportunity/${id}`)
  const bar = page.getByRole('list', { name: '阶段' })
  await bar.getByRole('button', { name: '初步接触', exact: true }).and(page.locator('[aria-current=step]')).waitFor()
  await bar.getByRole('button', { name: '需求分析', exact: true }).click()
  await panelOf(page).getByLabel('下一步').fill('约演示')
  await settle(page)
  await picture(page, 'gate-record')
  await page.keyboard.press('Control+Enter')
  const guide = page.getByRole('note', { name: '本阶段要点' })
  await guide.getByText('约到能拍板的人').waitFor()
  await guide.getByText('客户预算').waitFor()
  await bar.getByRole('button', { name: '需求分析', exact: true }).and(page.locator('[aria-current=step]')).waitFor()
  expect(await faults(page, 'stage-bar-1440')).toEqual([])
  // Back is free, by the very keys of the board.
  await bar.getByRole('button', { name: '需求分析', exact: true }).focus()
  await page.keyboard.press('Shift+ArrowLeft')
  await expect.poll(async () => (await dealNow('页面单')).stage.name).toBe('初步接触')
  await page.context().close()
})

test('on a phone what is missing comes up from below', async () => {
  const page = await site.open('amy', { viewport: phone, isMobile: true, hasTouch: true, colorScheme: 'dark' })
  await page.goto('/o/opportunity?layout=board')
  await cardOf(page, '手机单').getByRole('button', { name: '手机单 的操作' }).tap()
  await page.getByRole('menuitem', { name: '输单' }).tap()
  const sheet = page.getByRole('dialog', { name: '进入“输单”还差 1 项' })
  await sheet.getByLabel('输单原因').waitFor()
  await settle(page)
  expect(await faults(page, 'gate-390')).toEqual([])
  await sheet.locator('.ant-select').tap()
  await page.locator('.ant-select-item-option', { hasText: '价格' }).tap()
  await sheet.getByRole('button', { name: '补齐并推进' }).tap()
  await expect.poll(async () => (await dealNow('手机单')).lostReason).toBe('price')
  await page.context().close()
})

test('an administrator says in the settings what a stage asks for', async () => {
  const page = await site.open('admin')
  await page.goto('/settings/pipelines')
  const row = page.getByRole('row', { name: /商务谈判/ })
  await row.getByRole('button', { name: '编辑' }).click()
  const dialog = page.getByRole('dialog', { name: '商务谈判' })
  await dialog.getByLabel('进入前必填').focus()
  await page.keyboard.type('客户预算')
  await page.locator('.ant-select-item-option-active', { hasText: '客户预算' }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await dialog.getByText('改写成表达式').click()
  await dialog.getByLabel('进入条件').fill('amount >= 10000')
  await dialog.getByLabel('不满足时的提示').fill('一万元以下不谈')
  await dialog.getByLabel('推进指引').fill('先谈价,再谈期')
  await settle(page)
  await picture(page, 'stage-dialog')
  await dialog.getByRole('button', { name: '保存' }).click()
  await row.getByText('客户预算、一个条件').waitFor()
  const saved = await site.server.admin.call('GET', `/records/stage/${stages.get('商务谈判')}`)
  expect(saved.body).toMatchObject({
    name: '商务谈判',
    probability: '80',
    entryFields: ['budget'],
    entryCondition: 'amount >= 10000',
    guidance: '先谈价,再谈期',
  })
  await page.context().close()
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
