import type { Page, Request } from 'playwright-core'

interface Traffic {
  readonly open: Set<Request>
  /** Requests so far. */
  begun: number
}
const traffics = new WeakMap<Page, Traffic>()

/** Counts what the page asks for from now on; the line for live news stays open for good and is no part of it. */
export const watchTraffic = (page: Page): void => {
  const traffic: Traffic = { open: new Set(), begun: 0 }
  traffics.set(page, traffic)
  page.on('request', (request) => {
    if (request.resourceType() === 'eventsource') return
    traffic.open.add(request)
    traffic.begun++
  })
  page.on('requestfinished', (request) => traffic.open.delete(request))
  page.on('requestfailed', (request) => traffic.open.delete(request))
}

// Runs in the page: it has nothing to work out any more. Without the limit an idle page may never be called idle.
const atRest = `new Promise((done) => {
  const then = (next) => requestIdleCallback(next, { timeout: 200 })
  then(() => requestAnimationFrame(() => then(done)))
})`

/** The page in these colours, drawn to the end. */
export const paint = async (page: Page, colorScheme: 'light' | 'dark'): Promise<void> => {
  await page.emulateMedia({ colorScheme })
  await page.evaluate(atRest)
}

/** Nothing is on its way any more: no request, no drawing, no placeholder. */
export const settle = async (page: Page): Promise<void> => {
  const traffic = traffics.get(page)!
  for (let before = -1; before !== traffic.begun || traffic.open.size > 0;) {
    before = traffic.begun
    await page.evaluate(atRest)
  }
  await page.locator('.skeleton, [aria-busy="true"]').first().waitFor({ state: 'detached' })
}
