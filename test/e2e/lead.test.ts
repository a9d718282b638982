import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSite, phone, type Site } from './site.ts'

let site: Site
let lead: string
beforeAll(async () => {
  site = await openSite()
  const { amy } = site.server
  const given = { company: '海川机电', name: '王芳', mobile: '13800138000', budget: '120000' }
  lead = (await amy.call('POST', '/records/lead', given)).body.id
  for (const status of ['working', 'qualified'])
    await amy.call('PATCH', `/records/lead/${lead}`, { status }, { 'if-match': '*' })
})
afterAll(() => site?.close())

test('a lead becomes an opportunity in two clicks, which is opened; undo takes all of it back', async () => {
  const { amy } = site.server
  const page = await site.open('amy')
  await page.goto(`/o/lead/${lead}`)
  await page.getByRole('button', { name: /转/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('商机名称').fill('海川产线改造')
  await dialog.getByRole('button', { name: /转/ }).click()

  await page.waitForURL(/\/o\/opportunity\//)
  await page.getByRole('heading', { level: 1, name: '海川产线改造' }).waitFor()
  expect((await amy.call('GET', `/records/lead/${lead}`)).body.status).toBe('converted')
  expect((await amy.call('GET', '/records/customer')).body.data).toMatchObject([{ name: '海川机电' }])

  await page.getByRole('button', { name: '撤销' }).click()
  await page.waitForURL(new RegExp(lead))
  await page.getByRole('button', { name: /转/ }).waitFor()
  expect((await amy.call('GET', `/records/lead/${lead}`)).body.status).toBe('qualified')
  expect((await amy.call('GET', '/records/customer')).body.data).toEqual([])
  expect((await amy.call('GET', '/records/opportunity')).body.data).toEqual([])
  await page.context().close()
})

test('on a phone: cards, the record with its bar of actions, and a form that fills the screen', async () => {
  const page = await site.open('amy', { viewport: phone, hasTouch: true, isMobile: true })
  await page.goto('/o/lead')
  await page.getByRole('link', { name: '海川机电' }).tap()
  await page.getByRole('heading', { level: 1, name: '海川机电' }).waitFor()

  await page.getByRole('button', { name: '跟进', exact: true }).tap()
  await page.getByRole('textbox', { name: '写跟进…' }).fill('在门口，马上进去')
  await page.getByRole('button', { name: '发布' }).tap()
  await page.locator('.timeline').getByText('在门口，马上进去').first().waitFor()

  await page.getByRole('button', { name: '编辑' }).first().tap()
  await page.getByLabel('职务').fill('采购经理')
  await page.getByRole('button', { name: '保存', exact: true }).tap()
  await expect
    .poll(async () => (await site.server.amy.call('GET', `/records/lead/${lead}`)).body.position)
    .toBe('采购经理')

  for (const path of ['/o/lead', `/o/lead/${lead}`, '/o/lead/new', '/o/lead?layout=board']) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const [wide, shown] = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, innerWidth]')
    expect(wide, `${path} scrolls sideways`).toBeLessThanOrEqual(shown)
  }
  await page.context().close()
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
