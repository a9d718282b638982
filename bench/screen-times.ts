import type { Page } from 'playwright-core'
import type { Figure } from './figures.ts'
import { repeated, until, waited } from './in-page.ts'

/** How long somebody waits, by the clock: read it together with how busy the machine was. */
export const waitingFigures = async (page: Page): Promise<Figure[]> => {
  await page.goto('/o/customer')
  await page.waitForFunction(`navigator.serviceWorker.ready.then(({ active }) => active?.state === 'activated')`)
  const opened = await repeated(5, async () => {
    await page.goto('/o/customer')
    return page.evaluate<number>(until(`document.querySelector('h1')`, '', '0'))
  })
  await page.locator('[data-peek]').first().waitFor({ state: 'attached' })
  const peek = until(
    `document.querySelector('.peek .profile')`,
    `document.querySelectorAll('[data-peek]')[Math.floor(Math.random() * 8)].click()`,
  )
  const panel = await repeated(5, async () => {
    const ms = await page.evaluate<number>(peek)
    await page.locator('.peek-head .icon-button').click()
    await page.locator('.peek').waitFor({ state: 'detached' })
    return ms
  })
  const view = await repeated(5, async (round) => {
    const at = `document.querySelectorAll('.view-tabs > button')[${(round + 1) % 2}]`
    const shown = `${at}.ariaCurrent === 'true' && document.querySelector('[role=gridcell][data-row]') && !document.querySelector('.skeleton')`
    return page.evaluate<number>(until(shown, `${at}.click()`))
  })
  const colours = await repeated(5, async (round) => {
    const dark = round % 2 === 0
    await page.locator('.top-me').click()
    // System, light and dark follow the two languages.
    const choice = `document.querySelectorAll('[role=menuitemradio]')[${dark ? 4 : 3}]`
    const shown = `document.documentElement.dataset.theme === '${dark ? 'dark' : 'light'}'`
    return page.evaluate<number>(until(shown, `${choice}.click()`))
  })
  return [
    waited(
      'screens-open',
      '装到设备上之后,从打开到看见标题',
      'opened from the device, until its heading is seen',
      1_000,
      opened,
    ),
    waited('screens-panel', '打开侧面板', 'opening the side panel', 150, panel),
    waited('screens-colours', '切换深色与浅色', 'switching between dark and light', 100, colours),
    waited('screens-view', '切换视图', 'switching to another view', 300, view),
  ]
}
