import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { picture } from './site.ts'

const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

const serious = async (axe: AxeBuilder): Promise<string[]> =>
  (await axe.analyze()).violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(' ')}`)

/** What axe calls serious or critical on the page as it is. */
const faultsNow = async (page: Page, name: string): Promise<string[]> =>
  (await serious(new AxeBuilder({ page }).withTags(standard))).map((fault) => `${name}: ${fault}`)

/** The same in the light and in the dark; a picture of each is kept. */
export const faults = async (page: Page, name: string): Promise<string[]> => {
  await picture(page, `${name}-light`)
  const light = await faultsNow(page, name)
  // The same screen in the dark: only its colours are others.
  await page.emulateMedia({ colorScheme: 'dark' })
  await picture(page, `${name}-dark`)
  const dark = await serious(new AxeBuilder({ page }).withRules('color-contrast'))
  await page.emulateMedia({ colorScheme: 'light' })
  return [...light, ...dark.map((fault) => `${name} in the dark: ${fault}`)]
}

/** Nothing is on its way any more. */
export const settle = async (page: Page): Promise<void> => {
  await page.waitForLoadState('networkidle')
  await page.locator('.skeleton, [aria-busy="true"]').first().waitFor({ state: 'detached' })
}
