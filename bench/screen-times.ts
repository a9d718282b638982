import type { Page } from 'playwright-core'
import { type Figure, short } from './figures.ts'
import { median } from './load.ts'

// Runs in the page: ms until something is drawn, since it was asked for, or since the page was opened.
const until = (what: string, act = '', since = 'performance.now()') => `new Promise((done) => {
  const began = ${since}
  ${act}
  const look = () => (${what} ? requestAnimationFrame(() => done(performance.now() - began)) : requestAnimationFrame(look))
  look()
})`
const sixTimes = async (measure: () => Promise<number>): Promise<number> => {
  const times: number[] = []
  for (let round = 0; round < 6; round++) times.push(await measure())
  return median(times.slice(1))
}

/** How long somebody waits, by the clock: read it together with how busy the machine was. */
export const waitingFigures = async (page: Page): Promise<Figure[]> => {
  await page.goto('/o/customer')
  await page.waitForFunction(`navigator.serviceWorker.ready.then(({ active }) => active?.state === 'activated')`)
  const opened = await sixTimes(async () => {
    await page.goto('/o/customer')
    return page.evaluate<number>(until(`document.querySelector('h1')`, '', '0'))
  })
  await page.locator('[data-peek]').first().waitFor({ state: 'attached' })
  const peek = until(
    `document.querySelector('.peek .profile')`,
    `document.querySelectorAll('[data-peek]')[Math.floor(Math.random() * 8)].click()`,
  )
  const panel = await sixTimes(async () => {
    const ms = await page.evaluate<number>(peek)
    await page.locator('.peek-head .icon-button').click()
    await page.locator('.peek').waitFor({ state: 'detached' })
    return ms
  })
  let tab = 1
  const view = await sixTimes(async () => {
    const at = `document.querySelectorAll('.view-tabs > button')[${tab++ % 2}]`
    const shown = `${at}.ariaCurrent === 'true' && document.querySelector('[data-row] [role=gridcell]') && !document.querySelector('.skeleton')`
    return page.evaluate<number>(until(shown, `${at}.click()`))
  })
  let dark = false
  const colours = await sixTimes(async () => {
    dark = !dark
    await page.locator('.top-me').click()
    // System, light and dark follow the two languages.
    const choice = `document.querySelectorAll('[role=menuitemradio]')[${dark ? 4 : 3}]`
    const shown = `document.documentElement.dataset.theme === '${dark ? 'dark' : 'light'}'`
    return page.evaluate<number>(until(shown, `${choice}.click()`))
  })
  return [
    figure(
      'screens-open',
      '装到设备上之后,从打开到看见标题',
      'opened from the device, until its heading is seen',
      1_000,
      opened,
    ),
    figure('screens-panel', '打开侧面板', 'opening the side panel', 150, panel),
    figure('screens-colours', '切换深色与浅色', 'switching between dark and light', 100, colours),
    figure('screens-view', '切换视图', 'switching to another view', 300, view),
  ]
}

const figure = (name: string, zh: string, en: string, most: number, ms: number): Figure => ({
  name,
  zh,
  en,
  goal: `≤ ${most} ms`,
  value: `${short(ms)} ms`,
  met: ms <= most,
  details: {},
})
