import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import type { Role } from '#test/server'
import { isHardCoded, shownOn, speakPseudo } from './pseudo-locale.ts'
import { fillScreens, screensOf, visit } from './screens.ts'
import { openSite, phone, picture, type Site } from './site.ts'

let site: Site
let customer: string
beforeAll(async () => {
  site = await openSite()
  customer = await fillScreens(site)
})
afterAll(() => site?.close())

/** The same screens as for axe; those that only differ in whose they are add no text. */
const looked = (onPhone: boolean) => screensOf(site, customer, onPhone).filter(({ as }) => as !== 'rdr')

/** Pictures worth looking at. */
const kept = ['list', 'record', 'form', 'settings-users']

for (const [look, options] of [
  ['1440', {}],
  ['390', { viewport: phone, isMobile: true, hasTouch: true }],
] as const)
  test(`in a language a third longer no text is hard-coded, and none is cut off (${look})`, async () => {
    const pages = new Map<Role | null, { page: Page; data: Set<string> }>()
    const strange = new Set<string>()
    let messages = 0
    for (const screen of looked(look === '390')) {
      let seat = pages.get(screen.as)
      if (seat === undefined) {
        const page = await site.open(screen.as ?? undefined, { ...options, locale: 'en-US' })
        pages.set(screen.as, (seat = { page, data: await speakPseudo(page) }))
      }
      const { page, data } = seat
      await visit(page, screen, async () => {
        if (kept.includes(screen.name)) await picture(page, `pseudo-${screen.name}-${look}`)
        for (const { text, place, cut } of await shownOn(page)) {
          if (text.includes('«')) messages++
          if (cut) strange.add(`${screen.name}: cut off: ${text} (${place})`)
          if (isHardCoded(text, data)) strange.add(`${screen.name}: hard-coded: ${text} (${place})`)
        }
      })
    }
    for (const { page } of pages.values()) await page.context().close()
    expect(messages).toBeGreaterThan(500)
    expect([...strange]).toEqual([])
  })

test('the test itself sees a text that is in no language file', () => {
  const data = new Set(['海川机电', 'A customer'])
  expect(isHardCoded('«Owned by «amy éà» éàüñ»', data)).toBe(false)
  expect(isHardCoded('海川机电 · 12', data)).toBe(false)
  expect(isHardCoded('Delete', data)).toBe(true)
  expect(isHardCoded('«Save éà» now or never', data)).toBe(true)
})
