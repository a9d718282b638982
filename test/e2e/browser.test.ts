import { afterAll, expect, it } from 'vitest'
import { launchBrowser } from '#test/browser'

const browser = await launchBrowser()
afterAll(() => browser.close())

it('draws Chinese with real glyphs, each its own', async () => {
  const page = await browser.newPage()
  await page.setContent('<p style="font-family: sans-serif"><span>客</span><span>户</span><span>\u{10fffd}</span></p>')
  const pictures = []
  for (const span of await page.locator('span').all()) pictures.push((await span.screenshot()).toString('base64'))
  // Without a font every character is the same empty box, as the unassigned third one is.
  expect(new Set(pictures).size).toBe(3)
})
