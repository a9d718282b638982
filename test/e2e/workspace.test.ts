import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faults } from './screens/faults.ts'
import { settle } from './screens/settle.ts'
import { desk, openSite, phone, type Site } from './site.ts'

let site: Site
let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'zhike-brand-'))
  site = await openSite({ dataDir })
})
afterAll(async () => {
  await site?.close()
  await rm(dataDir, { recursive: true, force: true })
})

const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="120"><rect width="400" height="120" rx="24" fill="#0b5d3b"/><circle cx="60" cy="60" r="30" fill="#fff"/><script>parent.hacked = true</script></svg>`

const buttonColour = `getComputedStyle(document.querySelector('.ant-btn-primary')).backgroundColor`

test('an administrator gives the product her company’s name, logo and colour, and everybody sees them', async () => {
  const page = await site.open('admin')
  await page.goto('/settings/workspace')
  await page.getByLabel('公司名称').fill('岚川装备')
  await page.getByRole('button', { name: '保存' }).first().click()
  await page.locator('.top-workspace').getByText('岚川装备').waitFor()

  await page.locator('#logo-file').setInputFiles({ name: 'x.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(svg) })
  await page.locator('.top-workspace img').waitFor()
  await expect.poll(() => page.evaluate(`document.querySelector('.top-workspace img').naturalWidth`)).toBe(400)

  await page.locator('#brand-hex').fill('#0b5d3b')
  await page.getByText('白字在这个颜色上看得清').waitFor()
  await page.locator('.brand-actions').getByRole('button', { name: '保存' }).click()
  await expect.poll(() => page.evaluate(buttonColour)).toBe('rgb(11, 93, 59)')
  await page.context().close()

  const stranger = await site.open()
  await stranger.goto('/sign-in')
  await stranger.getByRole('heading', { name: '登录岚川装备' }).waitFor()
  await stranger.locator('.entrance-brand img[src*="workspace/logo"]').waitFor()
  await expect.poll(() => stranger.evaluate(buttonColour)).toBe('rgb(11, 93, 59)')
  // No mail server is set up here: she is told whom to ask.
  await stranger.getByText('请管理员在“设置 · 员工”里重设').waitFor()
  await stranger.context().close()

  const amy = await site.open('amy')
  await amy.goto('/o/customer')
  await amy.locator('.top-workspace img').waitFor()
  await amy.goto('/settings/workspace')
  await amy.getByText('你没有权限看这里').waitFor()
  await amy.context().close()
})

test('a colour that white text cannot be read on is mended, and that is said before it is saved', async () => {
  const page = await site.open('admin')
  await page.goto('/settings/workspace')
  await page.locator('#brand-hex').fill('#ffd400')
  await page.getByText(/白字在 #ffd400 上看不清（对比 1\.4/).waitFor()
  await page.locator('#brand-hex').fill('nonsense')
  await page.getByText('请填形如 #3352b5 的色值').waitFor()
  await expect.poll(() => page.locator('.brand-actions .ant-btn-primary').isDisabled()).toBe(true)
  await page.context().close()
})

test('a file that is no picture is refused with a sentence', async () => {
  const page = await site.open('admin')
  await page.goto('/settings/workspace')
  await page.locator('#logo-file').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('no') })
  await page.getByText('不是能显示的图片').waitFor()
  await expect.poll(() => page.getByRole('button', { name: '选择图片' }).isEnabled()).toBe(true)
  await page.context().close()
})

for (const [look, options] of [
  ['1440-zh', { viewport: desk }],
  ['390-en', { viewport: phone, isMobile: true, hasTouch: true, locale: 'en-US' }],
] as const) {
  test(`a brand shuts nobody out: axe finds nothing on its pages (${look})`, async () => {
    const found: string[] = []
    for (const color of ['#ffd400', '#101010']) {
      await site.server.admin.call('PATCH', '/workspace', { brand: { color } })
      const page = await site.open('admin', options)
      for (const where of ['/settings/workspace', '/o/customer']) {
        await page.goto(where)
        await settle(page)
        found.push(...(await faults(page, `brand-${color.slice(1)}${where.replaceAll('/', '-')}-${look}`)))
      }
      await page.context().close()
    }
    expect(found).toEqual([])
  })
}

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
