import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Webhook } from 'standardwebhooks'
import { openSite, type Site } from './site.ts'

let site: Site
let page: Page
let address: string
let answer = 200
const got: { headers: Record<string, string>; body: string }[] = []
const receiver = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk) => (body += chunk))
  request.on('end', () => {
    got.push({ headers: request.headers as Record<string, string>, body })
    response.writeHead(answer).end()
  })
})
beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const { port } = receiver.address() as AddressInfo
  address = `http://127.0.0.1:${port}/crm`
  site = await openSite({ outboundAllow: [`127.0.0.1:${port}`] })
  page = await site.open('admin')
})
afterAll(async () => {
  await site?.close()
  receiver.closeAllConnections()
  receiver.close()
})

const customer = (name: string) => site.server.amy.call('POST', '/records/customer', { name })
const menu = async (item: string) => {
  await page.getByRole('button', { name: '“ERP”的操作' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

test('a webhook is made with its events in words, its secret is shown once and signs what is sent', async () => {
  await page.goto('/settings/webhooks')
  await page.getByRole('button', { name: '新建 Webhook' }).click()
  const dialog = page.getByRole('dialog', { name: '新建 Webhook' })
  await dialog.getByLabel('名称').fill('ERP')
  await dialog.getByLabel('接收地址').fill('http://10.0.0.1/crm')
  await dialog.locator('#dialog-events').click()
  await page.keyboard.type('客户的全部变化')
  await page.locator('.ant-select-item-option', { hasText: '客户的全部变化' }).first().click()
  await page.keyboard.press('Escape')
  await dialog.getByRole('button', { name: '新建 Webhook' }).click()
  await dialog.getByText(/这个地址不能用/).waitFor()
  await dialog.getByLabel('接收地址').fill(address)
  await dialog.getByRole('button', { name: '新建 Webhook' }).click()
  const shown = page.getByRole('dialog', { name: '签名密钥' })
  const secret = (await shown.locator('code').textContent()) ?? ''
  await page.keyboard.press('Escape')
  await page.getByRole('row', { name: /ERP.*客户的全部变化.*启用/ }).waitFor()

  await menu('发送测试')
  await page.getByText('对方收到了（HTTP 200）').waitFor()
  await customer('签名公司')
  await expect.poll(() => got.length).toBe(2)
  expect(new Webhook(secret).verify(got[1]!.body, got[1]!.headers)).toMatchObject({ type: 'customer.created' })
})

test('a new secret leaves the receiver a day for the change: the page says until when, and ends the old one on demand', async () => {
  await menu('换签名密钥')
  await page.getByText('之后 24 小时内，请求同时带新旧两个签名').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '换签名密钥' }).click()
  await page.getByRole('dialog', { name: '签名密钥' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('row', { name: /ERP.*旧密钥到 .+ 失效/ }).waitFor()
  await menu('立即停用旧密钥')
  await page.getByRole('dialog').getByRole('button', { name: '立即停用旧密钥' }).click()
  await page.getByText('旧密钥已停用').waitFor()
  await expect.poll(() => page.getByText(/旧密钥到 .+ 失效/).count()).toBe(0)
})

test('the log tells what was sent and how it was answered, and sends again', async () => {
  await page.getByRole('link', { name: 'ERP' }).click()
  const row = page.getByRole('row', { name: /新建客户.*已送达.*HTTP 200/ })
  await row.waitFor()
  await row.getByRole('button', { name: '重新发送' }).click()
  await page.getByText('已排队重新发送').waitFor()
  await expect.poll(() => got.length).toBe(3)
  expect(got[2]!.headers['webhook-id']).toBe(got[1]!.headers['webhook-id'])
})

test('one that was switched off by itself says why, and is switched on again', async () => {
  answer = 410
  await customer('停用公司')
  await expect
    .poll(async () => (await site.server.admin.call('GET', '/records/webhook?fields=active')).body.data[0].active)
    .toBe(false)
  await page.goto('/settings/webhooks')
  await page.getByText('已自动停用：对方答复 410,已不再接收').waitFor()
  answer = 200
  await menu('重新启用')
  await page.getByText('“ERP”已启用').waitFor()
  await page.getByRole('row', { name: /ERP.*启用/ }).waitFor()
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
