import type { Page, Response } from 'playwright-core'

/** Resolves when the page hears of changes to what is watched, from now on. Asked for before the page is opened. */
export const hears = (page: Page, watched: string): Promise<Response> =>
  page.waitForResponse(
    (answer) => answer.url().includes('/events?') && decodeURIComponent(answer.url()).includes(watched),
  )
