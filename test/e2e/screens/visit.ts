import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Screen, State } from './screen.ts'
import { settle } from './settle.ts'

const over = 'dialog[open], :popover-open'

/** Holds back some calls of the API until it is told to refuse them, and goes on refusing until it is lifted. */
const gate = async (page: Page, calls: RegExp) => {
  const { promise: refused, resolve: refuse } = Promise.withResolvers<void>()
  const isHeld = (url: URL) => url.pathname.startsWith('/api/') && calls.test(url.pathname + url.search)
  const body = JSON.stringify({ status: 400, code: 'x', title: 'x', detail: '', requestId: 'r-1' })
  await page.route(isHeld, async (route) => {
    await refused
    await route.fulfill({ status: 400, contentType: 'application/problem+json', body }).catch(() => undefined)
  })
  return { refuse, lift: () => page.unroute(isHeld) }
}

/** Somebody who goes from screen to screen, as people do: the app is loaded anew only where something is left over. */
export const visitor = (page: Page) => {
  /** The app is open with nothing over it. */
  let fresh = false

  const go = async (path: string) => {
    const open = fresh
    fresh = false
    if (open) await page.evaluate(`history.pushState({}, '', ${JSON.stringify(path)})`)
    else await page.goto(path)
  }

  /** Shows the screen to `see`, in each of its states. */
  return async ({ path, data, act, shows = over }: Screen, see: (state: State) => Promise<void>): Promise<void> => {
    if (data) {
      const content = await gate(page, data)
      fresh = false
      await go(path)
      await page.locator('.skeleton[data-shown="true"]').first().waitFor()
      await see('waiting')
      content.refuse()
      await page.locator('.error-panel').first().waitFor()
      await settle(page)
      await see('refused')
      await content.lift()
      // Whoever tries again has what she came for.
      const again = page.locator('.error-panel button')
      for (let left = await again.count(); left > 0; left = await again.count()) {
        await again.first().click()
        await expect.poll(() => again.count()).toBeLessThan(left)
        await settle(page)
      }
    } else {
      await go(path)
      await settle(page)
    }
    if (act) {
      await act(page)
      await page.locator(shows).first().waitFor()
      await settle(page)
    }
    await see('there')
    if (act && shows === over) {
      // Esc closes what was opened, one layer after the other.
      for (let layers = 0; layers < 3 && (await page.locator(over).count()) > 0; layers++)
        await page.keyboard.press('Escape')
    }
    fresh = shows === over && (await page.locator(over).count()) === 0
  }
}
