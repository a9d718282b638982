import type { Page } from 'playwright-core'
import { picture } from '../site.ts'
import { axe, axeOfColours } from './axe.ts'
import { paint } from './settle.ts'

/** What axe finds on the page as it is, by day and by night. Pictures of both are kept under its name. */
export const faults = async (page: Page, name: string, pictures = true): Promise<string[]> => {
  if (pictures) await picture(page, `${name}-light`)
  const light = await axe(page)
  await paint(page, 'dark')
  if (pictures) await picture(page, `${name}-dark`)
  const dark = await axeOfColours(page)
  await paint(page, 'light')
  return [...light.map((fault) => `${name}: ${fault}`), ...dark.map((fault) => `${name} in the dark: ${fault}`)]
}
